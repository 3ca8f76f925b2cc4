// Revisions of a context as they were (C50): a hand-off's stands whole; a live one is a JSON Patch on the revision before it, every so often
// one stands whole as well, so that none takes long to read, and the newest live one stands whole beside them. Invariant: a live revision *is* its predecessor with the patch applied, so that any of them comes back
// byte for byte.
import { applyPatch, diffJson } from '@throughline/types';
import type { HandoffContext, Json, JsonPatch } from '@throughline/types';
import { documentOf } from '../engine/document.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { decodeFrozen } from './frozen.js';
import { jsonOf } from './rows.js';

const PATCHES_MAX = 20; // in a row

interface Which {
  siteId: string;
  conv: string;
}
interface WholeRow {
  revision: number;
  context: string | null;
}

const newestWhole = prepared<Which, WholeRow>((db, place) =>
  db
    .selectFrom('handoffs')
    .select(['revision', 'context'])
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('context', 'is not', null)
    .orderBy('revision', 'desc')
    .limit(1),
);
const newestLive = prepared<Which, WholeRow>((db, place) =>
  db
    .selectFrom('live_contexts')
    .select(['revision', 'context'])
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv')),
);

async function newestText(tx: Tx, which: Which): Promise<string | null> {
  const rows = [...(await newestWhole(tx, which)), ...(await newestLive(tx, which))];
  return rows.sort((a, b) => b.revision - a.revision)[0]?.context ?? null;
}

export async function newestRevision(tx: Tx, which: Which): Promise<HandoffContext | null> {
  const text = await newestText(tx, which);
  return text === null ? null : decodeFrozen(text);
}

/** What the newest revision says the customer gave; nothing when there is none. */
export async function newestStatedFacts(tx: Tx, which: Which): Promise<HandoffContext['statedFacts']> {
  const text = await newestText(tx, which);
  return text === null ? [] : documentOf<HandoffContext>(text).statedFacts;
}

/** The revision as it was; null when there is no such revision. */
export async function revisionAt(tx: Tx, { siteId, conv, revision }: Which & { revision: number }): Promise<HandoffContext | null> {
  const rows = await tx.db
    .selectFrom('handoffs')
    .select(['revision', 'context', 'patch'])
    .where('site_id', '=', siteId)
    .where('conversation_id', '=', conv)
    .where('revision', '<=', revision)
    .where('revision', '>=', (eb) =>
      eb
        .selectFrom('handoffs as whole')
        .select((inner) => inner.fn.coalesce(inner.fn.max('whole.revision'), inner.lit(0)).as('from'))
        .where('whole.site_id', '=', siteId)
        .where('whole.conversation_id', '=', conv)
        .where('whole.revision', '<=', revision)
        .where('whole.context', 'is not', null),
    )
    .orderBy('revision')
    .execute();
  const [first, ...later] = rows;
  if (first === undefined || first.context === null || rows.at(-1)?.revision !== revision) return null;
  const document = later.reduce<Json>((value, { patch }) => applyPatch(value, documentOf<JsonPatch>(patch ?? '[]')), jsonOf(first.context));
  return decodeFrozen(JSON.stringify(document));
}

/** Fields that differ between any two assemblies, or only count the time: a revision for their sake would say nothing (C50). */
function comparable({ contextId: _id, revision: _revision, basis: _basis, generatedAt: _at, ...context }: HandoffContext): Json {
  const { waitedSeconds: _waited, ...handoff } = context.handoff;
  const { waitedSeconds: _inEffort, score: _score, ...effort } = context.effort;
  return jsonOf(JSON.stringify({ ...context, handoff, effort }));
}

/** Stores `next` behind `previous`; null when it says nothing new. Answers the revision as it is stored. */
export async function storeLive(
  tx: Tx,
  { siteId, conv, now }: Which & { now: number },
  { previous, next }: { previous: HandoffContext; next: HandoffContext },
): Promise<HandoffContext | null> {
  if (diffJson(comparable(previous), comparable(next)).length === 0) return null;
  const before = jsonOf(JSON.stringify(previous));
  const patch = diffJson(before, jsonOf(JSON.stringify(next)));
  const text = JSON.stringify(applyPatch(before, patch));
  const [whole] = await newestWhole(tx, { siteId, conv });
  const standsWhole = next.revision - (whole?.revision ?? 0) > PATCHES_MAX;
  await tx.db
    .insertInto('handoffs')
    .values({
      site_id: siteId,
      conversation_id: conv,
      revision: next.revision,
      id: next.contextId,
      kind: next.handoff.kind,
      basis: 'live',
      at: now,
      context: standsWhole ? text : null,
      patch: standsWhole ? null : JSON.stringify(patch),
    })
    .execute();
  await tx.db
    .insertInto('live_contexts')
    .values({ site_id: siteId, conversation_id: conv, revision: next.revision, context: text })
    .onConflict((conflict) =>
      conflict
        .columns(['site_id', 'conversation_id'])
        .doUpdateSet((eb) => ({ revision: eb.ref('excluded.revision'), context: eb.ref('excluded.context') })),
    )
    .execute();
  return decodeFrozen(text);
}
