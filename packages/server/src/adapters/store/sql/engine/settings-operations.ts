// Settings of a site, its reasons, further sources.
import { operationsApi } from '@throughline/types/decode';
import type { ReasonView } from '@throughline/types';
import { DEFAULT_REASONS } from '../../../../domain/reasons/taxonomy.js';
import type { EngineOps } from '../../../../ports/store-engine.js';
import type { OperationsOf } from '../operation.js';
import { auditChange, isAsSeen } from '../settings/changed-keys.js';
import { knowledgeIn, siteKnowledge, storeSiteSettings } from './site-knowledge.js';

type Settings = 'siteSettings' | 'setSiteSettings' | 'changeSiteSettings' | 'reasons' | 'putReason' | 'deleteReason' | 'createSource';

const viewOf = ({ code, label, category, upstreamCause, ownerDepartment }: ReasonView): ReasonView => ({
  code,
  label,
  category,
  upstreamCause,
  ownerDepartment,
});

export const settingsOperations: OperationsOf<Pick<EngineOps, Settings>> = {
  siteSettings: { kind: 'read', run: async (tx, { siteId }) => (await siteKnowledge(tx, siteId)).settings },
  setSiteSettings: { kind: 'write', run: (tx, { siteId, settings }) => storeSiteSettings(tx, siteId, settings) },
  changeSiteSettings: {
    kind: 'write',
    async run(tx, { siteId, change, without = [], was, by }) {
      // The row exists before it is locked: two first changes at once would otherwise both start from the defaults.
      await tx.db
        .insertInto('site_settings')
        .values({ site_id: siteId, settings: '{}' })
        .onConflict((conflict) => conflict.column('site_id').doNothing())
        .execute();
      const held = await tx.db
        .selectFrom('site_settings')
        .select('settings')
        .where('site_id', '=', siteId)
        .$if(tx.dialect === 'postgres', (query) => query.forUpdate())
        .executeTakeFirstOrThrow();
      const before = knowledgeIn(held).settings;
      const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      if (was !== undefined && !isAsSeen(before, was, [...Object.keys(named), ...without])) return 'conflict';
      const kept = Object.fromEntries(Object.entries(before).filter(([key]) => !without.some((one) => one === key)));
      const settings = operationsApi.SiteSettings.parse({ ...kept, ...named });
      await storeSiteSettings(tx, siteId, settings);
      if (by !== undefined) await auditChange(tx, by, { siteId, action: 'settings.changed', before, after: settings });
      return settings;
    },
  },
  reasons: {
    kind: 'read',
    async run(tx, { siteId }) {
      const rows = await tx.db.selectFrom('site_reasons').selectAll().where('site_id', '=', siteId).orderBy('code').execute();
      const own = rows.map((row) =>
        viewOf({
          code: row.code,
          label: row.label,
          category: row.category,
          upstreamCause: row.upstream_cause,
          ownerDepartment: row.owner_department,
        }),
      );
      const defaults = DEFAULT_REASONS.filter(({ code }) => !own.some((one) => one.code === code)).map(viewOf);
      return [...defaults, ...own];
    },
  },
  putReason: {
    kind: 'write',
    async run(tx, { siteId, reason, words }) {
      const columns = {
        label: reason.label,
        category: reason.category,
        upstream_cause: reason.upstreamCause,
        owner_department: reason.ownerDepartment,
        ...(words === undefined ? {} : { words: JSON.stringify(words) }),
      };
      await tx.db
        .insertInto('site_reasons')
        .values({ site_id: siteId, code: reason.code, words: '[]', ...columns })
        .onConflict((conflict) => conflict.columns(['site_id', 'code']).doUpdateSet(columns))
        .execute();
    },
  },
  deleteReason: {
    kind: 'write',
    async run(tx, { siteId, code }) {
      const gone = await tx.db
        .deleteFrom('site_reasons')
        .where('site_id', '=', siteId)
        .where('code', '=', code)
        .returning('code')
        .execute();
      return gone.length > 0;
    },
  },
  createSource: {
    kind: 'write',
    async run(tx, { siteId, name, channel, department, visibility, secretKeyHash, now }) {
      const id = tx.newId('source');
      await tx.db
        .insertInto('sources')
        .values({
          site_id: siteId,
          id,
          kind: 'secret',
          name,
          channel,
          department,
          visibility,
          created_at: now,
          last_at: null,
          gap_p95_ms: null,
          secret_key_hash: secretKeyHash,
          key_used_at: null,
        })
        .execute();
      return id;
    },
  },
};
