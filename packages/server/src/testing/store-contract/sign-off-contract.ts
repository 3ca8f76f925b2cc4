// What somebody who signs off hands over, on every store (K58).
import { describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.js';
import { openDesk } from './routing-stage.js';
import { accepted, hex, NOON } from './stage.js';

const MINUTE = 60_000;

export function signOffContract(open: () => Store): void {
  describe('signing off', () => {
    it('[K58] who signs off hands over what they have at hand, answered or not, with its place; nothing of it comes back to them', async () => {
      const { store, siteId, ada, ben, team, arrives, route, say, assign, submit } = await openDesk(open());
      const teamId = await team('Care', { members: [ada.id], lastAgentFirst: false });
      const [waits, answered] = [await arrives('help'), await arrives('thanks', NOON + 1)];
      await route(NOON + 2);
      await say(ada, { conv: answered }, 'You are welcome');
      const asleep = await arrives('later', NOON + 3);
      await assign(ada, asleep, {
        how: 'claim',
        agentId: ada.id,
        teamId,
        ifVersion: (await store.row({ siteId, conv: asleep }))?.assignVersion ?? 0,
      });
      const sleeps = [{ n: 1, kind: 'snooze' as const, body: { until: NOON + 60 * MINUTE } }];
      accepted((await submit(ada, { conv: asleep, stream: hex(), msgs: sleeps }, NOON + 4)).answer);
      await store.presenceSet({ siteId, agentId: ada.id, status: 'offline', idle: false, now: NOON + 5 });
      expect((await store.putBack({ siteId, agentId: ben.id, limit: 10, now: NOON + 6 })).returned).toEqual([]);
      const first = await store.putBack({ siteId, agentId: ada.id, limit: 1, now: NOON + 6 });
      const rest = await store.putBack({ siteId, agentId: ada.id, limit: 10, now: NOON + 6 });
      expect([first.more, rest.more]).toEqual([true, false]);
      const back = new Map([...first.returned, ...rest.returned].map(({ row }) => [row.id, row]));
      expect([...back.keys()].sort()).toEqual([waits, answered].sort());
      expect(back.get(waits)).toMatchObject({
        status: 'queued',
        assigneeId: null,
        teamId,
        queuedAt: NOON,
        routedBecause: 'agent signed off',
      });
      expect(back.get(answered)).toMatchObject({ status: 'queued', assigneeId: null, teamId });
      expect((await route(NOON + 7, 'freed')).filter(({ row }) => row.assigneeId !== null)).toEqual([]);
      expect(await store.row({ siteId, conv: asleep })).toMatchObject({ status: 'snoozed', assigneeId: ada.id });
    });
  });
}
