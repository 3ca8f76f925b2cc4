// Some planted bugs in every test run, those that are found fastest; all of them: npm run faults:plants (P120).
import { describe, expect, it } from 'vitest';
import { attempt } from './attempt.js';
import { plants } from './list.mjs';

const FAST = ['X2', 'X6', 'X22', 'X27', 'X29', 'X33'];
const MAX_MS = 120_000;

describe('the checker finds', () => {
  it.each(plants.filter(({ id }) => FAST.includes(id)).map((plant) => [plant.id, plant] as const))(
    '[P120] [plant %s] what is planted',
    async (_id, { id, what, caughtBy, alsoOff = '' }) => {
      const { found } = await attempt({ check: caughtBy, plant: [id, alsoOff].filter(Boolean).join('+'), maxMs: MAX_MS });
      expect(found, `nobody noticed: ${what}`).not.toEqual([]);
    },
  );

  it('[P120] nothing in the product as it is, with the same checks', async () => {
    const checks = new Set(plants.filter(({ id }) => FAST.includes(id) && id !== 'X27').map(({ caughtBy }) => caughtBy));
    for (const check of checks) expect((await attempt({ check, plant: '', maxMs: MAX_MS })).found, check).toEqual([]);
  });

  it('[P120] at least 25 bugs are known, each with its check and with edits of built files only', () => {
    expect(plants.length).toBeGreaterThanOrEqual(25);
    for (const { edits } of plants) expect(edits.every(({ file }) => /^packages\/(types|server)\/dist\//.test(file))).toBe(true);
  });
});
