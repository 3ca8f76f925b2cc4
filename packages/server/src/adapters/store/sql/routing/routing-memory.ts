// What routing remembers of a conversation between two looks: what the rules named, and since when it stands where it stands.
import { z } from 'zod';
import type { Named } from '../../../../domain/routing/model.js';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';

const NamedDoc = z.object({
  teamId: z.string().exactOptional(),
  agentId: z.string().exactOptional(),
  skill: z.string().exactOptional(),
  rules: z.array(z.string()),
});
const Ids = z.array(z.string());

export interface Remembered {
  /** Null: the rules are to be asked. */
  named: Named | null;
  passed: readonly string[];
  inLineSince: number;
}

const PUT_BY_SOMEBODY: Named = { rules: [] };

/** Who put it elsewhere meanwhile decided: rules don't take it back. One that was opened again is asked about anew. */
export async function remembered(tx: Tx, row: ConversationsTable, now: number): Promise<Remembered> {
  const held = await tx.db
    .selectFrom('conversation_routing')
    .selectAll()
    .where('site_id', '=', row.site_id)
    .where('conversation_id', '=', row.id)
    .executeTakeFirst();
  const queuedAt = row.queued_at ?? now;
  if (held === undefined) return { named: row.assign_version === 0 ? null : PUT_BY_SOMEBODY, passed: [], inLineSince: queuedAt };
  if (held.assign_version !== row.assign_version) return { named: PUT_BY_SOMEBODY, passed: [], inLineSince: now };
  if (queuedAt > held.in_line_since) return { named: null, passed: [], inLineSince: queuedAt };
  return {
    named: NamedDoc.parse(JSON.parse(held.named)),
    passed: Ids.parse(JSON.parse(held.passed)),
    inLineSince: held.in_line_since,
  };
}

/** `row`: as it is after what routing wrote into it. */
export async function remember(
  tx: Tx,
  { site_id, id, assign_version }: Pick<ConversationsTable, 'site_id' | 'id' | 'assign_version'>,
  { named, passed, inLineSince }: Remembered,
): Promise<void> {
  const kept = {
    named: JSON.stringify(named ?? PUT_BY_SOMEBODY),
    passed: JSON.stringify(passed),
    in_line_since: inLineSince,
    assign_version,
  };
  await tx.db
    .insertInto('conversation_routing')
    .values({ site_id, conversation_id: id, ...kept })
    .onConflict((conflict) => conflict.columns(['site_id', 'conversation_id']).doUpdateSet(kept))
    .execute();
}
