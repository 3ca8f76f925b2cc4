// What an agent is shown the moment a conversation arrives, as one immutable object (context.md §12).
// Fields whose engine does not exist yet are empty, never invented; every line carries its sources (C2).
import { z } from 'zod';
import {
  BRIEF_LINE_MAX_CHARS,
  BRIEF_MAX_LINES,
  FACTS_MAX,
  HEADLINE_MAX_CHARS,
  ITEM_STEPS_MAX,
  NOTE_MAX_CHARS,
  PREVIOUS_CONVERSATIONS_MAX,
  RECENT_ACTIVITY_MAX,
} from '../limits.js';
import { Channel, Id, Instant, Money } from './primitives.js';
import { TimelinePage } from './interaction.js';
import { ItemType, Ref, Refs, Sourced, Words } from './ref.js';

export const HandoffKind = z.enum(['new', 'bot_to_agent', 'transfer', 'consult', 'reopen', 'callback']);
export type HandoffKind = z.infer<typeof HandoffKind>;

export const BriefSlot = z.enum(['why_now', 'tried', 'open_case', 'last_outcome', 'promise', 'do_not_ask', 'do', 'avoid']);
export type BriefSlot = z.infer<typeof BriefSlot>;

/** What of the card comes from traits (ID15). */
export const CardField = z.enum([
  'segment',
  'tier',
  'lifecycleStage',
  'language',
  'locale',
  'timezone',
  'channel',
  'accessibility',
  'doNotContact',
]);
export type CardField = z.infer<typeof CardField>;

const CustomerCard = z.object({
  customerId: Id,
  match: z.enum(['confirmed', 'candidate', 'unknown']),
  displayName: z.string().optional(),
  verification: z.object({ level: z.int().min(0).max(3), methods: z.array(z.string()), at: Instant.optional() }),
  identifiers: z.array(z.object({ type: z.string(), masked: z.string(), trust: z.int().min(0).max(3) })).max(20),
  groups: z.array(z.object({ groupId: Id, name: z.string().optional() })).max(10),
  possibleMatches: z.array(z.object({ suggestionId: Id, reasonCode: z.string(), masked: z.string(), refs: Refs })).max(5),
  segment: z.string().optional(),
  personaId: Id.optional(),
  tier: z.string().optional(),
  lifecycleStage: z.enum(['prospect', 'new', 'active', 'at_risk', 'lost', 'recovered']).optional(),
  customerSince: Instant.optional(),
  lifetimeValue: Money.optional(),
  language: z.string().optional(),
  locale: z.string().optional(),
  timezone: z.string().optional(),
  preferences: z.object({ channel: Channel.optional(), accessibility: z.array(z.string()), doNotContact: z.array(Channel) }),
  /** Only in the stored revision: what comes from traits that not everybody may see, by its sources, so that scope can leave it out (C55). */
  parts: z.array(z.object({ field: CardField, refs: Refs })).optional(),
});

export const PreviousConversation = z.object({
  conversationId: Id,
  channel: Channel,
  openedAt: Instant,
  closedAt: Instant.optional(),
  /** First customer sentence, cut at a word. */
  about: z.string().max(140),
  outcome: z.string().optional(),
  status: z.string(),
  refs: Refs,
});
export type PreviousConversation = z.infer<typeof PreviousConversation>;

export const HandoffContext = z.object({
  schemaVersion: z.literal('1'),
  contextId: Id,
  siteId: Id,
  /** Absent only in a context that was asked for a customer without any conversation. */
  conversationId: Id.optional(),
  revision: z.int().min(1),
  basis: z.enum(['handoff', 'live']),
  generatedAt: Instant,
  locale: z.string(),
  handoff: z.object({
    kind: HandoffKind,
    from: z
      .object({
        type: z.enum(['bot', 'self_service', 'agent', 'team', 'ivr', 'branch']),
        id: Id.optional(),
        name: z.string().optional(),
        note: z.string().max(NOTE_MAX_CHARS).optional(),
      })
      .optional(),
    toTeamId: Id.optional(),
    channel: Channel,
    reason: z.string().optional(),
    transferCount: z.int().min(0),
    waitedSeconds: z.int().min(0),
  }),
  customer: CustomerCard,
  headline: z.object({
    text: z.string().max(HEADLINE_MAX_CHARS),
    refs: Refs,
    /** Only in the stored revision: what it was put together from, so that scope can leave a part out (C55). The alert is the first one. */
    parts: z
      .object({
        subject: z.object({ text: z.string(), neutral: z.string(), refs: z.array(Ref) }),
        segment: z.string().optional(),
        why: z.object({ text: z.string(), refs: Refs }),
      })
      .optional(),
  }),
  brief: z
    .array(
      z.object({
        slot: BriefSlot,
        text: z.string().max(BRIEF_LINE_MAX_CHARS),
        refs: Refs,
        words: Words,
        /** Only in the stored revision: a line that lists several things, by its parts, so that scope can leave one out (C55). */
        parts: z.object({ head: z.string(), items: z.array(z.object({ text: z.string(), refs: Refs })) }).optional(),
      }),
    )
    .max(BRIEF_MAX_LINES),
  alerts: z
    .array(z.object({ code: z.string(), severity: z.enum(['info', 'warn', 'critical']), text: z.string(), refs: Refs, words: Words }))
    .max(12),
  reason: z
    .object({
      code: z.string(),
      label: z.string(),
      upstreamCause: z.string().optional(),
      verbatim: Sourced(z.string().max(140)).optional(),
      source: z.enum(['ivr', 'prechat', 'page', 'agent', 'rule', 'classifier']),
      confidence: z.number().min(0).max(1),
      refs: Refs,
    })
    .optional(),
  statedFacts: z
    .array(
      z.object({
        factId: Id,
        key: z.string(),
        label: z.string(),
        value: z.string(),
        masked: z.boolean(),
        channel: Channel,
        timesGiven: z.int().min(1),
        confirmed: z.boolean(),
        refs: Refs,
      }),
    )
    .max(FACTS_MAX),
  attempts: z
    .array(
      z.object({
        what: z.string(),
        result: z.enum(['failed', 'partial', 'succeeded', 'unknown']),
        channel: Channel,
        at: Instant,
        refs: Refs,
      }),
    )
    .max(10),
  openCases: z
    .array(
      z.object({
        caseId: Id,
        title: z.string(),
        status: z.string(),
        openedAt: Instant,
        contacts: z.int(),
        /** `joined`: this conversation belongs to it · `offered`: it may (C29) · absent: neither. */
        link: z.enum(['joined', 'offered']).optional(),
        team: z.string().optional(),
        dueAt: Instant.optional(),
        refs: Refs,
      }),
    )
    .max(10),
  lastOutcome: z.object({ text: z.string(), code: z.string(), channel: Channel, at: Instant, refs: Refs }).optional(),
  commitments: z
    .array(
      z.object({
        id: Id,
        text: z.string(),
        madeBy: z.string(),
        department: Id.optional(),
        amount: Money.optional(),
        dueAt: Instant.optional(),
        status: z.enum(['open', 'kept', 'broken', 'cancelled']),
        refs: Refs,
        words: Words,
      }),
    )
    .max(20),
  trackedItems: z
    .array(
      z.object({
        id: Id,
        type: ItemType,
        number: z.string(),
        title: z.string(),
        status: z.string(),
        milestone: z.string(),
        /** Its own way around where it stands; absent without one, and for who may not see all its sources. */
        milestones: z
          .array(z.object({ label: z.string(), state: z.enum(['done', 'current', 'upcoming', 'skipped', 'failed']) }))
          .max(ITEM_STEPS_MAX)
          .optional(),
        eta: Instant.optional(),
        late: z.boolean(),
        amount: Money.optional(),
        mismatch: z.array(z.object({ code: z.string(), differenceMinor: z.int().optional(), refs: Refs })),
        refs: Refs,
        words: Words,
      }),
    )
    .max(20),
  recentActivity: z
    .array(z.object({ text: z.string(), channel: Channel, count: z.int().min(1), at: Instant, refs: Refs }))
    .max(RECENT_ACTIVITY_MAX),
  live: z.object({
    online: z.boolean(),
    device: z.string().optional(),
    page: z.object({ url: z.string(), title: z.string().optional() }).optional(),
    cart: z.object({ items: z.int(), value: Money }).optional(),
    formDraft: z.object({ form: z.string(), step: z.string(), filled: z.int(), total: z.int() }).optional(),
  }),
  journeys: z
    .array(
      z.object({
        journeyId: Id,
        definitionId: Id,
        name: z.string(),
        stepId: Id,
        step: z.string(),
        enteredStepAt: Instant,
        state: z.enum(['on_track', 'stalled', 'deviated', 'abandoned', 'failed', 'completed']),
        momentOfTruth: z.boolean(),
        nextStep: z.string().optional(),
      }),
    )
    .max(5),
  sentiment: z.object({
    state: z.enum(['positive', 'neutral', 'negative', 'very_negative', 'unknown']),
    trend: z.enum(['improving', 'stable', 'worsening', 'unknown']),
    lowPoint: Sourced(z.string().max(140)).optional(),
  }),
  effort: z.object({
    score: z.int().min(0).max(100),
    contacts7d: z.int(),
    channelSwitches: z.int(),
    transfers: z.int(),
    repeatExplanations: z.int(),
    reAsks: z.int(),
    failedSelfService: z.int(),
    waitedSeconds: z.int(),
    brokenCommitments: z.int(),
  }),
  risk: z.object({ churn: z.enum(['low', 'medium', 'high', 'unknown']), why: z.array(Sourced(z.string())) }),
  guidance: z
    .array(z.object({ playbookId: Id, kind: z.enum(['do', 'avoid']), text: z.string().max(BRIEF_LINE_MAX_CHARS), refs: Refs }))
    .max(6),
  history: z.object({
    interactions: z.int(),
    conversations: z.int(),
    firstSeenAt: Instant.optional(),
    byChannel: z.partialRecord(Channel, z.int()),
    timelineCursor: z.string(),
  }),
  /** Earlier conversations, newest first, with how they ended. */
  previousConversations: z.array(PreviousConversation).max(PREVIOUS_CONVERSATIONS_MAX),
  /** First page over all channels, newest first: the panel needs no second request (C51). */
  timeline: TimelinePage,
  coverage: z.object({
    sources: z.array(z.object({ sourceId: Id, name: z.string(), lastAt: Instant.optional(), state: z.enum(['live', 'stale', 'missing']) })),
    redactions: z.int(),
    hiddenByScope: z.int(),
    rebuilding: z.boolean(),
    /** How much more there is than was read for this context; absent when everything was. */
    notRead: z.object({ sources: z.int(), customers: z.int() }).optional(),
  }),
});
export type HandoffContext = z.infer<typeof HandoffContext>;
