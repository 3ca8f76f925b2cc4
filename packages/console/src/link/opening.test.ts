// What opening a conversation puts on screen, and how often: each change of `store.open` is a drawing of thread and context.
import { effect } from '@preact/signals';
import { expect, it, vi } from 'vitest';
import { memoryStorage } from '@throughline/types';
import type { Handoff, Sync, SyncPage } from '@throughline/types';
import { createStore } from '../state/store.js';
import type { OpenConversationState } from '../state/store.js';
import { entry, NOW, row } from '../testing/fixtures.js';
import { richContext } from '../testing/rich-context.js';
import type { AgentPort } from './agent-connector.js';
import { createClients } from './clients.js';
import { createHandoffCache } from './handoff-cache.js';
import { createOpening } from './opening.js';

const page = (lane: 'pub' | 'int', heads: { pub: number }): SyncPage => {
  const head = lane === 'pub' ? heads.pub : 0;
  const events = Array.from({ length: head }, (_, index) => entry(lane, index + 1, 'message'));
  return { ok: true, conv: 'cnv_1', lane, epoch: 'e', head, events, more: false, reset: false, receipts: { delivered: 0, read: 0 } };
};
const handoff = (revision: number, pub: number): Handoff => ({
  epoch: 'e',
  row: row('cnv_1', { pubHead: pub }),
  context: richContext({ revision }),
  pub: page('pub', { pub }),
  int: page('int', { pub }),
  receipts: { delivered: 0, read: 0 },
});
const never = (): never => {
  throw new Error('not used here');
};

/** The relay is at `answer` and says so when `go` is called. */
function scene(answer: Handoff) {
  const store = createStore(NOW);
  let go = (): void => undefined;
  const opened = new Promise<void>((resolve) => (go = resolve));
  const synced = vi.fn(({ lane }: Sync) => Promise.resolve({ ...page(lane ?? 'pub', { pub: answer.row.pubHead }), events: [] }));
  const port: AgentPort = {
    open: async () => {
      await opened;
      return { ok: true, ...answer };
    },
    sync: synced,
    got: () => undefined,
    strike: () => undefined,
    ...{ submit: never, inbox: never, typing: never, look: never, presence: never },
  };
  let made = 0;
  const surroundings = { now: () => NOW, random: () => 0, hex128: () => `h${(made += 1)}`, after: () => () => undefined };
  const clients = createClients({
    storage: memoryStorage(),
    surroundings,
    changed: (conv, view) => opening.onView(conv, view),
    refused: never,
  });
  const opening = createOpening({ store, clients, cache: createHandoffCache(), surroundings, port: () => port, onRow: () => undefined });
  const shown: (OpenConversationState | null)[] = [];
  effect(() => void shown.push(store.open.value));
  return { store, opening, go: () => go(), synced, shown };
}

it('[K128] a conversation that was pushed before is whole before the relay answers, and its answer draws nothing', async () => {
  const { store, opening, go, synced, shown } = scene(handoff(3, 2));
  opening.onHandoff(handoff(3, 2));
  opening.show('cnv_1');
  await vi.waitFor(() => expect(store.open.value?.phase).toBe('ready'));
  expect([store.open.value?.view?.pub.contig, store.open.value?.context?.revision]).toEqual([2, 3]);
  const whole = store.open.value;
  const drawn = shown.length;
  go();
  await vi.waitFor(() => expect(synced).toHaveBeenCalledTimes(2));
  await new Promise((resolve) => setTimeout(resolve, 0)); // what the two answers change has been told
  expect(store.open.value).toBe(whole);
  expect(shown.slice(drawn)).toEqual([]);
});

it('[K128] what the relay has beyond it is drawn', async () => {
  const { store, opening, go } = scene(handoff(4, 3));
  opening.onHandoff(handoff(3, 2));
  opening.show('cnv_1');
  await vi.waitFor(() => expect(store.open.value?.phase).toBe('ready'));
  go();
  await vi.waitFor(() => expect(store.open.value?.context?.revision).toBe(4));
  expect(store.open.value?.view?.pub.entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});
