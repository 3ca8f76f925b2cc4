// Possible matches, and what an agent decides about them (ID18, ID21). Before a check a suggestion shows its reason, a masked identifier and
// counts: no id, no name, no value of the other person.
import type { IdentityOps, SuggestionPreview, SuggestionView } from '../../../../ports/store-identity.js';
import { maskIdentifier } from '../../../../domain/identity/mask.js';
import { conversationById } from '../delivery/find-conversation.js';
import { rootOrNull } from '../context/root-or-null.js';
import { membersOf } from '../customers.js';
import type { Tx } from '../operation.js';
import type { SuggestionsTable } from '../schema.js';
import { auditRow } from './audit-row.js';
import { giveConversation, isAddressCustomer } from './conversation-owner.js';
import { countsOf, loadSide } from './merge-sides.js';
import type { Side } from './merge-sides.js';
import { addNeverMerge, keptApart } from './never-merge.js';
import { join, refusalsAfterCheck } from './request-merge.js';
import { lockIdentity } from './site-lock.js';
import { verificationOf } from './verification.js';

const SHOWN_MAX = 20;
const IDENTIFIERS_SHOWN = 10;
const CHECKED = 2;

type Ops<K extends keyof IdentityOps> = Parameters<IdentityOps[K]>[0];

export async function suggestionsOf(tx: Tx, { siteId, customerId }: Ops<'suggestions'>): Promise<SuggestionView[]> {
  const root = await rootOrNull(tx, siteId, customerId);
  if (root === null) return [];
  const rows = await tx.db
    .selectFrom('suggestions')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('target_id', 'in', await membersOf(tx, siteId, root.id))
    .where('state', '=', 'open')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(SHOWN_MAX)
    .execute();
  const views: SuggestionView[] = [];
  for (const row of rows) {
    const other = await candidateOf(tx, row);
    if (other !== null && other.customer.id !== root.id) views.push(await viewOf(tx, row, other));
  }
  return views;
}

async function candidateOf(tx: Tx, row: SuggestionsTable): Promise<Side | null> {
  return row.candidate_id === null ? null : loadSide(tx, row.site_id, row.candidate_id);
}

async function viewOf(tx: Tx, row: SuggestionsTable, other: Side): Promise<SuggestionView> {
  const { interactions, conversations } = await countsOf(tx, row.site_id, other);
  return {
    id: row.id,
    reasonCode: row.reason_code,
    identifierType: row.identifier_type,
    masked: row.identifier_masked,
    counts: { interactions, conversations },
    at: row.at,
  };
}

const suggestionById = async (tx: Tx, siteId: string, id: string): Promise<SuggestionsTable | null> =>
  (await tx.db.selectFrom('suggestions').selectAll().where('site_id', '=', siteId).where('id', '=', id).executeTakeFirst()) ?? null;

/** Audited each time it is opened (ID21). */
export async function previewSuggestion(tx: Tx, { siteId, id, actor, now }: Ops<'suggestionPreview'>): Promise<SuggestionPreview | null> {
  const row = await suggestionById(tx, siteId, id);
  const other = row === null ? null : await candidateOf(tx, row);
  if (row === null || other === null) return null;
  await auditRow(tx, { siteId, actor, action: 'match_preview', target: id, detail: {}, now });
  const identifiers = other.edges
    .slice(0, IDENTIFIERS_SHOWN)
    .map(({ type, value, trust }) => ({ type, masked: maskIdentifier(type, value), trust }));
  return { ...(await viewOf(tx, row, other)), identifiers, hasUserId: other.customer.userId !== null, since: other.customer.createdAt };
}

export async function decideSuggestion(tx: Tx, args: Ops<'decideSuggestion'>): ReturnType<IdentityOps['decideSuggestion']> {
  const { siteId, id, decision, actor, now } = args;
  await lockIdentity(tx, siteId);
  const row = await suggestionById(tx, siteId, id);
  if (row === null || row.candidate_id === null) return { ok: false, code: 'not_found' };
  if (row.state !== 'open') return { ok: false, code: 'already_decided' };
  const [target, candidate] = [await loadSide(tx, siteId, row.target_id), await loadSide(tx, siteId, row.candidate_id)];
  if (target === null || candidate === null) return { ok: false, code: 'not_found' };
  if (decision === 'dismiss') {
    await addNeverMerge(tx, siteId, { a: target.customer.id, b: candidate.customer.id, now });
    await settle(tx, args, 'dismissed');
    return { ok: true, outcome: 'dismissed' };
  }
  const checked = await checkedConversation(tx, siteId, { conv: args.conv ?? null, target });
  if (checked === null) return { ok: false, code: 'check_needed' };
  const neverMerge = await keptApart(tx, siteId, target.members, candidate.members);
  if (!neverMerge && (await isAddressCustomer(tx, siteId, target.customer.id))) {
    const to = candidate.customer.id;
    await giveConversation(tx, { siteId, conv: checked, to, causeId: id, actor, now });
    await settle(tx, args, 'merged');
    return { ok: true, outcome: 'conversation_moved', customerId: to };
  }
  const [into, from] = firstOf(target, candidate) === target ? [target, candidate] : [candidate, target];
  const refusals = refusalsAfterCheck(from, into, { neverMerge, now });
  if (refusals.length > 0) return { ok: false, code: 'refused', refusals };
  const evidence = [{ type: row.identifier_type, value: row.identifier_masked }];
  const done = await join(tx, { from, into, rule: 'check', evidence }, { siteId, actor, causeId: id, now });
  await settle(tx, args, 'merged');
  return { ok: true, outcome: 'merged', mergeId: done.mergeId, from: done.from, into: done.into };
}

async function settle(tx: Tx, { siteId, id, actor, now }: Ops<'decideSuggestion'>, state: 'merged' | 'dismissed'): Promise<void> {
  await tx.db.updateTable('suggestions').set({ state }).where('site_id', '=', siteId).where('id', '=', id).execute();
  await auditRow(tx, { siteId, actor, action: `suggestion_${state}`, target: id, detail: {}, now });
}

/** A conversation of this customer with a check at level 2 or more on record; `conv` names which, else the newest one counts. */
async function checkedConversation(
  tx: Tx,
  siteId: string,
  { conv, target }: { conv: string | null; target: Side },
): Promise<string | null> {
  if (conv !== null) {
    const row = await conversationById(tx, siteId, conv);
    const own = row !== null && target.members.includes(row.customer_id);
    return own && verificationOf(row.verification).level >= CHECKED ? row.id : null;
  }
  const rows = await tx.db
    .selectFrom('conversations')
    .select(['id', 'verification'])
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', target.members)
    .orderBy('last_at', 'desc')
    .limit(SHOWN_MAX)
    .execute();
  return rows.find(({ verification }) => verificationOf(verification).level >= CHECKED)?.id ?? null;
}

/** Who stays: the one with a user id, then the older, then the smaller id – as in ID11. */
function firstOf(a: Side, b: Side): Side {
  const rank = ({ customer: { userId, createdAt, id } }: Side) => [userId === null ? 1 : 0, createdAt, id] as const;
  const [ofA, ofB] = [rank(a), rank(b)];
  if (ofA[0] !== ofB[0]) return ofA[0] < ofB[0] ? a : b;
  if (ofA[1] !== ofB[1]) return ofA[1] < ofB[1] ? a : b;
  return ofA[2] < ofB[2] ? a : b;
}
