// Puts the context together (context.md §11–§12). Pure: the same material, now and limits give the same bytes (C1), whatever order the
// material's lists come in. Invariants: every line has a source (C2); never above `limits.maxBytes` (C52); nothing of anybody but the root
// customer (ID21); what C18 takes out stays out, because all text passes `shown`. What it returns is unscoped: it holds what only some agents
// may see, so `scopeContext` renders it before it leaves the relay (C55).
import { limits as sizes } from '@throughline/types';
import type { HandoffContext, Ref } from '@throughline/types';
import { alertsOf } from './alerts.js';
import { attemptsOf, attemptsView } from './attempts.js';
import { briefOf } from './brief.js';
import { clockOf } from './clock.js';
import { contactsOf } from './contacts.js';
import { notRead, sourcesOf } from './coverage.js';
import { effortOf } from './effort.js';
import { currentFacts, statedFacts } from './facts-view.js';
import { fitSize } from './fit-size.js';
import { frameOf, handoffOf } from './frame.js';
import { guidanceOf } from './guidance.js';
import { headlineText } from './headline.js';
import { earlierOf, firstSeen, historyOf, liveOf, previousView } from './history.js';
import { lastOutcome, lastOutcomeView } from './last-outcome.js';
import type { ContextLimits, ContextMaterial, PastInteraction } from './material.js';
import { sentimentOf } from './mood.js';
import { casesView, openCases } from './open-cases.js';
import { remembering } from './remembering.js';
import { promisesNow, promisesView } from './promises.js';
import { recentActivity } from './recent-activity.js';
import { redactionsIn } from './redactions.js';
import { interactionRef, ownRef, refsOf } from './refs.js';
import { riskOf } from './risk.js';
import { compareNewestFirst } from './timeline-item.js';
import { cursorOf, timelinePage } from './timeline-page.js';
import { itemsNow, itemsView } from './tracked-items.js';
import { withUpstream } from './upstream.js';
import { whoIs } from './who.js';
import type { Who } from './who.js';
import { whyNow } from './why-now.js';
import type { WhyNow } from './why-now.js';
import { wordsFor } from './words.js';

export const DEFAULT_CONTEXT_LIMITS: ContextLimits = { maxBytes: sizes.CONTEXT_MAX_BYTES };

export function assembleContext(material: ContextMaterial, now: number, limits: ContextLimits = DEFAULT_CONTEXT_LIMITS): HandoffContext {
  return remembering(() => assembled(material, now, limits));
}

function assembled(material: ContextMaterial, now: number, { maxBytes }: ContextLimits): HandoffContext {
  const interactions = distinct([...material.recent, ...material.significant]);
  const words = wordsFor(material.site.locale);
  const clock = clockOf(material.site.calendar.zone, now, words);
  const facts = currentFacts(material, now);
  const promises = promisesNow(material.commitments, interactions, now);
  const attempts = attemptsOf(interactions, now, words);
  const contacts = contactsOf(material, interactions);
  const items = itemsNow(material, interactions, now);
  const who = whoIs({ material, facts, firstSeenAt: firstSeen(material), words });
  const language = who.card.language ?? null;
  const why = whyNow({ material, interactions, language, words, now });
  const reason = withUpstream(why.reason, { items, promises, interactions, now });
  const cases = openCases({ material, contacts, facts, reasonCode: reason?.code ?? null, now });
  const sentiment = sentimentOf(material, language);
  const risk = riskOf({ material, interactions, promises, cases, sentiment, language, now });
  const spoken = languageRef(material, language);
  const alerts = alertsOf({ material, interactions, promises, items, cases, contacts, risk, who, language: spoken, words, now });
  const currentCase = cases[0]?.link === 'joined' ? cases[0] : null;
  const effort = effortOf({ material, contacts, currentCase, facts, attempts, promises, now });
  const channel = material.conversation?.channel ?? interactions[0]?.channel ?? 'web_chat';
  const outcome = lastOutcome({ material, interactions, clock, words });
  const commitments = promisesView(promises);
  const trackedItems = itemsView(items);
  const guidance = guidanceOf({ alerts, sentiment, commitments, trackedItems, risk, effort, reason, customer: who.card, cases });
  const timeline = timelinePage(material.recent, sizes.TIMELINE_FIRST_PAGE, material.olderExist);
  const ended = lastOutcomeView(outcome);
  const left = notRead(material);

  const context: HandoffContext = {
    schemaVersion: '1',
    ...frameOf(material, now),
    handoff: handoffOf(material, { channel, reason, now }),
    customer: who.card,
    headline: headlineOf(material, { why, who, alert: alerts[0], newConversation: words.newConversation }),
    brief: briefOf({ why, channel, facts, attempts, promises, cases, outcome, guidance, clock, words }),
    alerts,
    ...(reason === undefined ? {} : { reason }),
    statedFacts: statedFacts(facts, sizes.FACTS_MAX),
    attempts: attemptsView(attempts),
    openCases: casesView(cases, material.site),
    ...(ended === undefined ? {} : { lastOutcome: ended }),
    commitments,
    trackedItems,
    recentActivity: recentActivity(interactions, now),
    live: liveOf(material, now),
    journeys: [],
    sentiment,
    effort,
    risk,
    guidance,
    history: historyOf(material, firstSeen(material), timeline),
    previousConversations: previousView(earlierOf(material)),
    timeline,
    coverage: {
      sources: sourcesOf(material, now),
      redactions: redactionsIn(material, interactions),
      hiddenByScope: 0,
      rebuilding: false,
      ...(left === null ? {} : { notRead: left }),
    },
  };
  return fitSize(context, maxBytes, (lastId) => {
    const last = material.recent.find(({ id }) => id === lastId);
    return last === undefined ? null : cursorOf(last);
  });
}

/** Each once, newest first. */
function distinct(interactions: readonly PastInteraction[]): PastInteraction[] {
  return [...new Map(interactions.map((interaction) => [interaction.id, interaction])).values()].sort(compareNewestFirst);
}

function languageRef({ messages }: ContextMaterial, code: string | null): { code: string; ref: Ref } | null {
  const newest = [...messages].sort((a, b) => b.seq - a.seq)[0];
  return newest === undefined || code === null ? null : { code, ref: ownRef('message', newest.id, newest.at) };
}

interface HeadlineInput {
  why: WhyNow;
  who: Who;
  alert: HandoffContext['alerts'][number] | undefined;
  newConversation: string;
}

/** Its parts go along: an agent who may not see one of them reads the headline without it (C55). */
function headlineOf(material: ContextMaterial, { why, who, alert, newConversation }: HeadlineInput): HandoffContext['headline'] {
  const { subject, neutral, segment, refs } = who;
  const line = why.line ?? { text: newConversation, refs: [withoutReason(material)] };
  return {
    text: headlineText({ subject, segment, why: line.text, alert: alert?.text ?? null }),
    refs: refsOf([...line.refs.slice(0, 2), ...(alert?.refs ?? []).slice(0, 4), ...refs]),
    parts: { subject: { text: subject, neutral, refs }, ...(segment === null ? {} : { segment }), why: line },
  };
}

/** No reason → the conversation; no conversation → the customer's newest interaction, else the customer's own record. */
function withoutReason({ conversation, customer, recent }: ContextMaterial): Ref {
  if (conversation !== null) return ownRef('conversation', conversation.id, conversation.openedAt);
  const newest = [...recent].sort(compareNewestFirst)[0];
  return newest === undefined ? ownRef('trait', customer.id, customer.createdAt) : interactionRef(newest);
}
