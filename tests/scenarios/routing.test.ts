// A desk that routes, end to end on both stores: agents and visitors on real sockets, teams and rules set over the API, the clock moved by hand.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AgentState, ConversationRow, Entry, Handoff, QueuePlace } from '@throughline/types';
import type { Socket } from 'socket.io-client';
import { AGENT_SOCKET_PATH, PROTOCOL_VERSION } from '@throughline/types';
import { connect, hex128, visitor } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';
import { berlin, startWorld } from './world.js';
import type { DeskAgent, World } from './world.js';

const MINUTE = 60_000;
const SOON = { timeout: 30_000, interval: 50 };

interface Told {
  rows: Map<string, ConversationRow>;
  handoffs: Handoff[];
  agents: Map<string, AgentState>;
}

describe.each(['sqlite', 'postgres'] as const)('routing on %s', (store) => {
  let world: World;
  let ada: DeskAgent;
  let ben: DeskAgent;
  /** Sees everything and is given nothing. */
  let lea: DeskAgent;
  let teamId: string;
  let promises: string;
  const told = new Map<DeskAgent, Told>();
  /** The relay's time, ms away from the machine's. */
  let ahead = berlin('2 Mar 10:00') - Date.now();
  const now = (): number => Date.now() + ahead;

  beforeAll(async () => {
    world = await startWorld(store, '2 Mar 10:00');
    ada = await world.agent('Ada');
    ben = await world.agent('Ben');
    lea = await world.agent('Lea', undefined, 'admin');
    promises = await put('teams', { name: 'Promises', mode: 'least_busy', members: [idOf(ben)] });
    teamId = await put('teams', { name: 'Care', mode: 'round_robin', members: [idOf(ada), idOf(ben)] });
    for (const who of [ada, ben]) await world.api('PUT', `agents/${idOf(who)}/profile`, { version: 0, doc: { capacity: 1 } });
    await put('routing-rules', { name: 'everything else', position: 2, when: [], then: { teamId } });
    for (const who of [ada, ben]) await comesBack(who); // what they may see follows from their teams
    await listen(lea);
  });
  afterAll(() => world?.stop());

  const idOf = (who: DeskAgent): string => who.session.agent.id;
  const put = async (path: string, doc: Record<string, unknown>): Promise<string> =>
    (await world.api<{ id: string }>('POST', path, { doc })).id;
  const later = async (ms: number): Promise<void> => {
    ahead += ms;
    await world.relay.setNow(now());
  };
  async function comesBack(who: DeskAgent): Promise<void> {
    who.socket.close();
    const headers = { cookie: who.cookie, origin: world.relay.url, 'x-throughline': 'console' };
    const ticket = await fetch(`${world.relay.url}/agent/v1/ticket`, { method: 'POST', headers });
    const auth = { v: PROTOCOL_VERSION, ...(await ticket.json()) };
    who.socket = await connect(world.relay.url, AGENT_SOCKET_PATH, auth, { origin: world.relay.url });
    await listen(who);
  }
  async function listen(who: DeskAgent): Promise<void> {
    const heard: Told = { rows: new Map(), handoffs: [], agents: new Map() };
    told.set(who, heard);
    hear(who.socket, heard);
    await who.socket.timeout(10_000).emitWithAck('inbox', { known: [] });
  }
  const hear = (socket: Socket, { rows, handoffs, agents }: Told): void => {
    socket.on('row', (row: ConversationRow) => rows.set(row.id, row));
    socket.on('handoff', (handoff: Handoff) => {
      handoffs.push(handoff);
      rows.set(handoff.row.id, handoff.row);
    });
    socket.on('agents', (push: { agents: AgentState[] }) => {
      for (const state of push.agents) agents.set(state.agentId, state);
    });
  };
  const heardBy = (who: DeskAgent): Told => told.get(who) ?? { rows: new Map(), handoffs: [], agents: new Map() };
  const rowOf = (conv: string) => heardBy(lea).rows.get(conv);
  const stateOf = (who: DeskAgent) => heardBy(lea).agents.get(idOf(who));
  const submit = async (who: DeskAgent, conv: string, kind: string, body: Record<string, unknown>): Promise<void> => {
    const answer = await who.socket.timeout(10_000).emitWithAck('submit', { conv, stream: hex128(), msgs: [{ n: 1, kind, body }] });
    expect(answer).toMatchObject({ ok: true });
  };

  interface Caller {
    visitor: TestVisitor;
    conv: string;
    places: QueuePlace[];
    frames: string[];
    close(): void;
  }
  async function call(text: string): Promise<Caller> {
    const who = await visitor(world.relay.url, world.site.siteId);
    const answer = await who.submit({ msgs: [{ n: 1, kind: 'message', body: { text } }] });
    if (!answer.ok) throw new Error(answer.code);
    const socket = await who.socket();
    const places: QueuePlace[] = [];
    const frames: string[] = [];
    socket.onAny((...frame: unknown[]) => frames.push(JSON.stringify(frame)));
    socket.on('queue', (place: QueuePlace) => places.push(place));
    return { visitor: who, conv: answer.conv, places, frames, close: () => socket.close() };
  }
  const ownerOf = async (conv: string): Promise<string> =>
    vi.waitFor(() => {
      const owner = rowOf(conv)?.assigneeId;
      if (owner === undefined || owner === null) throw new Error('nobody has it yet');
      return owner;
    }, SOON);

  it('[K55] [K57] two agents in turn; who comes third is told the place, and moves up when somebody has room', async () => {
    const first = await call('first');
    const second = await call('second');
    const owners = [await ownerOf(first.conv), await ownerOf(second.conv)];
    expect(new Set(owners)).toEqual(new Set([idOf(ada), idOf(ben)]));
    expect(rowOf(first.conv)?.routedBecause).toBe('next in turn; rule: everything else');

    const third = await call('third');
    const fourth = await call('fourth');
    await vi.waitFor(() => expect(third.places.at(-1)).toEqual({ conv: third.conv, position: 1, minutes: null }), SOON);
    await vi.waitFor(() => expect(fourth.places.at(-1)).toMatchObject({ position: 2 }), SOON);
    await vi.waitFor(() => expect([stateOf(ada)?.load, stateOf(ben)?.load]).toEqual([1, 1]), SOON);

    const [owner, conv] = [owners[0] === idOf(ada) ? ada : ben, first.conv];
    await submit(owner, conv, 'close', {});
    await vi.waitFor(
      () => expect(heardBy(owner).handoffs.some(({ row }) => row.id === third.conv && row.assigneeId === idOf(owner))).toBe(true),
      SOON,
    );
    await vi.waitFor(() => expect(third.places.at(-1)).toEqual({ conv: third.conv, position: null, minutes: null }), SOON);
    await vi.waitFor(() => expect(fourth.places.at(-1)).toMatchObject({ position: 1 }), SOON);
    const said = [...third.frames, ...fourth.frames].join('\n');
    for (const secret of ['next in turn', 'routedBecause', '"int"', 'assign"', teamId]) expect(said).not.toContain(secret);

    await submit(owner, third.conv, 'close', {});
    expect(await ownerOf(fourth.conv)).toBe(idOf(owner));
    for (const one of [fourth, second]) await submit((await ownerOf(one.conv)) === idOf(ada) ? ada : ben, one.conv, 'close', {});
    for (const one of [first, second, third, fourth]) one.close();
  });

  it('[K58] a minute after the connection is gone what is unanswered goes back with its place; nothing is stolen later', async () => {
    const waits = await call('still waiting');
    const other = await call('and me');
    const gone = (await ownerOf(waits.conv)) === idOf(ada) ? ada : ben;
    const stays = gone === ada ? ben : ada;
    expect(await ownerOf(other.conv)).toBe(idOf(stays));
    const queuedFrom = rowOf(waits.conv)?.waitingSince;
    gone.socket.close();
    await later(30_000);
    expect(rowOf(waits.conv)?.assigneeId).toBe(idOf(gone));
    await later(MINUTE);
    await vi.waitFor(() => {
      expect(rowOf(waits.conv)).toMatchObject({
        status: 'queued',
        assigneeId: null,
        queuedAt: queuedFrom,
        routedBecause: 'agent offline',
      });
    }, SOON);
    await vi.waitFor(() => expect(waits.places.at(-1)).toMatchObject({ position: 1 }), SOON);
    await vi.waitFor(() => expect(stateOf(gone)?.status).toBe('offline'), SOON);

    await submit(stays, other.conv, 'close', {});
    await vi.waitFor(() => expect(rowOf(waits.conv)?.assigneeId).toBe(idOf(stays)), SOON);
    await comesBack(gone);
    await vi.waitFor(() => expect(stateOf(gone)?.status).toBe('online'), SOON);
    expect(rowOf(waits.conv)?.assigneeId).toBe(idOf(stays));
    await submit(stays, waits.conv, 'close', {});
    for (const one of [waits, other]) one.close();
  });

  it('[K58] who says to be away is given nothing until they are back', async () => {
    for (const who of [ada, ben]) who.socket.emit('presence', { status: 'away', idle: true });
    await vi.waitFor(() => expect([stateOf(ada)?.status, stateOf(ben)?.status]).toEqual(['away', 'away']), SOON);
    const caller = await call('anybody there?');
    await vi.waitFor(() => expect(caller.places.at(-1)).toMatchObject({ position: 1 }), SOON);
    expect(rowOf(caller.conv)?.assigneeId).toBeNull();
    ben.socket.emit('presence', { status: 'online', idle: true });
    expect(await ownerOf(caller.conv)).toBe(idOf(ben));
    ada.socket.emit('presence', { status: 'online', idle: true });
    await submit(ben, caller.conv, 'close', {});
    caller.close();
  });

  it('[K55] a broken promise goes to the team that a rule names, with priority, and the rule is in the row and in the log', async () => {
    await put('routing-rules', {
      ...{ name: 'broken promise', position: 1, when: [{ field: 'broken_promise' }] },
      then: { teamId: promises, priority: 'high', tags: ['promise'] },
    });
    const billing = await world.source('Billing', 'voice', 'Billing');
    await billing.track(
      'Promise Made',
      { commitment_id: 'c-1', text: 'call back', due_at: new Date(now() - MINUTE).toISOString() },
      { userId: 'mara' },
    );
    const browser = await world.visitor('mara');
    await vi.waitFor(async () => {
      const list = await world.api<{ items: { status: string }[] }>(
        'GET',
        `customers/${await world.customerOf('userId=mara')}/commitments`,
      );
      expect(list.items.map(({ status }) => status)).toEqual(['broken']);
    }, SOON);
    const answer = await browser.submit({ msgs: [{ n: 1, kind: 'message', body: { text: 'Nobody called me back' } }] });
    if (!answer.ok) throw new Error(answer.code);
    await vi.waitFor(() => {
      expect(rowOf(answer.conv)).toMatchObject({
        ...{ teamId: promises, assigneeId: idOf(ben), priority: 'high', tags: ['promise'] },
        routedBecause: 'least busy; rule: broken promise',
      });
    }, SOON);
    const page = await ben.socket.timeout(10_000).emitWithAck('open', { conv: answer.conv });
    const kinds: string[] = page.int.events.map(({ kind }: Entry) => kind);
    expect(kinds).toEqual(['context_snapshot', 'tag', 'priority', 'assign']);
    await submit(ben, answer.conv, 'close', {});
  });

  it('[K57] overflow: after its minutes it waits in the other team’s line', async () => {
    const late = await put('teams', { name: 'Late shift', mode: 'manual', members: [] });
    const night = await put('teams', { name: 'Night', mode: 'round_robin', members: [], overflow: { afterMinutes: 5, teamId: late } });
    await put('routing-rules', { name: 'night', position: 0, when: [{ field: 'text', any: ['midnight'] }], then: { teamId: night } });
    const caller = await call('It is midnight here');
    await vi.waitFor(() => expect(rowOf(caller.conv)).toMatchObject({ teamId: night, status: 'queued' }), SOON);
    await later(5 * MINUTE);
    await vi.waitFor(() => {
      expect(rowOf(caller.conv)).toMatchObject({
        ...{ teamId: late, status: 'queued' },
        routedBecause: 'from Night: waited 5 minutes; rule: night',
      });
    }, SOON);
    caller.close();
  });

  it('[K57] overflow: a line by hand passes on as soon as somebody of the other team comes', async () => {
    const cleo = await world.agent('Cleo');
    cleo.socket.close();
    await later(5 * MINUTE); // long enough to be gone
    const dawn = await put('teams', { name: 'Dawn', mode: 'manual', members: [idOf(cleo)] });
    const overflow = { afterMinutes: 600, teamId: dawn };
    const dusk = await put('teams', { name: 'Dusk', mode: 'manual', members: [], overflow });
    await put('routing-rules', { name: 'dusk', position: 0, when: [{ field: 'text', any: ['dusk'] }], then: { teamId: dusk } });
    const caller = await call('It is dusk here');
    await vi.waitFor(() => expect(rowOf(caller.conv)).toMatchObject({ teamId: dusk, status: 'queued' }), SOON);
    await comesBack(cleo);
    await vi.waitFor(() => {
      expect(rowOf(caller.conv)).toMatchObject({ teamId: dawn, routedBecause: 'from Dusk: nobody online; rule: dusk' });
    }, SOON);
    caller.close();
  });
});
