// What the classifier needs for one conversation (C27): the counts of its own words, never all of a site's.
import { sql } from 'kysely';
import type { MessageMaterial, ReasonMaterial } from '../../../../domain/context/material.js';
import { tokensOf } from '../../../../domain/reasons/reason-tokens.js';
import { documentOf } from '../engine/document.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { question } from '../together.js';
import type { ReasonCountsTable, ReasonTotalsTable, SiteReasonsTable } from '../schema-engine.js';

const TOKENS_MAX = 500;
const REASONS_MAX = 500; // per site (context.md §13)

const OWN_COLUMNS = ['code', 'label', 'category', 'upstream_cause', 'owner_department', 'words'] as const;
type OwnRow = Pick<SiteReasonsTable, (typeof OWN_COLUMNS)[number]>;
export const askOwnReasons = question<{ siteId: string }, OwnRow>(OWN_COLUMNS, (db, place) =>
  db.selectFrom('site_reasons').select(OWN_COLUMNS).where('site_id', '=', place('siteId')).orderBy('code').limit(REASONS_MAX),
);
const TOTAL_COLUMNS = ['code', 'documents', 'tokens'] as const;
type TotalRow = Pick<ReasonTotalsTable, (typeof TOTAL_COLUMNS)[number]>;
export const askReasonTotals = question<{ siteId: string }, TotalRow>(TOTAL_COLUMNS, (db, place) =>
  db.selectFrom('reason_totals').select(TOTAL_COLUMNS).where('site_id', '=', place('siteId')).orderBy('code').limit(REASONS_MAX),
);
/** The words come as one JSON list: their number differs, the statement does not. */
const counts = prepared<{ siteId: string; tokens: string }, Pick<ReasonCountsTable, 'token' | 'code' | 'n'>>((db, place, dialect) =>
  db
    .selectFrom('reason_counts')
    .select(['token', 'code', 'n'])
    .where('site_id', '=', place('siteId'))
    .where(
      'token',
      'in',
      dialect === 'postgres'
        ? sql<string>`(select jsonb_array_elements_text(${place('tokens')}::jsonb))`
        : sql<string>`(select value from json_each(${place('tokens')}))`,
    )
    .orderBy('code')
    .orderBy('token'),
);

/** `own` and `learned` are asked beside everything else; what was learnt of the words needs a question of its own. */
export async function reasonMaterial(
  tx: Tx,
  { siteId, own, learned }: { siteId: string; own: readonly OwnRow[]; learned: readonly TotalRow[] },
  messages: readonly MessageMaterial[],
): Promise<ReasonMaterial> {
  const material: ReasonMaterial = {
    counts: [],
    rules: own.flatMap(({ code, words }) => (words === '[]' ? [] : [{ code, words: documentOf<string[]>(words) }])),
    leaves: own.map((row) => ({
      code: row.code,
      label: row.label,
      category: row.category,
      upstreamCause: row.upstream_cause,
      ownerDepartment: row.owner_department,
    })),
  };
  if (messages.length === 0 || learned.length === 0) return material;
  const perCode = new Map<string, [string, number][]>();
  for (const { code, token, n } of await counts(tx, { siteId, tokens: JSON.stringify(wordsOf(messages)) })) {
    perCode.set(code, [...(perCode.get(code) ?? []), [token, n]]);
  }
  material.counts = learned.map(({ code, documents, tokens }) => ({ code, documents, tokens, perToken: perCode.get(code) ?? [] }));
  return material;
}

/** Of each message and of all together, because neighbours across two messages count as well. */
function wordsOf(messages: readonly MessageMaterial[]): string[] {
  const texts = messages.map(({ text }) => text);
  return [...new Set([texts.join('\n'), ...texts].flatMap(tokensOf))].slice(0, TOKENS_MAX);
}
