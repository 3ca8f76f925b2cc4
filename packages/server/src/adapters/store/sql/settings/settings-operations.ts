// Settings objects (K105): one table for every kind, each document decoded by the schema of its kind on the way out and in.
// Invariant: a version is written once; of two changes made on the same one, the second is a conflict and nothing of it is kept.
import { settingsObject as kinds } from '@throughline/types/decode';
import type { SettingsDoc, SettingsKind, SettingsObject } from '@throughline/types';
import type { AuditLine, SettingsOps } from '../../../../ports/store-settings.js';
import { membersOf } from '../customers.js';
import { decodeKey, pageLimit, pageOf } from '../engine/paging.js';
import { auditRow } from '../identity/audit-row.js';
import type { OperationsOf, Tx } from '../operation.js';
import type { AuditTable, Database } from '../schema.js';

type Row = Database['settings_objects'];

const docOf = (kind: SettingsKind, text: string): SettingsDoc => kinds.SETTINGS_DOCS[kind].parse(JSON.parse(text));

const objectOf = (kind: SettingsKind, row: Row): SettingsObject => ({
  id: row.id,
  ownerId: row.owner_id,
  version: row.version,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
  subject: row.subject,
  uses: row.uses,
  doc: docOf(kind, row.doc),
});

const auditLineOf = ({ id, actor, action, target, at, detail }: AuditTable): AuditLine => {
  const value: unknown = JSON.parse(detail);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return { id, actor, action, target, at, detail: Object.fromEntries(entries.map(([key, said]) => [key, String(said)])) };
};

function rowOf(tx: Tx, { siteId, kind, id }: { siteId: string; kind: SettingsKind; id: string }): Promise<Row | undefined> {
  return tx.db
    .selectFrom('settings_objects')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}

/** A note about a customer is a value of a person, a reply or view of one's own is nobody else's: the log says only that there is one (S81). */
function changeOf(
  { kind, subject, doc }: Pick<Row, 'kind' | 'subject' | 'doc'>,
  { reverts, ...documents }: { before: string; after: string; reverts: string | undefined },
): Record<string, string> {
  if (kind === 'customer_note') return { customerId: subject ?? '' };
  const change = { ...documents, ...(reverts === undefined ? {} : { reverts }) };
  const value: unknown = JSON.parse(doc);
  const isOwn =
    typeof value === 'object' &&
    value !== null &&
    (('scope' in value && value.scope === 'personal') || ('shared' in value && value.shared === false));
  return isOwn ? {} : change;
}

/** Conversations that are not closed in the team's line, or documents that name it. */
async function isTeamInUse(tx: Tx, siteId: string, id: string): Promise<boolean> {
  const waiting = await tx.db
    .selectFrom('conversations')
    .select('id')
    .where('site_id', '=', siteId)
    .where('team_id', '=', id)
    .where('status', '<>', 'closed')
    .limit(1)
    .executeTakeFirst();
  if (waiting !== undefined) return true;
  const naming = await tx.db
    .selectFrom('settings_objects')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '<>', id)
    .where('doc', 'like', `%"${id}"%`)
    .limit(1)
    .executeTakeFirst();
  return naming !== undefined;
}

/** Lists and conversations name a team by its row: it follows the object. */
async function followTeam(tx: Tx, siteId: string, { id, doc, now }: { id: string; doc: SettingsDoc; now: number }): Promise<void> {
  if (!('members' in doc)) return;
  await tx.db
    .insertInto('teams')
    .values({ site_id: siteId, id, name: doc.name, created_at: now })
    .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet({ name: doc.name }))
    .execute();
}

type Put = OperationsOf<SettingsOps>['putSettingsObject'];
const put: Put['run'] = async (tx, args) => {
  const { siteId, kind, ifVersion, actor, now } = args;
  const doc = kinds.SETTINGS_DOCS[kind].parse(args.doc);
  const id = args.id ?? tx.newId(kind === 'team' ? 'team' : 'settings');
  const held = await rowOf(tx, { siteId, kind, id });
  if (held === undefined && ifVersion !== 0) return { ok: false, code: 'not_found' };
  if (held !== undefined && held.version !== ifVersion) return { ok: false, code: 'conflict' };
  if (held === undefined && args.atMost !== undefined && (await countOf(tx, { siteId, kind })) >= args.atMost)
    return { ok: false, code: 'too_many' };
  const row: Row = {
    site_id: siteId,
    kind,
    id,
    owner_id: held?.owner_id ?? args.ownerId,
    subject: held === undefined ? (args.subject ?? null) : held.subject,
    doc: JSON.stringify(doc),
    version: ifVersion + 1,
    uses: held?.uses ?? 0,
    updated_at: now,
    updated_by: actor,
  };
  if (held === undefined) {
    const made = await tx.db
      .insertInto('settings_objects')
      .values(row)
      .onConflict((conflict) => conflict.columns(['site_id', 'kind', 'id']).doNothing())
      .executeTakeFirst();
    if ((made.numInsertedOrUpdatedRows ?? 0n) === 0n) return { ok: false, code: 'conflict' };
  } else {
    const { doc: text, version, updated_at, updated_by } = row;
    await tx.db
      .updateTable('settings_objects')
      .set({ doc: text, version, updated_at, updated_by })
      .where('site_id', '=', siteId)
      .where('kind', '=', kind)
      .where('id', '=', id)
      .execute();
  }
  await followTeam(tx, siteId, { id, doc, now });
  if (kind !== 'preferences') {
    const detail = changeOf(row, { before: held?.doc ?? '', after: row.doc, reverts: args.reverts });
    const action = held === undefined ? `settings.${kind}.created` : `settings.${kind}.changed`;
    await auditRow(tx, { siteId, actor, action, target: id, detail, now });
  }
  return { ok: true, object: objectOf(kind, row) };
};

async function countOf(tx: Tx, { siteId, kind, ownerId }: { siteId: string; kind: SettingsKind; ownerId?: string }): Promise<number> {
  const { count } = await tx.db
    .selectFrom('settings_objects')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('site_id', '=', siteId)
    .where('kind', '=', kind)
    .$if(ownerId !== undefined, (query) => query.where('owner_id', '=', ownerId ?? ''))
    .executeTakeFirstOrThrow();
  return Number(count);
}

const remove: OperationsOf<SettingsOps>['deleteSettingsObject']['run'] = async (tx, { siteId, kind, id, reverts, actor, now }) => {
  const held = await rowOf(tx, { siteId, kind, id });
  if (held === undefined) return 'not_found';
  if (kind === 'team' && (await isTeamInUse(tx, siteId, id))) return 'in_use';
  await tx.db.deleteFrom('settings_objects').where('site_id', '=', siteId).where('kind', '=', kind).where('id', '=', id).execute();
  if (kind === 'team') await tx.db.deleteFrom('teams').where('site_id', '=', siteId).where('id', '=', id).execute();
  const detail = changeOf(held, { before: held.doc, after: '', reverts });
  await auditRow(tx, { siteId, actor, action: `settings.${kind}.deleted`, target: id, detail, now });
  return 'deleted';
};

async function lineOf(tx: Tx, siteId: string, id: string): Promise<AuditLine | null> {
  const row = await tx.db.selectFrom('audit').selectAll().where('site_id', '=', siteId).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : auditLineOf(row);
}

/** Only the newest change: what came after it was made on top of it, and would be lost with it. The row is held from the look to the change. */
const revert: OperationsOf<SettingsOps>['revertSettingsChange']['run'] = async (tx, { siteId, kind, lineId, atMost, actor, now }) => {
  const line = await lineOf(tx, siteId, lineId);
  if (line === null || !line.action.startsWith(`settings.${kind}.`) || !('after' in line.detail)) return 'not_found';
  const { before = '', after = '' } = line.detail;
  const { target: id } = line;
  const held = await rowOf(tx, { siteId, kind, id });
  if ((held?.doc ?? '') !== after) return 'conflict';
  const by = { reverts: lineId, actor, now };
  if (before === '') return (await remove(tx, { siteId, kind, id, ...by })) === 'deleted' ? 'reverted' : 'conflict';
  const doc = docOf(kind, before);
  const { version = 0, owner_id: ownerId = actor } = held ?? {};
  const done = await put(tx, { ...{ siteId, kind, id, doc, ifVersion: version, ownerId, atMost }, ...by });
  if (done.ok) return 'reverted';
  return done.code === 'too_many' ? 'too_many' : 'conflict';
};

export const settingsObjectOperations: OperationsOf<SettingsOps> = {
  settingsObjects: {
    kind: 'read',
    async run(tx, { siteId, kind, customerId }) {
      const subjects = customerId === undefined ? null : await membersOf(tx, siteId, customerId);
      const rows = await tx.db
        .selectFrom('settings_objects')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('kind', '=', kind)
        .$if(subjects !== null, (query) => query.where('subject', 'in', subjects ?? []))
        .orderBy('updated_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => objectOf(kind, row));
    },
  },
  settingsObject: {
    kind: 'read',
    async run(tx, { siteId, kind, id }) {
      const row = await tx.db
        .selectFrom('settings_objects')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('kind', '=', kind)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : objectOf(kind, row);
    },
  },
  putSettingsObject: { kind: 'write', run: put },
  deleteSettingsObject: { kind: 'write', run: remove },
  revertSettingsChange: { kind: 'write', run: revert },
  countSettingsObjects: { kind: 'read', run: countOf },
  countSettingsUse: {
    kind: 'write',
    async run(tx, { siteId, kind, id }) {
      await tx.db
        .updateTable('settings_objects')
        .set((eb) => ({ uses: eb('uses', '+', 1) }))
        .where('site_id', '=', siteId)
        .where('kind', '=', kind)
        .where('id', '=', id)
        .execute();
    },
  },
  auditLines: {
    kind: 'read',
    async run(tx, { siteId, actor, action, target, limit, cursor }) {
      const most = pageLimit(limit);
      const key = decodeKey(cursor);
      const rows = await tx.db
        .selectFrom('audit')
        .selectAll()
        .where('site_id', '=', siteId)
        .$if(actor !== undefined, (query) => query.where('actor', '=', actor ?? ''))
        .$if(target !== undefined, (query) => query.where('target', '=', target ?? ''))
        .$if(action !== undefined, (query) => query.where('action', '>=', action ?? '').where('action', '<', `${action ?? ''}\uffff`))
        .$if(key !== null, (query) =>
          query.where((eb) => eb.or([eb('at', '<', key?.at ?? 0), eb.and([eb('at', '=', key?.at ?? 0), eb('id', '<', key?.id ?? '')])])),
        )
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(most + 1)
        .execute();
      return pageOf(rows, most, auditLineOf);
    },
  },
  auditLine: { kind: 'read', run: (tx, { siteId, id }) => lineOf(tx, siteId, id) },
};
