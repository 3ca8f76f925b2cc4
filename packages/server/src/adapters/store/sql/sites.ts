// Sites and their credentials. A key arrives hashed, a signing secret sealed; neither leaves in clear (S34).
import { agent as decodeAgent, desk, widgetConfig } from '@throughline/types/decode';
import { z } from 'zod';
import type { NewSite, SiteRecord } from '../../../ports/store-accounts.js';
import { auditRow } from './identity/audit-row.js';
import type { Audited } from './identity/audit-row.js';
import type { Operation, Tx } from './operation.js';
import type { SitesTable } from './schema-accounts.js';
import { ofKey } from './site-keys.js';
import { settingsObjectOperations } from './settings/settings-operations.js';

/** Whoever made what nobody set up by hand. */
const RELAY = 'relay';
const Origins = z.array(z.string());
const SourceKind = z.enum(['public', 'secret', 'relay']);

/** The site with its live keys and its sources. */
export async function siteRecord(tx: Tx, row: SitesTable): Promise<SiteRecord> {
  const keys = await tx.db
    .selectFrom('identity_keys')
    .select(['kid', 'alg', 'sealed'])
    .where('site_id', '=', row.id)
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .execute();
  const sources = await tx.db.selectFrom('sources').selectAll().where('site_id', '=', row.id).orderBy('created_at').orderBy('id').execute();
  return {
    id: row.id,
    name: row.name,
    writeKey: row.write_key,
    origins: Origins.parse(JSON.parse(row.origins)),
    settings: widgetConfig.WidgetConfig.parse(JSON.parse(row.settings)),
    demo: row.demo === 1,
    identityKeys: keys,
    sources: sources.map((source) => ({
      id: source.id,
      kind: SourceKind.parse(source.kind),
      name: source.name,
      channel: source.channel,
      department: source.department,
      visibility: source.visibility,
      lastAt: source.last_at,
      keyUsedAt: source.key_used_at,
      hasOwnKey: source.secret_key_hash !== null,
    })),
  };
}

const SOURCES = [
  { kind: 'public', name: 'Website', channel: 'web' },
  { kind: 'secret', name: 'Server API', channel: 'other' },
  { kind: 'relay', name: 'Chat', channel: 'web_chat' },
] as const;

const createSite: Operation<NewSite, SiteRecord> = {
  kind: 'write',
  async run(tx, args) {
    const row: SitesTable = {
      id: tx.newId('site'),
      name: args.name,
      write_key: args.writeKey,
      secret_key_hash: args.secretKeyHash,
      origins: JSON.stringify(args.origins),
      settings: JSON.stringify(args.settings),
      demo: args.demo ? 1 : 0,
      created_at: args.now,
    };
    await tx.db.insertInto('sites').values(row).execute();
    await tx.db
      .insertInto('identity_keys')
      .values({ site_id: row.id, ...args.identityKey, created_at: args.now, revoked_at: null })
      .execute();
    for (const source of SOURCES) {
      await tx.db
        .insertInto('sources')
        .values({
          site_id: row.id,
          id: tx.newId('source'),
          ...source,
          department: null,
          visibility: 'shared',
          created_at: args.now,
          last_at: null,
          gap_p95_ms: null,
          secret_key_hash: null,
          key_used_at: null,
        })
        .execute();
    }
    return siteRecord(tx, row);
  },
};

const sites: Operation<Record<string, never>, SiteRecord[]> = {
  kind: 'read',
  async run(tx) {
    const rows = await tx.db.selectFrom('sites').selectAll().orderBy('created_at').orderBy('id').execute();
    const records: SiteRecord[] = [];
    for (const row of rows) records.push(await siteRecord(tx, row));
    return records;
  },
};

const findSite: Operation<{ id: string } | { publicKey: string } | { secretKeyHash: string }, SiteRecord | null> = {
  kind: 'read',
  async run(tx, args) {
    const all = tx.db.selectFrom('sites').selectAll();
    const query =
      'id' in args
        ? all.where('id', '=', args.id)
        : 'publicKey' in args
          ? all.where((eb) => eb.or([eb('write_key', '=', args.publicKey), eb('id', '=', args.publicKey)]))
          : all.where('secret_key_hash', '=', args.secretKeyHash);
    const row = await query.executeTakeFirst();
    if (row !== undefined) return siteRecord(tx, row);
    return 'id' in args || 'publicKey' in args ? null : siteOfSource(tx, args.secretKeyHash);
  },
};

/** A source may have a secret key of its own. */
async function siteOfSource(tx: Tx, secretKeyHash: string): Promise<SiteRecord | null> {
  const row = await tx.db
    .selectFrom('sources')
    .innerJoin('sites', 'sites.id', 'sources.site_id')
    .selectAll('sites')
    .select('sources.id as source_id')
    .where('sources.secret_key_hash', '=', secretKeyHash)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { source_id: keySourceId, ...site } = row;
  return { ...(await siteRecord(tx, site)), keySourceId };
}

const teams: Operation<{ siteId: string }, { id: string; name: string }[]> = {
  kind: 'read',
  run: (tx, { siteId }) => tx.db.selectFrom('teams').select(['id', 'name']).where('site_id', '=', siteId).orderBy('name').execute(),
};

const createTeam: Operation<{ siteId: string; name: string; now: number }, { id: string; name: string }> = {
  kind: 'write',
  async run(tx, { siteId, name, now }) {
    const team = decodeAgent.Team.parse({ id: tx.newId('team'), name });
    const doc = desk.TeamDoc.parse({ name: team.name });
    await settingsObjectOperations.putSettingsObject.run(tx, {
      ...{ siteId, kind: 'team', id: team.id, doc, ifVersion: 0, ownerId: RELAY, actor: RELAY, now },
    });
    return { id: team.id, name: team.name };
  },
};

const audit: Operation<Audited, void> = { kind: 'write', run: auditRow };

const setSecretKey: Operation<{ siteId: string; hash: string }, void> = {
  kind: 'write',
  async run(tx, { siteId, hash }) {
    await tx.db.updateTable('sites').set({ secret_key_hash: hash }).where('id', '=', siteId).execute();
    await ofKey(tx, { siteId, sourceId: null }).set({ key_used_at: null }).execute();
  },
};

const endDemo: Operation<{ siteId: string; actor: string; detail: Record<string, string>; now: number }, void> = {
  kind: 'write',
  async run(tx, { siteId, ...by }) {
    await tx.db.updateTable('sites').set({ demo: 0 }).where('id', '=', siteId).execute();
    await auditRow(tx, { siteId, ...by, action: 'demo.removed', target: siteId });
  },
};

export const siteOperations = { endDemo, setSecretKey, createSite, sites, findSite, teams, createTeam, audit };
