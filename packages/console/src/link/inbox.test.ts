import { expect, it } from 'vitest';
import { rowTag } from '@throughline/types';
import type { InboxAnswer, InboxSync } from '@throughline/types';
import { createStore } from '../state/store.js';
import { byId, NOW, row } from '../testing/fixtures.js';
import type { AgentPort } from './agent-connector.js';
import { NoAnswer } from './answers.js';
import { createInbox } from './inbox.js';

function portAnswering(answers: (InboxAnswer | null)[], asked: InboxSync[]): AgentPort {
  const never = (): never => {
    throw new Error('not used here');
  };
  return {
    submit: never,
    sync: never,
    open: never,
    got: never,
    typing: never,
    strike: never,
    inbox: async (request) => {
      asked.push(request);
      const answer = answers.shift() ?? null;
      if (answer === null) throw new NoAnswer('inbox');
      return answer;
    },
  };
}

it('[K20] the list says what it holds and takes what differs', async () => {
  const store = createStore(NOW);
  store.rows.value = byId([row('kept'), row('old'), row('gone')]);
  const newer = row('old', { pubHead: 3 });
  const asked: InboxSync[] = [];
  const port = portAnswering([{ ok: true, rows: [newer, row('new')], gone: ['gone'] }], asked);
  await createInbox(store, () => port).sync();
  expect(asked[0]?.known.toSorted()).toEqual([row('gone'), row('kept'), row('old')].map((one) => [one.id, rowTag(one)]));
  expect([...store.rows.value.keys()].sort()).toEqual(['kept', 'new', 'old']);
  expect(store.rows.value.get('old')).toEqual(newer);
  expect(store.rowsReady.value).toBe(true);
});

it('[K20] a pushed row that is late never replaces a newer one', () => {
  const store = createStore(NOW);
  const inbox = createInbox(store, () => null);
  inbox.onRow(row('a', { pubHead: 5 }));
  inbox.onRow(row('a', { pubHead: 4 }));
  expect(store.rows.value.get('a')?.pubHead).toBe(5);
  inbox.onRow(row('a', { pubHead: 5, assignVersion: 1 }));
  expect(store.rows.value.get('a')?.assignVersion).toBe(1);
});

it('[K20] without an answer the rows stay, and a wish during a question asks once more', async () => {
  const store = createStore(NOW);
  store.rows.value = byId([row('a')]);
  const asked: InboxSync[] = [];
  const port = portAnswering([null, { ok: true, rows: [], gone: [] }, { ok: true, rows: [], gone: [] }], asked);
  const inbox = createInbox(store, () => port);
  await inbox.sync();
  expect(store.rows.value.size).toBe(1);
  expect(store.rowsReady.value).toBe(false);
  await Promise.all([inbox.sync(), inbox.sync(), inbox.sync()]);
  expect(asked).toHaveLength(3);
});
