import { limits } from '@throughline/types';
import type { ConversationRow, Entry } from '@throughline/types';
import { expect, it } from 'vitest';
import type { Hint } from '../../ports/bus.js';
import { fakeAgent, fakeVisitor } from '../../testing/fake-subscriber.js';
import { heardLog } from '../../testing/heard-log.js';
import { Announced } from './announced.js';
import { confirm, deliver, joinAsAgent, takeCursor } from './deliver.js';
import type { DeliverDeps } from './deliver.js';
import { Subscriptions } from './subscriptions.js';

const SITE = 'site';
const CONV = 'conv_1';
const EPOCH = 'e'.repeat(32);

const entry = (lane: 'pub' | 'int', seq: number, text: string): Entry => ({
  lane,
  seq,
  id: `ent_${lane}${seq}`,
  kind: lane === 'pub' ? 'message' : 'note',
  body: { text },
  author: { type: 'agent', id: 'agt_1', name: 'Ann' },
  ts: 0,
  ...(lane === 'int' ? { after_pub: 0 } : {}),
});

function row(pubHead: number, intHead: number): ConversationRow {
  return {
    id: CONV,
    status: 'open',
    statusVersion: 1,
    assigneeId: null,
    teamId: null,
    assignVersion: 0,
    pubHead,
    intHead,
    customer: { id: 'cus_1', name: 'Somebody', trust: 0 },
    headline: '',
    alerts: [],
    lastAt: 0,
    outcome: null,
  } as unknown as ConversationRow; // a line of the list, of which only the heads and the assignee are read here
}

const hintOf = (entries: Entry[], heads = { pub: 0, int: 0 }): Hint & { type: 'entries' } => ({
  type: 'entries',
  siteId: SITE,
  conv: CONV,
  epoch: EPOCH,
  entries,
  row: row(
    Math.max(heads.pub, ...entries.filter(({ lane }) => lane === 'pub').map(({ seq }) => seq)),
    Math.max(heads.int, ...entries.filter(({ lane }) => lane === 'int').map(({ seq }) => seq)),
  ),
});

function stage() {
  const subscriptions = new Subscriptions();
  const visitor = fakeVisitor(SITE, 'vis_1');
  const agent = fakeAgent(SITE, 'agt_1', 'hash');
  for (const { subscriber } of [visitor, agent]) {
    subscriptions.add(subscriber);
    subscriptions.join(subscriber, CONV);
  }
  const deps: DeliverDeps = {
    subscriptions,
    announced: new Announced(EPOCH),
    ownItems: () => Promise.reject(new Error('not asked for')),
    log: heardLog(),
  };
  return { deps, visitor, agent };
}
const events = ({ told }: { told: { event: string }[] }): string[] => told.map(({ event }) => event);

it('[P44] beyond the window a socket gets one head and no entry; what it confirms opens the window and tells what it missed', () => {
  const { deps, visitor } = stage();
  const big = 'x'.repeat(limits.TEXT_MAX_BYTES / 2);
  for (let seq = 1; seq <= 20; seq += 1) deliver(deps, hintOf([entry('pub', seq, big)]));
  const pushed = events(visitor.heard).filter((event) => event === 'ev').length;
  expect(pushed).toBe(3); // of 4 KiB and a frame each, three fit into 16 KiB
  expect(events(visitor.heard).filter((event) => event === 'head')).toHaveLength(1);
  visitor.heard.told.length = 0;
  confirm(visitor.subscriber, { conv: CONV, lane: 'pub', seq: 10, epoch: EPOCH });
  expect(visitor.heard.told).toEqual([{ event: 'head', payload: { conv: CONV, epoch: EPOCH, pub: 20 } }]);
  visitor.heard.told.length = 0;
  confirm(visitor.subscriber, { conv: CONV, lane: 'pub', seq: 20, epoch: EPOCH });
  deliver(deps, hintOf([entry('pub', 21, big)]));
  expect(events(visitor.heard)).toEqual(['ev']);
});

it('[P44] the cursor of a sync confirms as well; paging backwards, or in another history, confirms nothing', () => {
  const { deps, visitor } = stage();
  const big = 'x'.repeat(limits.TEXT_MAX_BYTES / 2);
  for (let seq = 1; seq <= 5; seq += 1) deliver(deps, hintOf([entry('pub', seq, big)]));
  const sync = { conv: CONV, lane: 'pub' as const, epoch: EPOCH, after: 4, after_id: 'ent_pub4', max_bytes: 4096 };
  const window = visitor.subscriber.joined.get(CONV);
  takeCursor({ store: { epoch: 'another' } }, visitor.subscriber, sync);
  takeCursor({ store: { epoch: EPOCH } }, visitor.subscriber, { ...sync, after_id: '' });
  expect(window?.pub).toBe(0);
  takeCursor({ store: { epoch: EPOCH } }, visitor.subscriber, sync);
  expect(window?.pub).toBe(4);
});

it('[P14] [P44] notes fill no visitor’s window and reach no visitor, behind or not', () => {
  const { deps, visitor, agent } = stage();
  const big = 'x'.repeat(limits.TEXT_MAX_BYTES);
  for (let seq = 1; seq <= 5; seq += 1) deliver(deps, hintOf([entry('int', seq, big)]));
  expect(visitor.heard.told).toEqual([]);
  expect(events(agent.heard)).toContain('head');
  deliver(deps, hintOf([entry('pub', 1, 'hello')], { pub: 1, int: 5 }));
  expect(events(visitor.heard)).toEqual(['ev']);
  visitor.heard.behind = true;
  visitor.heard.told.length = 0;
  deliver(deps, hintOf([entry('pub', 2, 'hello'), entry('int', 6, 'secret')], { pub: 2, int: 6 }));
  expect(visitor.heard.told).toEqual([{ event: 'head', payload: { conv: CONV, epoch: EPOCH, pub: 2 } }]);
});

it('[P44] to a socket that takes its bytes slowly only the head goes: no typing, row or receipt', () => {
  const { deps, visitor, agent } = stage();
  for (const one of [visitor, agent]) one.heard.behind = true;
  deliver(deps, hintOf([entry('pub', 1, 'hello')]));
  deliver(deps, { type: 'typing', siteId: SITE, conv: CONV, side: 'visitor', on: true, from: 'vis_2' });
  deliver(deps, { type: 'receipt', siteId: SITE, conv: CONV, side: 'agent', receipts: { delivered: 1, read: 1 } });
  expect(events(visitor.heard)).toEqual(['head']);
  expect(events(agent.heard)).toEqual(['head']);
});

it('[S13] a revocation ends every socket of its principal here and nobody else’s', () => {
  const { deps, visitor, agent } = stage();
  deliver(deps, { type: 'revoked', siteId: 'another', principal: 'vis_1' });
  expect(visitor.heard.closed).toBe(false);
  deliver(deps, { type: 'revoked', siteId: SITE, principal: 'vis_1' });
  expect([visitor.heard.closed, agent.heard.closed]).toEqual([true, false]);
});

it('[P47] [P91] what a visitor wrote at another relay is heard by their sockets here, a new conversation too; nobody else joins', () => {
  const { deps, visitor, agent } = stage();
  const other = fakeVisitor(SITE, 'vis_2');
  deps.subscriptions.add(other.subscriber);
  const said: Entry = { ...entry('pub', 1, 'hello'), author: { type: 'visitor', id: 'vis_1', name: '' } };
  const note: Entry = { ...entry('int', 1, 'secret'), author: { type: 'visitor', id: 'vis_2', name: '' } };
  deliver(deps, { ...hintOf([said, note]), conv: 'conv_2' });
  expect(visitor.heard.told).toEqual([{ event: 'ev', payload: { conv: 'conv_2', epoch: EPOCH, entry: said } }]);
  expect(deps.subscriptions.inConversation(SITE, 'conv_2')).toEqual([visitor.subscriber]);
  expect([other.heard.told, events(agent.heard)]).toEqual([[], ['row']]);
});

it('[P44] an agent with as many subscriptions as there may be loses the oldest to a new one, and none to one that is held already', () => {
  const { deps, agent } = stage();
  for (let i = agent.subscriber.joined.size; i < limits.AGENT_SUBSCRIPTIONS_MAX; i += 1) {
    joinAsAgent(deps.subscriptions, agent.subscriber, `more_${i}`);
  }
  joinAsAgent(deps.subscriptions, agent.subscriber, 'more_7');
  expect(agent.subscriber.joined.has(CONV)).toBe(true);
  joinAsAgent(deps.subscriptions, agent.subscriber, 'new');
  expect([agent.subscriber.joined.has(CONV), agent.subscriber.joined.size]).toEqual([false, limits.AGENT_SUBSCRIPTIONS_MAX]);
});
