// `Idempotency-Key` (C17): the first answer to a key is the answer to every repeat of the same request. Keys are kept per caller – of a
// back end the source its secret key belongs to – and answers sealed, because an answer may hold what is shown only once (S34).
import { z } from 'zod';
import { isStorableText } from '@throughline/types';
import type { RelayDeps } from '../../relay-deps.js';
import type { ApiPrincipal } from './principal.js';
import { renderAnswer } from './rendered.js';
import type { Rendered } from './rendered.js';

const KEY_MAX_CHARS = 255;
const BUSY_RETRY_MS = 1_000;

/** What of an answer is kept beside its status: `Link` of a 410 belongs to it as its body does. */
const Kept = z.object({ body: z.string(), headers: z.record(z.string(), z.string()) });
const keptOf = ({ body, headers }: Rendered): string => JSON.stringify({ body, headers });

/** Two back ends of a site know nothing of each other's keys. */
const callerOf = (who: ApiPrincipal): string => (who.kind === 'secret' ? who.caller.source.id : who.id);

export interface KeyedRequest {
  who: ApiPrincipal;
  key: string;
  /** Method, address and body: what a repeat must equal. */
  request: string;
  now: number;
}

/** Runs `work` once per key. An answer that may turn out differently later (5xx, 429) is not kept. */
export async function answerOnce(
  deps: Pick<RelayDeps, 'store' | 'vault'>,
  { who, key, request, now }: KeyedRequest,
  work: () => Promise<Rendered>,
): Promise<Rendered> {
  if (key === '' || key.length > KEY_MAX_CHARS || !isStorableText(key))
    return renderAnswer({ problem: 'bad_request', detail: `Idempotency-Key: 1 to ${KEY_MAX_CHARS} characters` });
  const stored = { siteId: who.siteId, key: deps.vault.digest(`${who.kind} ${callerOf(who)} ${key}`) };
  const held = await deps.store.idempotent({ ...stored, bodyHash: deps.vault.digest(request), now });
  if (held === 'conflict') return renderAnswer({ problem: 'idempotency_conflict' });
  if (held === 'busy') return renderAnswer({ problem: 'busy', retryMs: BUSY_RETRY_MS });
  if (held !== 'reserved') {
    const { body, headers } = Kept.parse(JSON.parse(deps.vault.unseal(held.body)));
    return { status: held.status, body, headers: { ...headers, 'Idempotency-Replayed': 'true' }, problem: held.status >= 400 };
  }
  let done: Rendered | null = null;
  try {
    done = await work();
    return done;
  } finally {
    const final = done !== null && done.status < 500 && done.status !== 429 ? done : null;
    await deps.store.settleIdempotent(
      final === null ? { ...stored, release: true } : { ...stored, status: final.status, body: deps.vault.seal(keptOf(final)) },
    );
  }
}
