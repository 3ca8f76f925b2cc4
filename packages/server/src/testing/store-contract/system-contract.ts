// What the store says of itself and of the relays on it, on every store.
import { describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.js';
import { NOON } from './stage.js';

export function systemContract(open: () => Store): void {
  describe('the installation', () => {
    it('relays are known by their signs of life, and forgotten when they are silent for long', async () => {
      const store = open();
      const [old, young] = ['old', 'young'].map((id, index) => ({ id, version: '0.1.0', startedAt: NOON + index }));
      if (old === undefined || young === undefined) throw new Error('two relays');
      const seen = (relay: typeof old, now: number) => store.relaySeen({ relay, now, forgetBefore: now - 100 });
      await seen(old, NOON + 10);
      await seen(young, NOON + 20);
      await seen(old, NOON + 50);
      expect((await store.storeFacts()).relays).toEqual([
        { ...young, seenAt: NOON + 20 },
        { ...old, seenAt: NOON + 50 },
      ]);
      await seen(young, NOON + 151);
      expect((await store.storeFacts()).relays.map(({ id }) => id)).toEqual(['young']);
    });

    it('the store says how large it is and which migrations it has', async () => {
      const { bytes, migrations } = await open().storeFacts();
      expect(bytes).toBeGreaterThan(10_000);
      expect(migrations).toEqual([{ name: '0001-initial', at: expect.any(Number) }]);
      expect(migrations[0]?.at).toBeGreaterThan(1_600_000_000_000);
    });
  });
}
