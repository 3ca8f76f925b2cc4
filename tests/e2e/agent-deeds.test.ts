// What agents do to a conversation, over real sockets: two agents and a visitor who is told nothing of it (K22, K24, K61, K65–K67, K71).
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Socket } from 'socket.io-client';
import type { Attention, ConversationRow, Entry, OpenAnswer, SubmitAnswer, Viewers } from '@throughline/types';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { agent, hex128, visitor } from '../servers/visitor-http.js';
import type { TestAgent, TestVisitor } from '../servers/visitor-http.js';

const PASSWORD = 'a long enough password';
const WAIT_MS = 60_000; // two busy cores
const SECRET = 'CANARY-NOTE';
let relay: RunningRelay;
let shop: SiteKeys;
let ada: TestAgent;
let ben: TestAgent;

beforeAll(async () => {
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  shop = await relay.siteAdd();
  for (const name of ['ada', 'ben']) await relay.userAdd(`${name}@shop.example`, 'agent', PASSWORD, shop.siteId);
  ada = await agent(relay.url, 'ada@shop.example', PASSWORD);
  ben = await agent(relay.url, 'ben@shop.example', PASSWORD);
});
afterAll(async () => {
  ada?.close();
  ben?.close();
  await relay?.stop();
});

const idOf = (who: TestAgent): string => who.session.agent.id;

/** The next frame that matches; listen before what causes it. */
function next<T>({ socket }: { socket: Socket }, event: string, matches: (payload: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      socket.off(event, listener);
      reject(new Error(`No such ${event} came`));
    }, WAIT_MS);
    const listener = (payload: T): void => {
      if (!matches(payload)) return;
      clearTimeout(late);
      socket.off(event, listener);
      resolve(payload);
    };
    socket.on(event, listener);
  });
}

async function act(who: TestAgent, conv: string, kind: string, body: Record<string, unknown>): Promise<string> {
  const answer = await tried(who, conv, kind, body);
  if (!answer.ok) throw new Error(`${kind}: ${JSON.stringify(answer)}`);
  return answer.results[0]?.id ?? '';
}
const tried = (who: TestAgent, conv: string, kind: string, body: Record<string, unknown>): Promise<SubmitAnswer> =>
  who.socket.timeout(WAIT_MS).emitWithAck('submit', { conv, stream: hex128(), msgs: [{ n: 1, kind, body }] });
async function opened(who: TestAgent, conv: string): Promise<OpenAnswer & { ok: true }> {
  const answer: OpenAnswer = await who.socket.timeout(WAIT_MS).emitWithAck('open', { conv });
  if (!answer.ok) throw new Error(answer.code);
  return answer;
}
const rowOf = (who: TestAgent, conv: string, matches: (row: ConversationRow) => boolean): Promise<ConversationRow> =>
  next<ConversationRow>(who, 'row', (row) => row.id === conv && matches(row));
const kinds = ({ int }: OpenAnswer & { ok: true }): string[] => int.events.map(({ kind }) => kind);

async function said(who: TestVisitor, text: string, more: { conv_key?: string; stream?: string; n?: number } = {}): Promise<string> {
  const { n = 1, ...where } = more;
  const answer = await who.submit({ ...where, msgs: [{ n, kind: 'message', body: { text } }] });
  if (!answer.ok) throw new Error(answer.code);
  return answer.conv;
}

it('[K65] [K66] [K67] a note reaches the colleague it names, who sees who looks; the visitor is told nothing of either', async () => {
  const ana = await visitor(relay.url, shop.siteId);
  const conv = await said(ana, 'Where is my order?');
  const page = await ana.socket();
  const heard: unknown[] = [];
  page.onAny((...frame: unknown[]) => heard.push(frame));
  await opened(ada, conv);
  await act(ada, conv, 'assign', { how: 'claim', agentId: idOf(ada), teamId: null, ifVersion: 0 });

  const sees = next<Viewers>(ben, 'viewers', (one) => one.conv === conv && one.people.some(({ doing }) => doing === 'reply'));
  ada.socket.emit('look', { conv, doing: 'reply' });
  expect((await sees).people).toEqual([{ agentId: idOf(ada), doing: 'reply' }]);

  const called = next<Attention>(ben, 'attention', ({ kind }) => kind === 'mention');
  const noteId = await act(ada, conv, 'note', { text: `${SECRET} can you look?`, mentions: [{ type: 'agent', id: idOf(ben) }] });
  expect(await called).toMatchObject({ conv, entryId: noteId, text: `${SECRET} can you look?`, from: ada.session.agent.name });
  expect((await opened(ben, conv)).int.events.some(({ id, body }) => id === noteId && body['text'] === `${SECRET} can you look?`)).toBe(
    true,
  );

  await act(ada, conv, 'tag', { add: [`${SECRET} tag`], remove: [] });
  await act(ada, conv, 'consult', { agentId: idOf(ben), teamId: null, note: SECRET });
  await act(ada, conv, 'note_edit', { noteId, text: `${SECRET} edited` });
  const ends = next<Viewers>(ben, 'viewers', (one) => one.conv === conv && one.people.length === 0);
  ada.socket.emit('look', { conv: null });
  await ends;
  expect((await tried(ben, conv, 'note_delete', { noteId })).ok).toBe(false);
  await act(ada, conv, 'note_delete', { noteId });
  const left = (await opened(ben, conv)).int.events.filter(({ id, body }) => id === noteId || body['noteId'] === noteId);
  expect(JSON.stringify(left)).not.toContain(SECRET);

  const reply = next<{ entry: Entry }>({ socket: page }, 'ev', ({ entry }) => entry.body['text'] === 'On its way');
  await act(ada, conv, 'message', { text: 'On its way' });
  await reply; // whatever was told before it has come by now
  const everything = JSON.stringify(heard);
  expect(everything).not.toContain(SECRET);
  expect(everything).not.toContain('viewers');
  expect(everything).not.toMatch(/"lane":"int"|"int":/);
  page.close();
});

it('[K71] [K85] snoozed until a reply, it wakes with it and calls its owner; until a time, the clock wakes it', async () => {
  const ana = await visitor(relay.url, shop.siteId);
  const conv = await said(ana, 'Please call me tomorrow');
  await act(ada, conv, 'message', { text: 'I will' });
  await act(ada, conv, 'snooze', { until: null });
  const awake = rowOf(ben, conv, ({ status }) => status === 'open');
  const called = next<Attention>(ada, 'attention', (one) => one.kind === 'reply' && one.conv === conv);
  await said(ana, 'Or today?', { n: 2 });
  expect(await awake).toMatchObject({ assigneeId: idOf(ada), snoozedUntil: null });
  expect(await called).toMatchObject({ text: 'Or today?' });

  const byTime = rowOf(ben, conv, ({ status, intHead }) => status === 'open' && intHead > 0);
  await act(ada, conv, 'snooze', { until: Date.now() + 1_500 });
  const asleep = await opened(ben, conv);
  expect(kinds(asleep)).toContain('snooze');
  await byTime;
  const wakes = (await opened(ben, conv)).int.events.filter(({ kind }) => kind === 'wake').map(({ body }) => body['because']);
  expect(wakes).toEqual(['reply', 'time']);
});

it('[K24] merged, the newer conversation is closed for everybody with a pointer for colleagues; undone, it is open again', async () => {
  const ana = await visitor(relay.url, shop.siteId);
  const older = await said(ana, 'My chair is late');
  const newer = await said(ana, 'My chair is late!', { conv_key: hex128(), stream: hex128() });
  expect(newer).not.toBe(older);
  const closed = rowOf(ben, newer, ({ status }) => status === 'closed');
  await act(ada, older, 'merge', { into: older, from: newer });
  expect(await closed).toMatchObject({ mergedInto: older });
  expect(kinds(await opened(ben, older))).toContain('merged');
  expect((await opened(ben, newer)).int.events.at(-1)).toMatchObject({ kind: 'merge', body: { into: older, from: newer } });
  const again = rowOf(ben, newer, ({ status }) => status === 'queued');
  await act(ben, older, 'merge', { into: older, from: newer, undone: true });
  expect(await again).toMatchObject({ mergedInto: null });
});

it('[K61] a hand-off that is declined is with its sender again, with the reason', async () => {
  const ana = await visitor(relay.url, shop.siteId);
  const conv = await said(ana, 'Can I return it?');
  await act(ada, conv, 'assign', { how: 'claim', agentId: idOf(ada), teamId: null, ifVersion: 0 });
  const given = next<Attention>(ben, 'attention', (one) => one.kind === 'queue' && one.conv === conv);
  await act(ada, conv, 'assign', { how: 'transfer', agentId: idOf(ben), teamId: null, ifVersion: 1 });
  await given;
  await act(ben, conv, 'assign', { how: 'decline', agentId: null, teamId: null, ifVersion: 2, note: 'Not my products' });
  const back = await opened(ada, conv);
  expect(back.row.assigneeId).toBe(idOf(ada));
  expect(back.context.handoff).toMatchObject({ kind: 'transfer', from: { id: idOf(ben), note: 'Not my products' } });
});

it('[K66] who looks is forgotten with their socket', async () => {
  const ana = await visitor(relay.url, shop.siteId);
  const conv = await said(ana, 'Hello?');
  const cy = await agent(relay.url, 'ada@shop.example', PASSWORD);
  const here = next<Viewers>(ben, 'viewers', (one) => one.conv === conv && one.people.length === 1);
  cy.socket.emit('look', { conv });
  await here;
  const gone = next<Viewers>(ben, 'viewers', (one) => one.conv === conv && one.people.length === 0);
  cy.close();
  await gone;
});
