// What signing in promises on every store where many ask at once (S23).
import { expect, describe, it } from 'vitest';
import type { Store } from '../../ports/store.js';
import { NOON, hex, stageOn } from './stage.js';

const TAKERS = 20;

export function accountsContract(open: () => Store): void {
  describe('accounts', () => {
    it('[S23] of many who take one ticket at once exactly one gets in', async () => {
      const { store, siteId, agent } = await stageOn(open());
      const { id: agentId } = await agent('Ann');
      const [sessionHash, origin, expiresAt] = [hex(), 'https://desk.example', NOON + 30_000];
      await store.createSession({ siteId, agentId, hash: sessionHash, now: NOON, expiresAt });
      for (let round = 0; round < 5; round += 1) {
        const hash = hex();
        await store.createTicket({ siteId, agentId, sessionHash, hash, origin, expiresAt });
        const taken = await Promise.all(Array.from({ length: TAKERS }, () => store.takeTicket({ hash, origin, now: NOON })));
        expect(taken.filter((one) => one !== null)).toEqual([{ agent: expect.objectContaining({ id: agentId }), sessionHash }]);
      }
    });
  });
}
