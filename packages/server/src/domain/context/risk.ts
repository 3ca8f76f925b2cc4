// How likely it is that this customer leaves (C44), out of what assembly found. Pure.
import type { HandoffContext, Ref } from '@throughline/types';
import { churnOf, isLeavingIntent, lossDaysOf } from '../risk/churn.js';
import { isComplaint } from '../reasons/taxonomy.js';
import { saysChurn } from '../sentiment/score-message.js';
import { field, pagePath } from './event-fields.js';
import type { ContextMaterial, PastInteraction } from './material.js';
import type { OpenCase } from './open-cases.js';
import type { PromiseNow } from './promises.js';
import { interactionRef, ownRef, refsOf, sourceRef } from './refs.js';

const LEAVING_COUNTS_MS = 30 * 86_400_000;
const LEARNED_FROM = 3; // activities that make a habit (J21)
const CERTAIN = 1;
/** Signs of use come from where the product is; a call or a letter is a contact (J20). */
const PRODUCT_CHANNELS: ReadonlySet<PastInteraction['channel']> = new Set(['web', 'mobile_app', 'order']);
/** Looking for help, failing, and what the relay writes are no use of the product. */
const NO_USE: ReadonlySet<string> = new Set([
  'Search No Result',
  'Help Article Viewed',
  'Error Shown',
  'Login Failed',
  'Payment Failed',
  'Form Abandoned',
  'Unsubscribed',
]);
const SEARCHES: ReadonlySet<string> = new Set(['Search No Result', 'Products Searched']);
const PAID: ReadonlySet<string> = new Set(['Payment Succeeded', 'Order Completed']);

export interface RiskInput {
  material: ContextMaterial;
  /** Newest first. */
  interactions: readonly PastInteraction[];
  promises: readonly PromiseNow[];
  cases: readonly OpenCase[];
  sentiment: HandoffContext['sentiment'];
  language: string | null;
  now: number;
}

export function riskOf(input: RiskInput): HandoffContext['risk'] {
  const { material, interactions, promises, cases, sentiment, language, now } = input;
  const active = interactions.filter(isUse);
  const [newest] = active;
  const { churn, points } = churnOf<Ref>({
    now,
    interactions: material.channels.reduce((sum, { count }) => sum + count, 0),
    lastActive: newest === undefined ? null : { at: newest.occurredAt, ref: interactionRef(newest) },
    lossDays: lossDays(active, material.site.lossDays),
    failedPayment: failedPayment(interactions),
    churnWords:
      language === null
        ? []
        : material.messages.filter(({ text }) => saysChurn(text, language)).map(({ id, at }) => ownRef('message', id, at)),
    brokenCommitments: promises.filter(({ statusNow }) => statusNow === 'broken').flatMap(({ refs }) => refs.slice(0, 1).map(sourceRef)),
    leaving: interactions.filter((one) => now - one.occurredAt <= LEAVING_COUNTS_MS && isLeaving(one)).map(interactionRef),
    openComplaints: cases.filter(({ reason }) => isComplaint(reason)).flatMap(({ refs }) => refs.slice(0, 1).map(sourceRef)),
    veryNegative: sentiment.state === 'very_negative' ? (sentiment.lowPoint?.refs ?? []) : [],
  });
  return { churn, why: points.map(({ why, refs }) => ({ value: why, refs: refsOf(inOrder(refs)), confidence: CERTAIN })) };
}

/** By time, newest first, so that the order of rows changes nothing. */
const inOrder = (refs: readonly Ref[]): Ref[] => [...refs].sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? 1 : -1));

function isUse({ type, name, channel }: PastInteraction): boolean {
  return type === 'track' && PRODUCT_CHANNELS.has(channel) && !NO_USE.has(name) && !name.includes('.');
}

/** The customer's own habit (J21) with half the site's threshold as its floor; the site's threshold while there is no habit. */
function lossDays(active: readonly PastInteraction[], ofSite: number): number {
  if (active.length < LEARNED_FROM) return ofSite;
  return lossDaysOf({ activeAt: active.map(({ occurredAt }) => occurredAt), siteP90Days: null, floorDays: ofSite / 2 });
}

function failedPayment(interactions: readonly PastInteraction[]): Ref[] {
  const newest = interactions.find(({ name }) => name === 'Payment Failed' || PAID.has(name));
  return newest?.name === 'Payment Failed' ? [interactionRef(newest)] : [];
}

function isLeaving(interaction: PastInteraction): boolean {
  if (SEARCHES.has(interaction.name)) return isLeavingIntent(field(interaction, 'query') ?? '');
  return (interaction.type === 'page' || interaction.type === 'screen') && isLeavingIntent(pagePath(interaction));
}
