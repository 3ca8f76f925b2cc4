// An authenticator app: the codes of one secret, each used once, as the relay asks for (RFC 6238).
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromBase32 } from '../../packages/server/src/domain/accounts/base32.js';
import { codeOfStep, stepAt } from '../../packages/server/src/domain/accounts/totp.js';

const POLL_MS = 250;

export interface Authenticator {
  /** The next code that was not used yet; waits until there is one, at most half a minute. */
  next(): Promise<string>;
  /** The last one again. */
  last(): string;
}

export function authenticator(secret: string): Authenticator {
  const key = fromBase32(secret);
  if (key === null) throw new Error('The secret is not base32');
  const code = (step: number): string => codeOfStep((k, message) => createHmac('sha1', k).update(message).digest(), key, step);
  let used = 0;
  return {
    async next() {
      const step = Math.max(used + 1, stepAt(Date.now()) - 1); // the step before still counts: two codes at once without waiting
      while (stepAt(Date.now()) + 1 < step) await sleep(POLL_MS);
      used = step;
      return code(step);
    },
    last: () => code(used),
  };
}
