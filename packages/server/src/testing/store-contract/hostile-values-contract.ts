// Values that a database would change in silence, sent through every operation of the store (G21, G22). Each is refused or kept exactly;
// the store goes on working after each.
import { describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.js';
import { hex, message, stageOn } from './stage.js';

const HOSTILE: readonly [string, unknown][] = [
  ['boolean', true],
  ['Date', new Date(0)],
  ['object', { a: 1 }],
  ['array', [1]],
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['2^63', 2n ** 63n],
  ['function', () => 1],
  ['NUL', 'a\0b'],
  ['half a surrogate pair', 'a\ud800b'],
];

/** Every operation by name: the store is a plain object of methods. */
function operationsOf(store: Store): [string, (args: unknown) => Promise<unknown>][] {
  const found: [string, (args: unknown) => Promise<unknown>][] = [];
  for (const [name, value] of Object.entries(store)) {
    if (typeof value === 'function' && name !== 'close') found.push([name, (args) => Promise.resolve(Reflect.apply(value, store, [args]))]);
  }
  return found;
}

export function hostileValuesContract(open: () => Store): void {
  describe('hostile values', () => {
    it('[G21] every operation refuses or survives them, and the store lives', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      for (const [what, value] of HOSTILE) {
        for (const [name, call] of operationsOf(stage.store)) {
          // As the whole argument of every field an operation may read.
          const args = new Proxy({}, { get: () => value, has: () => true, ownKeys: () => [] });
          const plain = {
            siteId: value,
            id: value,
            conv: value,
            hash: value,
            email: value,
            principal: { type: 'visitor', siteId: value, id: value },
            now: value,
          };
          for (const given of [args, plain, value]) {
            const ended = await call(given).then(
              () => 'answered',
              (error: unknown) => (error instanceof Error ? 'refused' : `threw ${String(error)}`),
            );
            expect(['answered', 'refused'], `${name} with ${what}`).toContain(ended);
          }
        }
      }
      expect((await stage.say(visitor, { conv }, 'still here')).ok).toBe(true);
    });

    it('[G22] a text with NUL or half a surrogate pair is rejected; every other text comes back exactly', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      for (const text of ['a\0b', 'a\ud800b', '\udc00']) {
        const { answer } = await stage.submit(visitor, { conv, stream, msgs: [message(2, text)] });
        expect(answer).toEqual({ ok: false, code: 'rejected', n: 2, reason: 'invalid_text' });
      }
      const texts = ["'; DROP TABLE entries; --", '$1 ? :name @x', '{"a":1}', '\u202Eabc', '👩‍👩‍👧‍👦 é e\u0301', '\\', 'a\u2028b', ' padded '];
      for (const [i, text] of texts.entries()) await stage.submit(visitor, { conv, stream, msgs: [message(i + 2, text)] });
      expect((await stage.lane(conv, 'pub')).slice(2).map(({ body }) => body['text'])).toEqual(texts);
    });

    it('[G22] a name with NUL is refused and nothing of the transaction stays', async () => {
      const stage = await stageOn(open());
      await expect(stage.store.createTeam({ siteId: stage.siteId, name: `a${'\0'}b`, now: 1 })).rejects.toThrow();
      expect(await stage.store.teams({ siteId: stage.siteId })).toEqual([]);
      await expect(
        stage.store.createVisitor({ siteId: stage.siteId, anonymousId: `x${'\ud800'}`, tokenHash: hex(), now: 1 }),
      ).rejects.toThrow();
    });
  });
}
