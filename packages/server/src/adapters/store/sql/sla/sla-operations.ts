// Service levels, for both stores: which conversations are looked at, each once however many relays ask (K70).
import type { SlaLooks, SlaOps } from '../../../../ports/store-sla.js';
import { lockConversations } from '../delivery/find-conversation.js';
import { isErased } from '../erasure/erase-conversation.js';
import type { OperationsOf, Tx } from '../operation.js';
import { siteKnowledge } from '../engine/site-knowledge.js';
import { unindexed } from '../own-index.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';
import { lookAt } from './look.js';
import { slaSettings } from './sla-settings.js';
import type { SlaSettings } from './sla-settings.js';

const isAlive = (row: ConversationsTable): boolean => row.customer_id !== '' && row.pub_head > 0 && !isErased(row);

/** In one transaction, which chat messages wait for. */
const FORGOTTEN_AT_ONCE = 500;

/** Said one by one: an index by status is found by it. */
const NOT_CLOSED = ['open', 'queued', 'snoozed', 'waiting'] as const;

/** Changed since they were looked at. Ids in their order, so that two relays never wait for each other. */
const unseen = prepared<{ siteId: string; limit: number }, { id: string }>((db, place, dialect) =>
  db
    .selectFrom('conversations')
    .select('id')
    .where('site_id', '=', place('siteId'))
    .where('pub_head', '>', 0)
    .where('status', '<>', 'closed')
    .where('customer_id', '<>', '')
    .where((eb) => eb.or([eb('sla_version', 'is', null), eb('sla_version', '<>', eb.ref('status_version'))]))
    .orderBy(unindexed(dialect, 'id'))
    .limit(place('limit')),
);

/** Of a site whose last service level is gone: what still shows one. */
const leftOver = prepared<{ siteId: string; limit: number }, { id: string }>((db, place, dialect) =>
  db
    .selectFrom('conversations')
    .select('id')
    .where('site_id', '=', place('siteId'))
    .where('status', 'in', NOT_CLOSED)
    .where('sla_memory', 'is not', null)
    .orderBy(unindexed(dialect, 'id'))
    .limit(place('limit')),
);

const seenBefore = prepared<{ siteId: string; limit: number }, { id: string }>((db, place, dialect) =>
  db
    .selectFrom('conversations')
    .select('id')
    .where('site_id', '=', place('siteId'))
    .where('status', 'in', NOT_CLOSED)
    .where('sla_version', 'is not', null)
    .orderBy(unindexed(dialect, 'id'))
    .limit(place('limit'))
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);

const struck = prepared<{ now: number; limit: number }, ConversationsTable>((db, place, dialect) =>
  db
    .selectFrom('conversations')
    .selectAll()
    .where('sla_due_at', '<=', place('now'))
    .orderBy('sla_due_at')
    .orderBy(unindexed(dialect, 'site_id'))
    .orderBy(unindexed(dialect, 'id'))
    .limit(place('limit'))
    .$if(dialect === 'postgres', (query) => query.forUpdate().skipLocked()),
);

async function lookAtAll(
  tx: Tx,
  rows: readonly ConversationsTable[],
  settingsOf: (siteId: string) => Promise<SlaSettings>,
  now: number,
): Promise<Omit<SlaLooks, 'documents'>> {
  const looks: Omit<SlaLooks, 'documents'> = { looked: [], unreadable: [] };
  for (const row of rows) {
    if (!isAlive(row)) {
      if (row.sla_due_at !== null) await neverDue(tx, row);
      continue;
    }
    const { looked, isBroken } = await lookAt(tx, row, await settingsOf(row.site_id), now);
    if (looked !== null) looks.looked.push(looked);
    if (isBroken) looks.unreadable.push({ siteId: row.site_id, conv: row.id });
  }
  return looks;
}

async function neverDue(tx: Tx, { site_id, id }: ConversationsTable): Promise<void> {
  await tx.db.updateTable('conversations').set({ sla_due_at: null }).where('site_id', '=', site_id).where('id', '=', id).execute();
}

/** Of `ids`, those that are there though they could not be locked. */
async function heldByOthers(tx: Tx, siteId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.db.selectFrom('conversations').select('id').where('site_id', '=', siteId).where('id', 'in', ids).execute();
  return rows.map(({ id }) => id);
}

export const slaOperations: OperationsOf<SlaOps> = {
  slaMark: {
    kind: 'read',
    async run(tx, { siteId }) {
      const rows = await tx.db
        .selectFrom('settings_objects')
        .select(['kind', 'id', 'version'])
        .where('site_id', '=', siteId)
        .where('kind', 'in', ['sla_policy', 'team'])
        .orderBy('kind')
        .orderBy('id')
        .execute();
      const { hours, holidays, timezone, departments } = (await siteKnowledge(tx, siteId)).settings;
      const open = JSON.stringify([hours, holidays, timezone, departments]); // what clocks of business time run by
      const mark = [...rows.map(({ kind, id, version }) => `${kind}:${id}:${version}`), open].join(' ');
      return { hasPolicies: rows.some(({ kind }) => kind === 'sla_policy'), mark };
    },
  },
  forgetSlaLooks: {
    kind: 'write',
    async run(tx, { siteId }) {
      const ids = (await seenBefore(tx, { siteId, limit: FORGOTTEN_AT_ONCE })).map(({ id }) => id);
      if (ids.length > 0)
        await tx.db.updateTable('conversations').set({ sla_version: null }).where('site_id', '=', siteId).where('id', 'in', ids).execute();
      return { more: ids.length >= FORGOTTEN_AT_ONCE };
    },
  },
  lookAtSla: {
    kind: 'write',
    async run(tx, { siteId, convs, limit, now }) {
      const settings = await slaSettings(tx, siteId);
      const query = settings.policies.length === 0 ? leftOver : unseen;
      const ids = convs === undefined ? (await query(tx, { siteId, limit })).map(({ id }) => id) : [...convs].sort().slice(0, limit);
      const rows = await lockConversations(tx, siteId, ids);
      const looks = await lookAtAll(tx, [...rows.values()], () => Promise.resolve(settings), now);
      const skipped = await heldByOthers(
        tx,
        siteId,
        ids.filter((id) => !rows.has(id)),
      );
      return { ...looks, documents: settings.unreadable, skipped, more: ids.length >= limit };
    },
  },
  strikeSla: {
    kind: 'write',
    async run(tx, { now, limit }) {
      const due = await struck(tx, { now, limit });
      const read = new Map<string, SlaSettings>();
      const settingsOf = async (siteId: string): Promise<SlaSettings> => {
        const settings = read.get(siteId) ?? (await slaSettings(tx, siteId));
        read.set(siteId, settings);
        return settings;
      };
      const looks = await lookAtAll(tx, due, settingsOf, now);
      return { ...looks, documents: [...read.values()].flatMap(({ unreadable }) => unreadable), more: due.length >= limit };
    },
  },
};
