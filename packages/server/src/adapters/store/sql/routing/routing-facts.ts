// What a rule may ask about a conversation (K55): the newest context says it, so that a rule and the agent who reads its reason see the same.
import type { HandoffContext } from '@throughline/types';
import { primitives } from '@throughline/types/decode';
import { isComplaint } from '../../../../domain/reasons/taxonomy.js';
import type { RoutingFacts } from '../../../../domain/routing/model.js';
import { newestHandoff } from '../handoff.js';
import { membersOf } from '../customers.js';
import { storedCase } from '../engine/stored.js';
import { parseObject } from '../delivery/entry-rows.js';
import { prepared } from '../prepared.js';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';

const VERIFIED = 3;
const TEXTS_READ = 20;

const saidBy = prepared<{ siteId: string; conv: string }, { body: string }>((db, place) =>
  db
    .selectFrom('entries')
    .select('body')
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('lane', '=', 'pub')
    .where('kind', 'in', ['message', 'details'])
    .where('author_type', '=', 'visitor')
    .orderBy('seq', 'desc')
    .limit(TEXTS_READ),
);

/** Messages and the answers to the site's form, oldest first. */
async function textsOf(tx: Tx, siteId: string, conv: string): Promise<string[]> {
  const rows = await saidBy(tx, { siteId, conv });
  return rows.reverse().flatMap(({ body }) => {
    const { text, answers } = parseObject(body);
    if (typeof text === 'string') return text === '' ? [] : [text];
    if (!Array.isArray(answers)) return [];
    return answers.flatMap((answer: unknown) =>
      typeof answer === 'object' && answer !== null && 'value' in answer && typeof answer.value === 'string' ? [answer.value] : [],
    );
  });
}

/** An open case whose reason is a complaint, or a conversation that is one. */
async function complains(tx: Tx, siteId: string, context: HandoffContext): Promise<boolean> {
  if (isComplaint(context.reason?.code ?? null)) return true;
  const rows = await tx.db
    .selectFrom('cases')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', await membersOf(tx, siteId, context.customer.customerId))
    .where('open', '=', 1)
    .execute();
  return rows.flatMap((row) => storedCase(row)).some(({ reason }) => isComplaint(reason));
}

/** Values of the traits by which a site says how much a customer matters to it. */
export async function tiersOf(tx: Tx, siteId: string, customerId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('traits')
    .select('value')
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', await membersOf(tx, siteId, customerId))
    .where('key', 'in', ['plan', 'tier'])
    .orderBy('trust')
    .orderBy('at')
    .execute();
  return rows.map(({ value }) => value);
}

/** Null when nothing was frozen for it yet. */
export async function routingFacts(
  tx: Tx,
  row: ConversationsTable,
  { outsideHours }: { outsideHours: boolean },
): Promise<RoutingFacts | null> {
  const context = await newestHandoff(tx, row.site_id, row.id);
  if (context === null) return null;
  const { customer, alerts, commitments, trackedItems, openCases, effort } = context;
  const alerted = new Set(alerts.map(({ code }) => code));
  return {
    channel: primitives.Channel.parse(row.channel),
    language: row.language ?? customer.language ?? null,
    reason: row.reason ?? context.reason?.code ?? null,
    tiers: [...(customer.tier === undefined ? [] : [customer.tier]), ...(await tiersOf(tx, row.site_id, customer.customerId))],
    texts: await textsOf(tx, row.site_id, row.id),
    page: context.live.page?.url ?? null,
    openComplaint: await complains(tx, row.site_id, context),
    brokenPromise: alerted.has('commitment_broken') || commitments.some(({ status }) => status === 'broken'),
    lateItem: alerted.has('item_late') || trackedItems.some(({ late }) => late),
    verified: customer.verification.level >= VERIFIED,
    contacts: openCases.find(({ link }) => link === 'joined')?.contacts ?? Math.max(1, effort.contacts7d),
    effort: effort.score,
    outsideHours,
  };
}
