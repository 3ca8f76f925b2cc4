import { expect, it } from 'vitest';
import type { Submit } from '@throughline/types';
import { createMemoryLimiter, noLimits } from '../adapters/limiter/memory-limiter.js';
import type { Hint } from '../ports/bus.js';
import type { Store } from '../ports/store.js';
import { heardLog } from '../testing/heard-log.js';
import { openStoreInThread } from '../testing/open-stores.js';
import { hex, message, NOON, stageOn } from '../testing/store-contract/stage.js';
import { postMessage } from './post-message.js';

it('[P26] entries are told under the history they were committed in, also when another one began before they were told', async () => {
  const { store: real, visitor } = await stageOn(await openStoreInThread());
  const principal = await visitor();
  const store: Store = {
    ...real,
    get epoch() {
      return real.epoch;
    },
    async submit(args) {
      const outcome = await real.submit(args);
      await real.renewEpoch({ seen: real.epoch });
      return outcome;
    },
  };
  const told: Hint[] = [];
  const answer = await postMessage(
    {
      ...{ store, limiter: noLimits, log: heardLog() },
      clock: { now: () => NOON, after: () => () => undefined },
      bus: { publish: (hint) => void told.push(hint), subscribe: () => () => undefined, close: () => Promise.resolve() },
      live: { touch: () => undefined, stop: () => undefined },
    },
    { principal, submit: { conv_key: hex(), stream: hex(), msgs: [message(1, 'Hello')] }, online: true, address: '192.0.2.1' },
  );
  if (!answer.ok) throw new Error(answer.code);
  expect(real.epoch).not.toBe(answer.epoch);
  expect(told.flatMap((hint) => (hint.type === 'entries' ? [hint.epoch] : []))).toEqual([answer.epoch]);
  await real.close();
});

it('[S40] [W200] a burst of surveys is charged like messages', async () => {
  const { store, visitor } = await stageOn(await openStoreInThread());
  const principal = await visitor();
  const clock = { now: () => NOON, after: () => () => undefined };
  const deps = {
    ...{ store, clock, limiter: createMemoryLimiter(clock), log: heardLog() },
    bus: { publish: () => undefined, subscribe: () => () => undefined, close: () => Promise.resolve() },
    live: { touch: () => undefined, stop: () => undefined },
  };
  const send = (submit: Submit) => postMessage(deps, { principal, submit, online: true, address: '192.0.2.1' });
  const opened = await send({ conv_key: hex(), stream: hex(), msgs: [message(1, 'Hello')] });
  if (!opened.ok) throw new Error(opened.code);
  const codes: string[] = [];
  for (let n = 0; n < 100; n += 1) {
    const answer = await send({ conv: opened.conv, stream: hex(), msgs: [{ n: 1, kind: 'survey', body: { satisfaction: 1 } }] });
    codes.push(answer.ok ? 'ok' : answer.code);
  }
  expect(codes.at(0)).toBe('rejected'); // nothing ended yet
  expect(codes.at(-1)).toBe('rate_limited');
  await store.close();
});
