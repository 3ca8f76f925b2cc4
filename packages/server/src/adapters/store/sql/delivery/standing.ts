// What the log already holds of a batch: last_n of its stream, skipped n, and the entries it names by n or by origin (P31b, P35).
import type { Stored } from '../../../../domain/conversation/plan-batch.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { EntriesTable, StreamsTable } from '../schema.js';
import { entryOf } from './entry-rows.js';

export interface StreamStanding {
  lastN: number;
  skipped: number[];
  byN: Map<number, Stored>;
  byOrigin: Map<string, Stored>;
}

/** A stream that never submitted, in a conversation that may not exist yet. */
export const nothingStored = (): StreamStanding => ({ lastN: 0, skipped: [], byN: new Map(), byOrigin: new Map() });

interface StreamKey {
  siteId: string;
  conv: string;
  principalId: string;
  stream: string;
}

const streamRow = prepared<StreamKey, StreamsTable>((db, place) =>
  db
    .selectFrom('streams')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('principal_id', '=', place('principalId'))
    .where('stream', '=', place('stream')),
);

const oneByOrigin = prepared<Omit<StreamKey, 'stream'> & { origin: string }, EntriesTable>((db, place) =>
  db
    .selectFrom('entries')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('principal_id', '=', place('principalId'))
    .where('origin', '=', place('origin')),
);

const byRange = prepared<StreamKey & { from: number; to: number }, EntriesTable>((db, place) =>
  db
    .selectFrom('entries')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('principal_id', '=', place('principalId'))
    .where('stream', '=', place('stream'))
    .where('n', '>=', place('from'))
    .where('n', '<=', place('to')),
);

const storedOf = (row: EntriesTable): Stored => ({ entry: entryOf(row), n: row.n, hash: row.body_hash });

/** The n that were skipped, as the column keeps them. */
export function skippedOf(text: string): number[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter((n) => typeof n === 'number') : [];
}

/** Reads the standing under the conversation's lock. `origins`: those its messages may be held under. */
export async function readStanding(
  tx: Tx,
  key: StreamKey,
  batch: { from: number; to: number; origins: string[] },
): Promise<StreamStanding> {
  const [stream] = await streamRow(tx, key);
  const lastN = stream?.last_n ?? 0;
  const byN = new Map<number, Stored>();
  const byOrigin = new Map<string, Stored>();
  if (batch.from <= lastN) {
    for (const row of await byRange(tx, { ...key, from: batch.from, to: batch.to })) if (row.n !== null) byN.set(row.n, storedOf(row));
  }
  for (const origin of batch.origins) {
    const [row] = await oneByOrigin(tx, { siteId: key.siteId, conv: key.conv, principalId: key.principalId, origin });
    if (row !== undefined) byOrigin.set(origin, storedOf(row));
  }
  return { lastN, skipped: skippedOf(stream?.skipped ?? '[]'), byN, byOrigin };
}

const upsertStream = prepared<StreamKey & { lastN: number; skipped: string }, unknown>((db, place) =>
  db
    .insertInto('streams')
    .values({
      site_id: place('siteId'),
      conversation_id: place('conv'),
      principal_id: place('principalId'),
      stream: place('stream'),
      last_n: place('lastN'),
      skipped: place('skipped'),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['site_id', 'conversation_id', 'principal_id', 'stream'])
        .doUpdateSet((eb) => ({ last_n: eb.ref('excluded.last_n'), skipped: eb.ref('excluded.skipped') })),
    ),
);

const upsertLastN = prepared<StreamKey & { lastN: number }, unknown>((db, place) =>
  db
    .insertInto('streams')
    .values({
      site_id: place('siteId'),
      conversation_id: place('conv'),
      principal_id: place('principalId'),
      stream: place('stream'),
      last_n: place('lastN'),
      skipped: '[]',
    })
    .onConflict((conflict) =>
      conflict
        .columns(['site_id', 'conversation_id', 'principal_id', 'stream'])
        .doUpdateSet((eb) => ({ last_n: eb.ref('excluded.last_n') })),
    ),
);

/** Advances last_n of the stream (P31e, P34). Without `skipped` what was skipped before stays. */
export async function writeStanding(tx: Tx, key: StreamKey, { lastN, skipped }: { lastN: number; skipped?: number[] }): Promise<void> {
  if (skipped === undefined) await upsertLastN(tx, { ...key, lastN });
  else await upsertStream(tx, { ...key, lastN, skipped: JSON.stringify(skipped) });
}
