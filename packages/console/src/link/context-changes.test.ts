// Live revisions of the context on screen: patches apply in order, a gap asks for the whole, and what changed is known (C50, K40).
import { describe, expect, it, vi } from 'vitest';
import type { Handoff, JsonPatch, OpenAnswer } from '@throughline/types';
import { isNewLine } from '../state/context-lines.js';
import { createStore } from '../state/store.js';
import { NOW, row, view } from '../testing/fixtures.js';
import { richContext } from '../testing/rich-context.js';
import type { AgentPort } from './agent-connector.js';
import type { Clients } from './clients.js';
import { createHandoffCache } from './handoff-cache.js';
import { createOpening } from './opening.js';

const page = (lane: 'pub' | 'int') => ({
  ok: true as const,
  conv: 'cnv_1',
  lane,
  epoch: 'e',
  head: 0,
  events: [],
  more: false,
  reset: false,
  receipts: { delivered: 0, read: 0 },
});
const handoff = (revision: number): Handoff => ({
  epoch: 'e',
  row: row('cnv_1'),
  context: richContext({ revision }),
  pub: page('pub'),
  int: page('int'),
  receipts: { delivered: 0, read: 0 },
});

async function scene() {
  const store = createStore(NOW);
  const client = { adopt: () => undefined, view: () => view(), online: () => undefined };
  const clients = { take: () => Promise.resolve(client), get: () => client, release: () => undefined };
  let revision = 3;
  const open = vi.fn((): Promise<OpenAnswer> => Promise.resolve({ ok: true, ...handoff(revision) }));
  const opening = createOpening({
    store,
    clients: clients as unknown as Clients, // a client that only shows: deliveries have their own tests
    cache: createHandoffCache(),
    surroundings: { now: () => NOW, random: () => 0, hex128: () => '', after: () => () => undefined },
    port: () => ({ open }) as unknown as AgentPort, // only `open` is asked here
    onRow: (row) => (store.rows.value = new Map([[row.id, row]])),
  });
  opening.show('cnv_1');
  await vi.waitFor(() => expect(store.open.value?.context?.revision).toBe(3));
  const change = (from: number, to: number, patch: JsonPatch): void =>
    opening.onContext({ conv: 'cnv_1', from, to, patch: [{ op: 'replace', path: '/revision', value: to }, ...patch] });
  return { store, open, opening, change, becomes: (next: number) => (revision = next) };
}
const broken: JsonPatch = [{ op: 'replace', path: '/commitments/1/status', value: 'broken' }];

describe('a live revision', () => {
  it('[K40] changes the lines it names, which are new until they have been looked at', async () => {
    const { store, opening, change } = await scene();
    change(3, 4, broken);
    const fresh = (key: string): boolean => {
      const open = store.open.value;
      return open !== null && open.context !== null && isNewLine(open.linesSeen, open.context, key);
    };
    expect(store.open.value?.context?.commitments[1]?.status).toBe('broken');
    expect([fresh('promise com_2'), fresh('promise com_1')]).toEqual([true, false]);
    opening.looked('cnv_1', ['promise com_2']);
    expect(fresh('promise com_2')).toBe(false);
  });

  it('[K40] that does not follow the one on screen makes the console ask for the whole', async () => {
    const { store, open, change, becomes } = await scene();
    becomes(6);
    change(5, 6, broken);
    await vi.waitFor(() => expect(store.open.value?.context?.revision).toBe(6));
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('[K40] that cannot be applied is asked for too, and a late one changes nothing', async () => {
    const { store, open, change, becomes } = await scene();
    change(1, 2, broken);
    expect(store.open.value?.context?.revision).toBe(3);
    const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    becomes(4);
    change(3, 4, [{ op: 'remove', path: '/commitments/9' }]);
    await vi.waitFor(() => expect(store.open.value?.context?.revision).toBe(4));
    expect(open).toHaveBeenCalledTimes(2);
    complain.mockRestore();
  });
});
