// Puts the context together (context.md §11–§12). Pure: the same material, now and limits give the same bytes (C1), whatever order the
// material's lists come in. Invariants: every line has a source (C2); never above `limits.maxBytes` (C52); nothing of anybody but the root
// customer (ID21); what C18 takes out stays out, because all text passes `shown`.
import { limits as sizes } from '@throughline/types';
import type { HandoffContext, Ref } from '@throughline/types';
import { alertsOf } from './alerts.js';
import { attemptsOf, attemptsView } from './attempts.js';
import { briefOf } from './brief.js';
import { clockOf } from './clock.js';
import { contactsOf, effortOf } from './contacts.js';
import { currentFacts, statedFacts } from './facts-view.js';
import { fitSize } from './fit-size.js';
import { headlineOf } from './headline.js';
import { earlierOf, firstSeen, historyOf, lastOutcomeView, lastResolution, liveOf, previousView, sourcesOf } from './history.js';
import type { ContextLimits, ContextMaterial, PastInteraction } from './material.js';
import { shown } from './plain-text.js';
import { promisesNow, promisesView } from './promises.js';
import { redactionsIn } from './redactions.js';
import { recentActivity } from './recent-activity.js';
import { interactionRef, ownRef, refsOf } from './refs.js';
import { cursorOf, timelinePage } from './timeline-page.js';
import { compareNewestFirst } from './timeline-item.js';
import { toIso } from '../time/civil.js';
import { whoIs } from './who.js';
import { whyNow } from './why-now.js';
import type { WhyNow } from './why-now.js';

export const DEFAULT_CONTEXT_LIMITS: ContextLimits = { maxBytes: sizes.CONTEXT_MAX_BYTES };

const SELF_SERVICE_WINDOW_MS = 7 * 86_400_000;

export function assembleContext(material: ContextMaterial, now: number, limits: ContextLimits = DEFAULT_CONTEXT_LIMITS): HandoffContext {
  const all = distinct([...material.recent, ...material.significant]);
  const interactions = all.filter(({ visibility }) => visibility !== 'restricted'); // counted, not shown (C54)
  const facts = currentFacts(material, now);
  const promises = promisesNow(material.commitments, now);
  const attempts = attemptsOf(interactions, now);
  const contacts = contactsOf(material, interactions);
  const why = whyNow(material, interactions, now);
  const who = whoIs(material, facts, firstSeen(material));
  const alerts = alertsOf({ material, interactions, promises, contacts, now });
  const earlier = earlierOf(material);
  const last = lastResolution(earlier);
  const timeline = timelinePage(material.recent, sizes.TIMELINE_FIRST_PAGE, material.olderExist);
  const channel = material.conversation?.channel ?? interactions[0]?.channel ?? 'web_chat';
  const lastOutcome = lastOutcomeView(last);
  const waitedSeconds = waited(material, now);
  const transfers = material.conversation?.transfers ?? 0;
  const failed = attempts.filter(({ result, newest }) => result === 'failed' && now - newest.occurredAt <= SELF_SERVICE_WINDOW_MS);
  const broken = promises.filter((promise) => promise.statusNow === 'broken');

  const context: HandoffContext = {
    schemaVersion: '1',
    ...frameOf(material, now),
    handoff: handoffOf(material, { channel, why, transfers, waitedSeconds }),
    customer: who.card,
    headline: headlineOf({
      subject: who.subject,
      segment: who.segment,
      reason: why.reason?.label ?? why.verbatim?.text ?? null,
      alert: alerts[0]?.text ?? null,
      refs: headlineRefs(material, { why, who: who.refs, alert: alerts[0]?.refs ?? [] }),
    }),
    brief: briefOf({ why, channel, facts, attempts, promises, last, clock: clockOf(material.site.calendar.zone, now) }),
    alerts,
    ...(why.reason === undefined ? {} : { reason: why.reason }),
    statedFacts: statedFacts(facts, sizes.FACTS_MAX),
    attempts: attemptsView(attempts),
    openCases: [],
    ...(lastOutcome === undefined ? {} : { lastOutcome }),
    commitments: promisesView(promises),
    trackedItems: [],
    recentActivity: recentActivity(interactions, now),
    live: liveOf(material, now),
    journeys: [],
    sentiment: { state: 'unknown', trend: 'unknown' },
    effort: effortOf(contacts, { transfers, waitedSeconds, failedSelfService: failed.length, brokenCommitments: broken.length }, now),
    risk: { churn: 'unknown', why: [] },
    guidance: [],
    history: historyOf(material, firstSeen(material), timeline),
    previousConversations: previousView(earlier),
    timeline,
    coverage: {
      sources: sourcesOf(material, now),
      redactions: redactionsIn(material, interactions),
      hiddenByScope: all.length - interactions.length,
      rebuilding: false,
    },
  };
  return fitSize(context, limits.maxBytes, (lastId) => {
    const last = material.recent.find(({ id }) => id === lastId);
    return last === undefined ? null : cursorOf(last);
  });
}

function newestOf(interactions: readonly PastInteraction[]): PastInteraction | undefined {
  let newest: PastInteraction | undefined;
  for (const one of interactions) if (newest === undefined || compareNewestFirst(one, newest) < 0) newest = one;
  return newest;
}

/** Each once, newest first. */
function distinct(interactions: readonly PastInteraction[]): PastInteraction[] {
  return [...new Map(interactions.map((interaction) => [interaction.id, interaction])).values()].sort(compareNewestFirst);
}

function frameOf({ handoff, siteId, conversation, site }: ContextMaterial, now: number) {
  return {
    contextId: handoff.contextId,
    siteId,
    ...(conversation === null ? {} : { conversationId: conversation.id }),
    revision: handoff.revision,
    basis: handoff.basis,
    generatedAt: toIso(now),
    locale: site.locale,
  };
}

function handoffOf(
  { handoff }: ContextMaterial,
  {
    channel,
    why,
    transfers,
    waitedSeconds,
  }: { channel: PastInteraction['channel']; why: WhyNow; transfers: number; waitedSeconds: number },
): HandoffContext['handoff'] {
  return {
    kind: handoff.kind,
    ...(handoff.from === undefined ? {} : { from: fromOf(handoff.from) }),
    ...(handoff.toTeamId === undefined ? {} : { toTeamId: handoff.toTeamId }),
    channel,
    ...(why.reason === undefined ? {} : { reason: why.reason.label }),
    transferCount: transfers,
    waitedSeconds,
  };
}

function fromOf(from: NonNullable<HandoffContext['handoff']['from']>): HandoffContext['handoff']['from'] {
  return from.note === undefined ? from : { ...from, note: shown(from.note, sizes.NOTE_MAX_CHARS) };
}

function waited({ conversation }: ContextMaterial, now: number): number {
  const since = conversation?.waitingSince ?? null;
  return since === null ? 0 : Math.max(0, Math.floor((now - since) / 1_000));
}

/** No reason → the conversation; no conversation → the customer's newest interaction, else the customer's own record. */
function headlineRefs(material: ContextMaterial, { why, who, alert }: { why: WhyNow; who: readonly Ref[]; alert: readonly Ref[] }): Ref[] {
  const { conversation, customer, recent } = material;
  const cause = why.choice?.ref ?? why.verbatim?.ref;
  const newest = newestOf(recent);
  const fallback =
    conversation !== null
      ? ownRef('conversation', conversation.id, conversation.openedAt)
      : newest === undefined
        ? ownRef('trait', customer.id, customer.createdAt)
        : interactionRef(newest);
  return refsOf([cause ?? fallback, ...alert, ...who]);
}
