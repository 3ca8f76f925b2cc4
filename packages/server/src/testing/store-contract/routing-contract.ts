// Presence, load, routing, the way back to the line and places in it, on every store (K55, K57, K58).
import { describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.js';
import { openDesk } from './routing-stage.js';
import { accepted, hex, message, NOON } from './stage.js';

const MINUTE = 60_000;

export function routingContract(open: () => Store): void {
  describe('routing', () => {
    it('a site without teams and rules: nothing is assigned, and nothing stays due', async () => {
      const { store, siteId, arrives, route, lane } = await openDesk(open());
      const conv = await arrives();
      expect(await store.sitesToRoute({ now: NOON, limit: 1_000 })).toContain(siteId);
      expect(await route()).toEqual([]);
      expect(await store.sitesToRoute({ now: NOON + MINUTE, limit: 1_000 })).not.toContain(siteId);
      expect((await lane(conv, 'int')).map(({ kind }) => kind)).toEqual(['context_snapshot']);
    });

    it('[K55] who is given it joins, and gets the context that was frozen, with the reason in log and row', async () => {
      const { team, arrives, route, lane } = await openDesk(open());
      const teamId = await team('Care');
      const conv = await arrives();
      const [routed, ...others] = await route();
      expect(others).toEqual([]);
      expect(routed?.row).toMatchObject({ id: conv, status: 'open', teamId, routedBecause: 'next in turn' });
      expect(routed?.handoff?.context).toMatchObject({ conversationId: conv, revision: 1, handoff: { kind: 'new' } });
      const assigneeId = routed?.row.assigneeId;
      expect((await lane(conv, 'int')).at(-1)).toMatchObject({ kind: 'assign', body: { how: 'route', agentId: assigneeId, teamId } });
      expect((await lane(conv, 'pub')).at(-1)).toMatchObject({ kind: 'join', author: { type: 'agent', id: assigneeId } });
      expect(await route()).toEqual([]);
    });

    it('[K57] each in turn up to what they carry; then they wait, and go in the order of the line when somebody has room', async () => {
      const { store, siteId, ada, ben, team, capacity, arrives, route, close } = await openDesk(open());
      await team('Care');
      for (const who of [ada, ben]) await capacity(who, 1);
      const convs: string[] = [];
      for (let nth = 0; nth < 4; nth += 1) convs.push(await arrives(`question ${nth}`, NOON + nth));
      const given = await route(NOON + 10);
      expect(new Set(given.flatMap(({ row }) => row.assigneeId ?? []))).toEqual(new Set([ada.id, ben.id]));
      expect(given.filter(({ row }) => row.assigneeId !== null).map(({ row }) => row.id)).toEqual(convs.slice(0, 2));
      expect(await store.placesInLine({ siteId, now: NOON + 20 })).toEqual([
        { conv: convs[2], position: 1, minutes: null },
        { conv: convs[3], position: 2, minutes: null },
      ]);
      expect((await store.agentStates({ siteId, now: NOON + 20 })).map(({ load, capacity: most }) => [load, most])).toEqual([
        [1, 1],
        [1, 1],
      ]);
      const first = given.find(({ row }) => row.id === convs[0])?.row.assigneeId;
      await close(first === ada.id ? ada : ben, convs[0] ?? '');
      const next = await route(NOON + 30, 'freed');
      expect(next.map(({ row }) => [row.id, row.assigneeId])).toEqual([[convs[2], first]]);
      expect(await store.placesInLine({ siteId, now: NOON + 40 })).toEqual([{ conv: convs[3], position: 1, minutes: null }]);
    });

    it('[K57] however many relays look at once, nobody is given more than they carry, and nothing is given twice', async () => {
      const { store, siteId, ada, ben, team, capacity, arrives, lane } = await openDesk(open());
      await team('Care');
      for (const who of [ada, ben]) await capacity(who, 2);
      const convs = await Promise.all(Array.from({ length: 8 }, (_, nth) => arrives(`question ${nth}`)));
      const looks = Array.from({ length: 6 }, () => store.route({ siteId, because: 'freed', limit: 50, now: NOON + 1 }));
      await Promise.all(looks);
      const states = await store.agentStates({ siteId, now: NOON + 2 });
      expect(states.map(({ load }) => load)).toEqual([2, 2]);
      for (const conv of convs) expect((await lane(conv, 'pub')).filter(({ kind }) => kind === 'join').length).toBeLessThanOrEqual(1);
    });

    it('[K55] a broken promise brings it to the team Care with priority and tag, and the rule is in the row', async () => {
      const { store, siteId, team, rule, visitor, submit, route, newest } = await openDesk(open());
      const care = await team('Care', { mode: 'least_busy' });
      await team('Everyone', { mode: 'manual' });
      await rule('Broken promise', {
        position: 1,
        when: [{ field: 'broken_promise' }],
        then: { teamId: care, priority: 'high', tags: ['promise'] },
      });
      await rule('Rest', { position: 2, then: { priority: 'low' } });
      const mara = await visitor('mara');
      const event = (name: string, data: Record<string, string>, at: number) => ({
        ...{ index: 0, messageId: hex(), type: 'track' as const, name, title: name, channel: 'voice' as const, department: null },
        ...{ visibility: 'shared' as const, data, identifiers: [{ type: 'user_id', value: 'mara', trust: 3 as const, proven: true }] },
        ...{ traits: {}, traitTrust: 0 as const, occurredAt: at, originalTimestamp: null, flags: [], unverified: false },
        ...{ conversationId: null, causationId: null, correlationId: null },
      });
      const promised = { commitment_id: 'cmt_1', text: 'call back', due_at: new Date(NOON - MINUTE).toISOString() };
      await store.record({
        siteId,
        sourceId: 'relay',
        events: [event('Promise Made', promised, NOON - 2 * MINUTE)],
        now: NOON - 2 * MINUTE,
      });
      await store.sweepDue({ now: NOON, limit: 1_000 });
      const conv = accepted((await submit(mara, { conv_key: hex(), stream: hex(), msgs: [message(1, 'Nobody called me')] })).answer).conv;
      const [routed] = await route();
      expect(routed?.row).toMatchObject({
        ...{ id: conv, teamId: care, priority: 'high', tags: ['promise'], status: 'open' },
        routedBecause: 'least busy; rule: Broken promise',
      });
      expect((await newest(conv, 'priority'))?.body).toEqual({ priority: 'high', reason: 'rule: Broken promise' });
    });

    it('[K55] whom a person put it to stays: rules do not take it back', async () => {
      const { ada, team, rule, arrives, route, assign } = await openDesk(open());
      const care = await team('Care', { mode: 'manual' });
      const cards = await team('Cards', { mode: 'manual' });
      await rule('Everything', { then: { teamId: care } });
      const conv = await arrives();
      expect((await route())[0]?.row).toMatchObject({ teamId: care, status: 'queued', routedBecause: 'rule: Everything' });
      await assign(ada, conv, { how: 'claim', agentId: ada.id, teamId: care, ifVersion: 1 });
      await assign(ada, conv, { how: 'transfer', agentId: null, teamId: cards, ifVersion: 2 });
      expect(await route(NOON + 1)).toEqual([]);
      const row = (await open().row({ siteId: ada.siteId, conv })) ?? { teamId: null };
      expect(row.teamId).toBe(cards);
    });

    it('[K57] overflow: after its minutes it goes to the other team, keeps its place and says why', async () => {
      const { store, siteId, ben, team, capacity, ada, arrives, route } = await openDesk(open());
      const backup = await team('Backup', { members: [ben.id], mode: 'manual' });
      const care = await team('Care', { members: [ada.id], overflow: { afterMinutes: 5, teamId: backup } });
      await capacity(ada, 0);
      const conv = await arrives();
      expect((await route())[0]?.row).toMatchObject({ teamId: care, status: 'queued' });
      expect(await route(NOON + 4 * MINUTE)).toEqual([]);
      await store.presenceSeen({ agents: [{ siteId, agentId: ada.id }], now: NOON + 5 * MINUTE });
      const [over] = await route(NOON + 5 * MINUTE);
      expect(over?.row).toMatchObject({ id: conv, teamId: backup, status: 'queued', queuedAt: NOON });
      expect(over?.entries.at(-1)?.body).toMatchObject({ how: 'overflow', reason: 'from Care: waited 5 minutes' });
    });

    it('[K58] offline a minute after the last sign; what waits for an answer goes back with its place, the rest stays', async () => {
      const { store, siteId, ada, ben, team, arrives, route, say, row } = { ...(await openDesk(open())), row: open().row.bind(open()) };
      const teamId = await team('Care', { members: [ada.id], lastAgentFirst: false });
      const [waits, answered] = [await arrives('help'), await arrives('thanks', NOON + 1)];
      await route(NOON + 2);
      await say(ada, { conv: answered }, 'You are welcome');
      await store.presenceEnded({ siteId, agentId: ada.id, now: NOON + 10 });
      const status = async (at: number) => (await store.agentStates({ siteId, now: at })).find(({ agentId }) => agentId === ada.id)?.status;
      const back = async (at: number) =>
        (await store.returnToLine({ now: at, limit: 1_000 })).returned.filter((one) => one.siteId === siteId);
      expect(await status(NOON + MINUTE)).toBe('online');
      expect(await back(NOON + MINUTE)).toEqual([]);
      const gone = NOON + 10 + MINUTE;
      expect(await status(gone)).toBe('offline');
      const [returned, ...others] = await back(gone);
      expect(others).toEqual([]);
      expect(returned?.row).toMatchObject({
        id: waits,
        status: 'queued',
        assigneeId: null,
        teamId,
        queuedAt: NOON,
        routedBecause: 'agent offline',
      });
      expect(returned?.entries[0]?.body).toMatchObject({ how: 'requeue', reason: 'agent offline' });
      expect(await row({ siteId, conv: answered })).toMatchObject({ assigneeId: ada.id, status: 'waiting' });
      expect(await back(gone + 1)).toEqual([]);
      await store.presenceStarted({ siteId, agentId: ada.id, now: gone + 2 });
      expect(await row({ siteId, conv: answered })).toMatchObject({ assigneeId: ada.id });
      expect(ben.siteId).toBe(siteId);
    });

    it('[K58] whoever signs in is back at the desk at once, however lately they had signed off; who is away stays away', async () => {
      const { store, siteId, ada, ben } = await openDesk(open());
      const status = async ({ id }: { id: string }) =>
        (await store.agentStates({ siteId, now: NOON + 3 })).find(({ agentId }) => agentId === id)?.status;
      await store.presenceSet({ siteId, agentId: ada.id, status: 'offline', idle: false, now: NOON });
      await store.presenceSet({ siteId, agentId: ben.id, status: 'away', idle: false, now: NOON });
      await store.presenceStarted({ siteId, agentId: ada.id, now: NOON + 1 }); // a connection that broke
      expect(await status(ada)).toBe('offline');
      for (const { id: agentId } of [ada, ben]) {
        await store.createSession({ siteId, agentId, hash: `${agentId} hash`, now: NOON + 2, expiresAt: NOON + MINUTE });
        await store.presenceStarted({ siteId, agentId, now: NOON + 3 });
      }
      expect([await status(ada), await status(ben)]).toEqual(['online', 'away']);
    });

    it('[K58] what came back and finds another agent carries what happened meanwhile', async () => {
      const { store, siteId, ada, ben, team, arrives, route } = await openDesk(open());
      await team('Care');
      const conv = await arrives();
      const [first] = await route();
      const [gone, other] = first?.row.assigneeId === ada.id ? [ada, ben] : [ben, ada];
      await store.presenceEnded({ siteId, agentId: gone.id, now: NOON });
      await store.presenceSeen({ agents: [{ siteId, agentId: other.id }], now: NOON + MINUTE });
      await store.returnToLine({ now: NOON + MINUTE, limit: 1_000 });
      const [second] = await route(NOON + MINUTE + 1);
      expect(second?.row).toMatchObject({ id: conv, assigneeId: other.id });
      expect(second?.handoff?.context).toMatchObject({ revision: 2, handoff: { kind: 'transfer', from: { type: 'team', name: 'Care' } } });
    });

    it('[K58] away by hand stays, away because nobody was there ends; signed out of the desk is offline at once', async () => {
      const { store, siteId, ada } = await openDesk(open());
      const who = { siteId, agentId: ada.id };
      const now = NOON + 1;
      const status = async (at = now) => (await store.agentStates({ siteId, now: at })).find(({ agentId }) => agentId === ada.id)?.status;
      await store.presenceSet({ ...who, status: 'away', idle: true, now });
      expect(await status()).toBe('away');
      await store.presenceSet({ ...who, status: 'online', idle: true, now });
      expect(await status()).toBe('online');
      await store.presenceSet({ ...who, status: 'away', idle: false, now });
      await store.presenceSeen({ agents: [who], now });
      expect(await status()).toBe('away');
      await store.presenceSet({ ...who, status: 'offline', idle: false, now });
      await store.presenceSeen({ agents: [who], now });
      expect(await status()).toBe('offline');
      await store.presenceStarted({ ...who, now: now + 1_000 }); // its connection broke for a moment
      expect(await status()).toBe('offline');
      const tomorrow = now + 1_440 * MINUTE;
      await store.presenceStarted({ ...who, now: tomorrow });
      expect(await status(tomorrow)).toBe('online');
    });

    it('[K58] a customer who answers somebody who is gone meanwhile is back in the line', async () => {
      const { store, siteId, ada, team, arrives, route, say, lane, visitor, submit } = await openDesk(open());
      const teamId = await team('Care', { members: [ada.id] });
      const mara = await visitor();
      const asks = async (n: number, text: string, at: number) =>
        accepted((await submit(mara, { conv_key: key, stream, msgs: [message(n, text)] }, at)).answer).conv;
      const [key, stream] = [hex(), hex()];
      const conv = await asks(1, 'help', NOON);
      const other = await arrives('me too', NOON + 1);
      await route(NOON + 2);
      for (const one of [conv, other]) await say(ada, { conv: one }, 'One moment');
      await store.presenceEnded({ siteId, agentId: ada.id, now: NOON + 10 });
      const back = async (at: number) =>
        (await store.returnToLine({ now: at, limit: 1_000 })).returned.filter((one) => one.siteId === siteId).map(({ row }) => row);
      expect(await back(NOON + 2 * MINUTE)).toEqual([]); // she owes nobody anything
      await asks(2, 'are you there?', NOON + 5 * MINUTE);
      expect(await back(NOON + 5 * MINUTE + 1)).toMatchObject([{ id: conv, teamId, status: 'queued', assigneeId: null }]);
      expect(await back(NOON + 5 * MINUTE + 2)).toEqual([]);
      expect((await lane(other, 'int')).at(-1)).not.toMatchObject({ body: { how: 'requeue' } });
    });

    it('[K58] of somebody with many who wait, everybody goes back, some at a time', async () => {
      const { store, siteId, ada, team, capacity, arrives, route } = await openDesk(open());
      await team('Care', { members: [ada.id] });
      await capacity(ada, 50);
      for (let nth = 0; nth < 25; nth += 1) await arrives(`question ${nth}`, NOON + nth);
      expect(await route(NOON + 30)).toHaveLength(25);
      await store.presenceEnded({ siteId, agentId: ada.id, now: NOON + 40 });
      const returned: string[] = [];
      for (let more = true; more;) {
        const look = await store.returnToLine({ now: NOON + 2 * MINUTE, limit: 1_000 });
        expect(look.returned.length).toBeLessThanOrEqual(20);
        returned.push(...look.returned.filter((one) => one.siteId === siteId).map(({ row }) => row.id));
        more = look.more;
      }
      expect(new Set(returned).size).toBe(25);
    });

    it('[K57] of a long line whose people are all busy the first are looked at again, not every second', async () => {
      const { store, siteId, ada, team, capacity, arrives, route } = await openDesk(open());
      await team('Care', { members: [ada.id] });
      await capacity(ada, 0);
      for (let nth = 0; nth < 25; nth += 1) await arrives(`question ${nth}`, NOON + nth);
      await route(NOON + 30);
      const due = async (at: number) => (await store.sitesToRoute({ now: at, limit: 1_000 })).includes(siteId);
      expect(await due(NOON + 30)).toBe(false);
      await route(NOON + 2_000);
      expect(await due(NOON + 10_000)).toBe(false);
      expect(await due(NOON + 20_000)).toBe(true);
    });

    it('[K57] the expected wait is the middle of what others waited, from five of them on', async () => {
      const { store, siteId, ada, team, capacity, arrives, route, close } = await openDesk(open());
      const teamId = await team('Care', { members: [ada.id] });
      for (let minutes = 1; minutes <= 5; minutes += 1) {
        const conv = await arrives(`earlier ${minutes}`, NOON);
        await store.presenceSeen({ agents: [{ siteId, agentId: ada.id }], now: NOON + minutes * MINUTE });
        const [given] = await route(NOON + minutes * MINUTE);
        expect(given?.row.assigneeId).toBe(ada.id);
        await close(ada, conv);
      }
      await capacity(ada, 0);
      const at = NOON + 10 * MINUTE;
      const conv = await arrives('now', at);
      expect((await route(at))[0]?.row).toMatchObject({ teamId, status: 'queued' });
      expect(await store.placesInLine({ siteId, now: at + 30_000 })).toEqual([{ conv, position: 1, minutes: 3 }]);
    });
  });
}
