// Hand-off over real sockets: two agents, one winner; a transfer freezes a second revision and leaves the first as it was.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Entry, Handoff, SubmitAnswer } from '@throughline/types';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { agent, hex128, latestHandoff, visitor } from '../servers/visitor-http.js';
import type { TestAgent } from '../servers/visitor-http.js';

const PASSWORD = 'a long enough password';
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

const next = <T>(who: TestAgent, event: string, matches: (payload: T) => boolean): Promise<T> =>
  new Promise((resolve) => {
    const listener = (payload: T): void => {
      if (!matches(payload)) return;
      who.socket.off(event, listener);
      resolve(payload);
    };
    who.socket.on(event, listener);
  });
const act = (who: TestAgent, conv: string, kind: string, body: Record<string, unknown>): Promise<SubmitAnswer> =>
  who.socket.timeout(5_000).emitWithAck('submit', { conv, stream: hex128(), msgs: [{ n: 1, kind, body }] });
const claim = (who: TestAgent, conv: string, ifVersion: number): Promise<SubmitAnswer> =>
  act(who, conv, 'assign', { how: 'claim', agentId: who.session.agent.id, teamId: null, ifVersion });

async function start(text: string): Promise<{ handoff: Handoff; conv: string }> {
  const arrived = next<Handoff>(ada, 'handoff', (one) => one.row.lastText === text);
  const ana = await visitor(relay.url, shop.siteId);
  const answer = await ana.submit({ msgs: [{ n: 1, kind: 'message', body: { text } }] });
  if (!answer.ok) throw new Error(answer.code);
  return { handoff: await arrived, conv: answer.conv };
}

it('a new conversation reaches the agents with its context, in one event', async () => {
  const { handoff, conv } = await start('Hello out there');
  expect(handoff).toMatchObject({
    row: { id: conv, status: 'queued' },
    context: { conversationId: conv, revision: 1, handoff: { kind: 'new' } },
  });
  expect(handoff.pub.events.map((entry) => entry.kind)).toContain('message');
  expect(await latestHandoff(relay.url, conv, shop.secretKey)).toEqual(handoff.context);
});

it('[P39] two agents claim at once: exactly one wins, and the other is told', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { conv, handoff } = await start(`Race ${round}`);
    const answers = await Promise.all([claim(ada, conv, handoff.row.assignVersion), claim(ben, conv, handoff.row.assignVersion)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ code: 'rejected', reason: 'already_claimed' });
  }
});

it('[C49] a transfer freezes a second revision with note and sender; the first stays byte for byte', async () => {
  const { conv, handoff } = await start('Please help with my card');
  const frozen = JSON.stringify(await latestHandoff(relay.url, conv, shop.secretKey));
  expect((await claim(ada, conv, handoff.row.assignVersion)).ok).toBe(true);
  const arrived = next<Handoff>(ben, 'handoff', (one) => one.row.id === conv && one.context.handoff.kind === 'transfer');
  const moved = await act(ada, conv, 'assign', {
    how: 'transfer',
    agentId: ben.session.agent.id,
    teamId: null,
    ifVersion: handoff.row.assignVersion + 1,
    note: 'Refund needs approval',
  });
  expect(moved.ok).toBe(true);
  const second = await arrived;
  expect(second.row.assigneeId).toBe(ben.session.agent.id);
  expect(second.context.handoff).toMatchObject({
    kind: 'transfer',
    transferCount: 1,
    from: { type: 'agent', note: 'Refund needs approval' },
  });
  expect(second.context.revision).toBeGreaterThan(handoff.context.revision);
  expect(frozen).toBe(JSON.stringify(handoff.context));
});

it('[P14] nothing of the internal lane reaches the visitor, not even as a number', async () => {
  const ana = await visitor(relay.url, shop.siteId);
  const opened = await ana.submit({ msgs: [{ n: 1, kind: 'message', body: { text: 'Anyone?' } }] });
  if (!opened.ok) throw new Error(opened.code);
  const socket = await ana.socket();
  const frames: string[] = [];
  socket.onAny((...frame: unknown[]) => frames.push(JSON.stringify(frame)));
  const ask = (): Promise<unknown> =>
    socket.timeout(5_000).emitWithAck('sync', { conv: opened.conv, lane: 'pub', epoch: '', after: 0, after_id: '', max_bytes: 4_096 });
  const before = JSON.stringify(await ask());
  await ada.socket.timeout(5_000).emitWithAck('open', { conv: opened.conv });
  expect((await act(ada, opened.conv, 'note', { text: 'CANARY-NOTE' })).ok).toBe(true);
  expect(JSON.stringify(await ask())).toBe(before);
  expect(frames.join('\n')).not.toContain('CANARY-NOTE');
  expect(frames.join('\n')).not.toContain('"int"');
  socket.close();
});

it('[K33] a reply written before the visitor said more is refused with the head, and nothing is stored', async () => {
  const { conv, handoff } = await start('First question');
  const stale: SubmitAnswer = await ada.socket.timeout(5_000).emitWithAck('submit', {
    conv,
    stream: hex128(),
    msgs: [{ n: 1, kind: 'message', body: { text: 'Answer to something older' } }],
    if_pub_head: handoff.row.pubHead - 1,
  });
  expect(stale).toMatchObject({ ok: false, code: 'stale_head', pub_head: handoff.row.pubHead });
});

it('closing says how it ended; a visitor who writes again reopens it and the agent gets a fresh context', async () => {
  const texts: Entry[] = [];
  ada.socket.on('ev', ({ entry }: { entry: Entry }) => texts.push(entry));
  const arrived = next<Handoff>(ada, 'handoff', (one) => one.row.lastText === 'Is my refund there?');
  const ana = await visitor(relay.url, shop.siteId);
  const opened = await ana.submit({ msgs: [{ n: 1, kind: 'message', body: { text: 'Is my refund there?' } }] });
  if (!opened.ok) throw new Error(opened.code);
  const { row } = await arrived;
  await claim(ada, opened.conv, row.assignVersion);
  expect((await act(ada, opened.conv, 'close', { outcome: 'Refund confirmed' })).ok).toBe(true);
  const reopened = next<Handoff>(ben, 'handoff', (one) => one.row.id === opened.conv && one.context.handoff.kind === 'reopen');
  const again = await ana.submit({ conv: opened.conv, msgs: [{ n: 2, kind: 'message', body: { text: 'It is still missing' } }] });
  expect(again.ok).toBe(true);
  const handoff = await reopened;
  expect(handoff.row.status).not.toBe('closed');
  expect(texts.filter((entry) => entry.kind === 'close')).toMatchObject([{ lane: 'pub', body: {} }]);
  expect(texts.filter((entry) => entry.kind === 'wrap_up')).toMatchObject([{ lane: 'int', body: { outcome: 'Refund confirmed' } }]);
  expect(handoff.context.lastOutcome ?? null).toBeNull(); // its own outcome is no earlier one
});
