import { expect, it } from 'vitest';
import type { ContextMaterial } from './material.js';
import { notRead, sourcesOf } from './coverage.js';

const DAY = 86_400_000;
const NOW = 1_000 * DAY;

const source = (id: string, lastAt: number | null): ContextMaterial['sources'][number] => ({
  id,
  name: id,
  kind: 'secret',
  lastAt,
  gapP95Ms: 60_000,
});

it('[C57] a source that fell silent is among those that are said, and how many are not is said too', () => {
  const many = Array.from({ length: 60 }, (_, n) => source(`src_${String(n).padStart(2, '0')}`, n % 2 === 0 ? NOW : null));
  const material = { sources: [...many, source('src_zz', NOW - DAY)], customersNotRead: 6 };
  const said = sourcesOf(material, NOW);
  expect(said).toHaveLength(20);
  expect(said.find(({ sourceId }) => sourceId === 'src_zz')?.state).toBe('stale');
  expect(said.map(({ name }) => name)).toEqual(said.map(({ name }) => name).toSorted());
  expect(notRead(material)).toEqual({ sources: 41, customers: 6 });
  expect(notRead({ sources: many.slice(0, 20), customersNotRead: 0 })).toBeNull();
});
