import { expect, it } from 'vitest';
import { rowTag } from '@throughline/types';
import type { InboxAnswer, InboxSync } from '@throughline/types';
import { createStore } from '../state/store.js';
import { viewRoute } from '../state/route.js';
import type { Store } from '../state/store.js';
import { byId, NOW, row } from '../testing/fixtures.js';
import type { AgentPort } from './agent-connector.js';
import { NoAnswer } from './answers.js';
import { createInbox } from './inbox.js';
import type { Inbox } from './inbox.js';

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
    look: never,
    presence: never,
    strike: never,
    inbox: async (request) => {
      asked.push(request);
      const answer = answers.shift() ?? null;
      if (answer === null) throw new NoAnswer('inbox');
      return answer;
    },
  };
}

/** Frames and timers run when the test says so. */
const waiting: (() => void)[] = [];
const paint = (): void => waiting.splice(0).forEach((run) => run());
const inboxOf = (store: Store, port: AgentPort | null): Inbox =>
  createInbox({
    store,
    port: () => port,
    frame: (run) => void waiting.push(run),
    after: () => () => undefined,
    now: () => NOW,
  });

it('[K20] the list says what it holds and takes what differs', async () => {
  const store = createStore(NOW);
  store.rows.value = byId([row('kept'), row('old'), row('gone')]);
  const newer = row('old', { pubHead: 3 });
  const asked: InboxSync[] = [];
  const list = { ids: ['old', 'new', 'kept'], total: 7, next: 'after kept' };
  const port = portAnswering([{ ok: true, rows: [newer, row('new')], gone: ['gone'], list, counts: { mine: 2, 'team:tm_1': 1 } }], asked);
  await inboxOf(store, port).sync();
  expect(asked[0]?.known.toSorted()).toEqual([row('gone'), row('kept'), row('old')].map((one) => [one.id, rowTag(one)]));
  expect([...store.rows.value.keys()].sort()).toEqual(['kept', 'new', 'old']);
  expect(store.rows.value.get('old')).toEqual(newer);
  expect(asked[0]?.list).toMatchObject({ view: 'all', filter: {}, sort: 'sla' });
  expect(store.shown.value).toEqual(list);
  expect(store.counts.value).toMatchObject({ mine: 2, 'team:tm_1': 1 });
  expect(store.rowsReady.value).toBe(true);
});

it('[K20] a pushed row that is late never replaces a newer one', () => {
  const store = createStore(NOW);
  const inbox = inboxOf(store, null);
  inbox.onRow(row('a', { pubHead: 5 }));
  inbox.onRow(row('a', { pubHead: 4 }));
  paint();
  expect(store.rows.value.get('a')?.pubHead).toBe(5);
  inbox.onRow(row('a', { pubHead: 5, assignVersion: 1 }));
  paint();
  expect(store.rows.value.get('a')?.assignVersion).toBe(1);
});

it('[K20] without an answer the rows stay, and a wish during a question asks once more', async () => {
  const store = createStore(NOW);
  store.rows.value = byId([row('a')]);
  const asked: InboxSync[] = [];
  const port = portAnswering([null, { ok: true, rows: [], gone: [], counts: {} }, { ok: true, rows: [], gone: [], counts: {} }], asked);
  const inbox = inboxOf(store, port);
  await inbox.sync();
  expect(store.rows.value.size).toBe(1);
  expect(store.rowsReady.value).toBe(false);
  await Promise.all([inbox.sync(), inbox.sync(), inbox.sync()]);
  expect(asked).toHaveLength(3);
});

const answerOf = (ids: readonly string[], next: string | null = null): Extract<InboxAnswer, { ok: true }> => ({
  ok: true,
  rows: ids.map((id, at) => row(id, { waitingSince: NOW - 60_000 + at })),
  gone: [],
  list: { ids: [...ids], total: ids.length + (next === null ? 0 : 10), next },
  counts: {},
});

it('[K130] what is pushed is folded once per frame, each row into its place', () => {
  const store = createStore(NOW);
  const inbox = inboxOf(store, null);
  inbox.take(answerOf(['a', 'b', 'c']), inbox.question().list);
  let drawn = 0;
  const stop = store.shown.subscribe(() => (drawn += 1));
  inbox.onRow(row('d', { waitingSince: NOW - 60_000 + 0.5 }));
  inbox.onRow(row('a', { status: 'closed', statusVersion: 1, waitingSince: null }));
  inbox.onRow(row('b', { pubHead: 9, waitingSince: NOW }));
  expect(store.shown.value.ids).toEqual(['a', 'b', 'c']);
  paint();
  expect(store.shown.value).toEqual({ ids: ['d', 'c', 'b'], total: 3, next: null });
  expect(drawn).toBe(2);
  stop();
});

it('[K18] a row behind the last page that is loaded comes with its page', async () => {
  const store = createStore(NOW);
  const asked: InboxSync[] = [];
  const inbox = inboxOf(store, portAnswering([answerOf(['c', 'd'])], asked));
  inbox.take(answerOf(['a', 'b'], 'after b'), inbox.question().list);
  inbox.onRow(row('late', { waitingSince: NOW + 1 }));
  paint();
  expect(store.shown.value).toEqual({ ids: ['a', 'b'], total: 13, next: 'after b' });
  await inbox.more();
  expect(asked[0]?.list).toMatchObject({ after: 'after b' });
  expect(store.shown.value).toMatchObject({ ids: ['a', 'b', 'c', 'd'], next: null });
});

it('[K18] an answer about a list that is not on screen any more changes no list', () => {
  const store = createStore(NOW);
  const inbox = inboxOf(store, null);
  const asked = inbox.question().list;
  store.route.value = viewRoute('mine?tag=refund');
  inbox.show();
  inbox.take(answerOf(['a', 'b']), asked);
  expect(store.shown.value.ids).toEqual([]);
  expect(store.rowsReady.value).toBe(false);
  expect([...store.rows.value.keys()]).toEqual(['a', 'b']);
});
