// Whether the projections, thrown away and folded from the log again, are the same bytes (C3): of the measured customers, with all they have.
import { PROJECTION_TABLES } from '../packages/server/dist/adapters/store/sql/rebuild.js';
import type { BenchStore } from './context-stores.js';

const TABLES = [...PROJECTION_TABLES, 'reason_confirmed', 'reason_counts', 'reason_totals'];

async function dump(built: BenchStore): Promise<string[]> {
  const all: string[] = [];
  for (const table of TABLES) {
    for (const row of await built.rows(table)) all.push(`${table} ${JSON.stringify(Object.entries(Object(row)).sort())}`);
  }
  return all.sort();
}

export interface Rebuilt {
  identical: boolean;
  interactions: number;
  rows: number;
  perSecond: number;
}

export async function rebuilt(built: BenchStore, siteId: string): Promise<Rebuilt> {
  const before = await dump(built);
  const store = await built.open();
  const start = performance.now();
  const { interactions } = await store.rebuild({ siteId });
  const seconds = (performance.now() - start) / 1_000;
  await store.close();
  const after = await dump(built);
  return {
    identical: before.join('\n') === after.join('\n'),
    interactions,
    rows: after.length,
    perSecond: Math.round(interactions / seconds),
  };
}
