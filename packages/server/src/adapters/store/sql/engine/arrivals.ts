// When a source was heard of, and how long it is usually silent (C57): silences are counted per day and size, and the 95th percentile of the
// last 30 days stands on the source, where contexts read it without counting. Measured at arrival: not part of a rebuild.
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Upper ends of the sizes, ms. Below a minute it does not matter: a source is never stale within the hour. */
const SIZES = [
  MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  20 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  4 * DAY_MS,
  8 * DAY_MS,
  30 * DAY_MS,
] as const;
const DAYS = 30;
const GAPS_MIN = 5; // fewer say nothing about a rhythm
const PERCENTILE = 0.95;

interface SourceKey {
  siteId: string;
  sourceId: string;
}

const sourceRow = prepared<SourceKey, { kind: string; last_at: number | null }>((db, place) =>
  db.selectFrom('sources').select(['kind', 'last_at']).where('site_id', '=', place('siteId')).where('id', '=', place('sourceId')),
);
const heard = prepared<SourceKey & { now: number }, unknown>((db, place) =>
  db
    .updateTable('sources')
    .set({ last_at: place('now') })
    .where('site_id', '=', place('siteId'))
    .where('id', '=', place('sourceId')),
);
const countGap = prepared<SourceKey & { day: number; bucket: number }, { n: number }>((db, place) =>
  db
    .insertInto('source_gaps')
    .values({ site_id: place('siteId'), source_id: place('sourceId'), day: place('day'), bucket: place('bucket'), n: 1 })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'source_id', 'day', 'bucket']).doUpdateSet((eb) => ({ n: eb('source_gaps.n', '+', 1) })),
    )
    .returning('n'),
);

/** Kind and last arrival of a source; an unknown one is treated as public: nobody vouches for it. */
export async function arrivalOf(tx: Tx, key: SourceKey): Promise<{ kind: string; lastAt: number | null }> {
  const [row] = await sourceRow(tx, key);
  return { kind: row?.kind ?? 'public', lastAt: row?.last_at ?? null };
}

export async function noteArrival(
  tx: Tx,
  { siteId, sourceId, lastAt, now }: SourceKey & { lastAt: number | null; now: number },
): Promise<void> {
  await heard(tx, { siteId, sourceId, now });
  if (lastAt === null || now <= lastAt) return;
  const day = Math.floor(now / DAY_MS);
  const size = SIZES.findIndex((end) => now - lastAt <= end);
  const bucket = size < 0 ? SIZES.length - 1 : size;
  const [counted] = await countGap(tx, { siteId, sourceId, day, bucket });
  // The percentile is taken again at the first, second, fourth, eighth … of a size on a day: often while it can move, seldom afterwards.
  if (counted !== undefined && (counted.n & (counted.n - 1)) === 0) await takePercentile(tx, { siteId, sourceId }, day);
}

async function takePercentile(tx: Tx, { siteId, sourceId }: SourceKey, day: number): Promise<void> {
  const own = tx.db.selectFrom('source_gaps').where('site_id', '=', siteId).where('source_id', '=', sourceId);
  const rows = await own
    .where('day', '>', day - DAYS)
    .groupBy('bucket')
    .select(['bucket', (eb) => eb.fn.sum<number | string>('n').as('n')])
    .orderBy('bucket')
    .execute();
  const counts = rows.map(({ bucket, n }) => ({ bucket, n: Number(n) }));
  const total = counts.reduce((sum, { n }) => sum + n, 0);
  await tx.db
    .updateTable('sources')
    .set({ gap_p95_ms: total < GAPS_MIN ? null : percentile(counts, total) })
    .where('site_id', '=', siteId)
    .where('id', '=', sourceId)
    .execute();
  await tx.db
    .deleteFrom('source_gaps')
    .where('site_id', '=', siteId)
    .where('source_id', '=', sourceId)
    .where('day', '<=', day - DAYS)
    .execute();
}

/** Upper end of the size in which the percentile falls. */
function percentile(counts: readonly { bucket: number; n: number }[], total: number): number {
  let seen = 0;
  for (const { bucket, n } of counts) {
    seen += n;
    if (seen >= total * PERCENTILE) return SIZES[bucket] ?? 30 * DAY_MS;
  }
  return 30 * DAY_MS;
}
