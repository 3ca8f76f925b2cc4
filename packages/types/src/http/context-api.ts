// The context over REST, under /api/v1: commitments, tracked items, cases, facts, reasons, merges, notices, conversations of other channels.
// One API for the site's back end (secret key) and for the console (session cookie and `x-throughline: console`). Times are ISO 8601 with Z.
import { z } from 'zod';
import { Channel, Count, Id, Instant, Json, Money, Text, Trust, Visibility } from '../model/primitives.js';
import { ItemType, Ref } from '../model/handoff-context.js';
import { NOTE_MAX_CHARS } from '../limits.js';

const DepartmentId = Text(64).min(1);
const Refs = z.array(Ref);

/** Whose: exactly one of an id and identifiers. Attested identifiers need the secret key. */
export const CustomerRef = z.union([
  z.strictObject({ customerId: Id }),
  z.strictObject({
    identifiers: z
      .array(z.strictObject({ type: Text(40).min(1), value: Text(255).min(1), attested: z.boolean().default(false) }))
      .min(1)
      .max(10),
  }),
]);
export type CustomerRef = z.infer<typeof CustomerRef>;

export const ItemKey = z.strictObject({ type: ItemType, number: Text(64).min(1) });
export type ItemKey = z.infer<typeof ItemKey>;

// ——— Commitments
export const CommitmentRequest = z.strictObject({
  customer: CustomerRef,
  text: Text(200).min(1),
  kind: z.enum(['action', 'price', 'date']).default('action'),
  amount: Money.optional(),
  /** An instant, or a phrase such as `by Friday`, read in the department's calendar against now (C32). */
  due: Text(80).optional(),
  department: DepartmentId.optional(),
  madeBy: Text(64).optional(),
  orderId: Text(64).optional(),
  item: ItemKey.optional(),
  /** Where it was said. */
  conversationId: Id.optional(),
  /** The entry that says it, when an agent accepted a detected promise. */
  entryId: Id.optional(),
});
export type CommitmentRequest = z.infer<typeof CommitmentRequest>;
export const CommitmentUpdate = z.strictObject({
  status: z.enum(['open', 'kept', 'cancelled']),
  note: Text(NOTE_MAX_CHARS).optional(),
});
export type CommitmentUpdate = z.infer<typeof CommitmentUpdate>;
export const CommitmentView = z.object({
  id: Id,
  customerId: Id,
  text: z.string(),
  kind: z.enum(['action', 'price', 'date']),
  amount: Money.optional(),
  dueAt: Instant.optional(),
  madeBy: z.string(),
  department: z.string().optional(),
  status: z.enum(['open', 'kept', 'broken', 'cancelled']),
  madeAt: Instant,
  fulfilledAt: Instant.optional(),
  refs: Refs,
});
export type CommitmentView = z.infer<typeof CommitmentView>;

// ——— Tracked items (C36)
export const MilestoneView = z.object({
  code: Text(40).min(1),
  label: Text(80).min(1),
  state: z.enum(['done', 'current', 'upcoming', 'skipped', 'failed']),
  at: Instant.optional(),
  plannedAt: Instant.optional(),
});
export type MilestoneView = z.infer<typeof MilestoneView>;
const HttpsUrl = z.url({ protocol: /^https$/ }).max(500);
export const ItemLineView = z.object({
  sku: Text(64).optional(),
  title: Text(120).min(1),
  quantity: z.int().min(0).max(1_000_000),
  amountMinor: z.int().optional(),
  imageUrl: HttpsUrl.optional(),
});
/** PUT /api/v1/tracked-items/:type/:number — idempotent; an older `version` or `time` never overwrites a newer one. */
export const ItemRequest = z.strictObject({
  customer: CustomerRef,
  title: Text(120).optional(),
  status: Text(60).optional(),
  milestones: z.array(MilestoneView).max(20).optional(),
  eta: z.strictObject({ from: Instant.optional(), until: Instant.nullable() }).optional(),
  lines: z.array(ItemLineView).max(50).optional(),
  amount: Money.optional(),
  orderId: Text(64).optional(),
  links: z
    .array(z.strictObject({ label: Text(60).min(1), url: HttpsUrl }))
    .max(5)
    .optional(),
  version: z.int().min(0).optional(),
  time: Instant.optional(),
});
export type ItemRequest = z.infer<typeof ItemRequest>;
export const MismatchView = z.object({
  code: z.string(),
  differenceMinor: z.int().optional(),
  currency: z.string().optional(),
  departments: z.array(z.string()),
  at: Instant,
  refs: Refs,
});
export const ItemView = z.object({
  id: Id,
  customerId: Id,
  type: ItemType,
  number: z.string(),
  title: z.string(),
  status: z.string(),
  milestone: z.string(),
  milestones: z.array(MilestoneView),
  eta: z.object({ from: Instant.optional(), until: Instant.optional() }).optional(),
  late: z.boolean(),
  done: z.boolean(),
  lines: z.array(ItemLineView),
  amount: Money.optional(),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  orderId: z.string().optional(),
  mismatches: z.array(MismatchView),
  updatedAt: Instant,
  refs: Refs,
});
export type ItemView = z.infer<typeof ItemView>;

// ——— Cases (C29)
export const CaseStatus = z.enum(['new', 'open', 'pending_customer', 'pending_internal', 'resolved', 'closed', 'reopened']);
export type CaseStatus = z.infer<typeof CaseStatus>;
export const CaseRequest = z.strictObject({
  customer: CustomerRef,
  title: Text(120).min(1),
  reason: Text(64).optional(),
  department: DepartmentId.optional(),
  dueAt: Instant.optional(),
  itemNumbers: z.array(Text(64).min(1)).max(10).default([]),
  conversationId: Id.optional(),
});
export type CaseRequest = z.infer<typeof CaseRequest>;
export const CaseUpdate = z.strictObject({
  status: CaseStatus.optional(),
  resolution: Text(NOTE_MAX_CHARS).optional(),
  dueAt: Instant.optional(),
  department: DepartmentId.optional(),
  /** Links this conversation to the case. */
  conversationId: Id.optional(),
  itemNumbers: z.array(Text(64).min(1)).max(10).optional(),
});
export type CaseUpdate = z.infer<typeof CaseUpdate>;
export const CaseView = z.object({
  id: Id,
  customerId: Id,
  title: z.string(),
  status: CaseStatus,
  reason: z.string().optional(),
  department: z.string().optional(),
  openedAt: Instant,
  dueAt: Instant.optional(),
  resolution: z.string().optional(),
  conversationIds: z.array(Id),
  itemNumbers: z.array(z.string()),
  refs: Refs,
});
export type CaseView = z.infer<typeof CaseView>;

// ——— Facts
export const FactView = z.object({
  id: Id,
  customerId: Id,
  key: z.string(),
  label: z.string(),
  value: z.string(),
  masked: z.boolean(),
  scope: z.enum(['customer', 'case']),
  status: z.enum(['current', 'superseded', 'confirmed', 'rejected']),
  timesGiven: Count,
  channel: Channel,
  at: Instant,
  refs: Refs,
});
export type FactView = z.infer<typeof FactView>;
/** POST /api/v1/facts/:id/decision */
export const FactDecisionRequest = z.strictObject({ customerId: Id, decision: z.enum(['confirmed', 'rejected']) });
export type FactDecisionRequest = z.infer<typeof FactDecisionRequest>;
/** POST /api/v1/reveals — audited (S134): what was masked, once, to this agent. */
export const RevealRequest = z.strictObject({ customerId: Id, type: z.enum(['fact', 'identifier', 'interaction', 'suggestion']), id: Id });
export type RevealRequest = z.infer<typeof RevealRequest>;
export const RevealAnswer = z.object({ value: z.string() });
export type RevealAnswer = z.infer<typeof RevealAnswer>;

// ——— Reasons (C27)
export const ReasonView = z.object({
  code: Text(64),
  label: Text(80),
  category: Text(64),
  upstreamCause: Text(64),
  ownerDepartment: Text(64),
});
export type ReasonView = z.infer<typeof ReasonView>;
/** PUT /api/v1/conversations/:id/reason — the leaf as the agent confirms it in wrap-up. */
export const ReasonRequest = z.strictObject({ code: Text(64).min(1), suggested: Text(64).optional() });
export type ReasonRequest = z.infer<typeof ReasonRequest>;

// ——— Identity (ID13–ID18)
export const MergeRequest = z.strictObject({
  from: Id,
  into: Id,
  dryRun: z.boolean().default(false),
  override: z.boolean().default(false),
  reason: Text(200).optional(),
});
export type MergeRequest = z.infer<typeof MergeRequest>;
export const MergeRefusal = z.enum(['different_user_id', 'no_shared_identifier', 'limit_exceeded', 'never_merge', 'already_merged']);
export type MergeRefusal = z.infer<typeof MergeRefusal>;
export const MergePreview = z.object({
  traits: z.array(z.object({ key: z.string(), from: Json.nullable(), into: Json.nullable(), effective: Json.nullable() })),
  counts: z.object({ interactions: Count, conversations: Count, identifiers: Count, facts: Count, commitments: Count, items: Count }),
  refusals: z.array(MergeRefusal),
});
export type MergePreview = z.infer<typeof MergePreview>;
export const MergeAnswer = z.object({ mergeId: Id.nullable(), preview: MergePreview });
export type MergeAnswer = z.infer<typeof MergeAnswer>;
export const MergeView = z.object({
  id: Id,
  from: Id,
  into: Id,
  rule: z.string(),
  evidence: z.array(z.string()),
  actor: z.string(),
  at: Instant,
  undoneAt: Instant.nullable(),
});
export type MergeView = z.infer<typeof MergeView>;
export const SuggestionView = z.object({
  id: Id,
  reasonCode: z.string(),
  /** Type and masked value (ID21). */
  masked: z.string(),
  candidateInteractions: Count,
  at: Instant,
});
export type SuggestionView = z.infer<typeof SuggestionView>;
export const SuggestionDecision = z.strictObject({ decision: z.enum(['merge', 'dismiss']), conversationId: Id.optional() });
export const SuggestionDecided = z.object({ outcome: z.enum(['merged', 'conversation_moved', 'dismissed']) });
/** GET /api/v1/suggestions/:id — as far as it may be shown before a check. */
export const SuggestionPreview = SuggestionView.extend({
  identifiers: z.array(z.object({ type: z.string(), masked: z.string(), trust: Trust })),
  hasUserId: z.boolean(),
  since: Instant,
});
/** POST /api/v1/merges/:id/undo */
export const UndoRequest = z.strictObject({ dryRun: z.boolean().default(false) });
/** POST /api/v1/customers/:id/split */
export const SplitRequest = z.strictObject({
  identifiers: z
    .array(z.strictObject({ type: Text(40).min(1), value: Text(255).min(1) }))
    .min(1)
    .max(20),
  dryRun: z.boolean().default(false),
});
/** `undone: false`: only what it would do. */
export const UndoAnswer = z.object({
  undone: z.boolean(),
  from: Id,
  into: Id,
  identifiers: z.array(z.object({ type: z.string(), masked: z.string() })),
  members: z.array(Id),
  interactions: Count,
});
export const NotThisPersonAnswer = z.object({ customerId: Id });
export const VerifyRequest = z.strictObject({
  conversationId: Id,
  level: z.union([z.literal(2), z.literal(3)]),
  method: z.enum(['questions', 'document', 'callback', 'in_person', 'pin']),
});
export const ResumeCodeRequest = z.strictObject({
  customerId: Id,
  object: z.strictObject({ type: z.enum(['draft', 'case', 'conversation']), id: Id }),
  kind: z.enum(['code', 'digits']).default('code'),
  ttlSeconds: z.int().min(60).max(2_592_000).default(86_400),
});
export const ResumeCodeAnswer = z.object({ code: z.string(), expiresAt: Instant });

// ——— Notices (C30, C35)
export const NoticeRequest = z.strictObject({
  customer: CustomerRef,
  kind: z.enum(['transactional', 'dunning', 'marketing']),
  text: Text(500).min(1),
  channel: Channel.default('web'),
  item: ItemKey.optional(),
  /** A time the notice promises: recorded as a commitment (C31). */
  due: Instant.optional(),
});
export type NoticeRequest = z.infer<typeof NoticeRequest>;
export const NoticeAnswer = z.object({
  status: z.enum(['sent', 'held', 'repeated']),
  /** Why it was held or not repeated. */
  reason: z.string().optional(),
  interactionId: Id.nullable(),
});
export type NoticeAnswer = z.infer<typeof NoticeAnswer>;

// ——— Conversations of channels that other systems carry (voice, IVR, mail, branch)
/** POST /api/v1/conversations — a call, letter or visit reaches the agents, with its whole past. */
export const ConversationRequest = z.strictObject({
  customer: CustomerRef,
  channel: Channel,
  /** What the customer said or wrote, if anything. */
  text: Text(4_000).min(1).optional(),
  kind: z.enum(['new', 'bot_to_agent', 'callback']).default('new'),
  from: z
    .strictObject({
      type: z.enum(['bot', 'self_service', 'agent', 'team', 'ivr', 'branch']),
      name: Text(64).optional(),
      note: Text(NOTE_MAX_CHARS).optional(),
    })
    .optional(),
  teamId: Id.optional(),
  department: DepartmentId.optional(),
  /** When it began elsewhere: waiting is counted from here. */
  startedAt: Instant.optional(),
  /** Proof that the caller passed on the way (ID18); secret key only. */
  verification: z.strictObject({ level: z.int().min(0).max(3), methods: z.array(Text(40)).max(5) }).optional(),
  /** Typed or said on the way: `7K3M-Q2XD`, or ten digits. */
  resumeCode: Text(20).optional(),
  /** The interaction or notice this answers. */
  inReplyTo: Id.optional(),
});
export type ConversationRequest = z.infer<typeof ConversationRequest>;
export const ConversationAnswer = z.object({ conversationId: Id, customerId: Id, contextId: Id, revision: z.int() });
export type ConversationAnswer = z.infer<typeof ConversationAnswer>;
/** POST /api/v1/conversations/:id/handoffs — passed on elsewhere (a call transferred by the telephone system). */
export const HandoffRequest = z.strictObject({
  kind: z.enum(['transfer', 'consult', 'bot_to_agent']).default('transfer'),
  from: ConversationRequest.shape.from,
  teamId: Id.optional(),
  department: DepartmentId.optional(),
});
export type HandoffRequest = z.infer<typeof HandoffRequest>;
export const ConversationClose = z.strictObject({ outcome: Text(200).optional() });

// ——— Alerts (C34, C46)
export const AlertView = z.object({
  id: Id,
  customerId: Id,
  customerName: z.string(),
  code: z.string(),
  severity: z.enum(['info', 'warn', 'critical']),
  text: z.string(),
  departments: z.array(z.string()),
  at: Instant,
  resolvedAt: Instant.nullable(),
  refs: Refs,
});
export type AlertView = z.infer<typeof AlertView>;

// ——— Outgoing webhooks (S71–S73)
export const WebhookEvent = z.enum(['handoff.created', 'commitment.broken', 'tracked_item.late']);
export type WebhookEvent = z.infer<typeof WebhookEvent>;
export const WebhookRequest = z.strictObject({ url: z.url().max(500), events: z.array(WebhookEvent).min(1) });
export const WebhookView = z.object({
  id: Id,
  url: z.string(),
  events: z.array(WebhookEvent),
  state: z.enum(['enabled', 'disabled']),
  createdAt: Instant,
});
export type WebhookView = z.infer<typeof WebhookView>;
/** Answered once, at creation: the secret is never shown again (S34). */
export const WebhookCreated = WebhookView.extend({ secret: z.string() });
export const WebhookList = z.object({ items: z.array(WebhookView), cursor: z.null() });
export const WebhookUpdate = z.strictObject({ state: z.enum(['enabled', 'disabled']) });
/** POST /api/v1/webhooks/:id/test */
export const WebhookTestAnswer = z.object({ delivered: z.boolean(), status: z.int().nullable(), error: z.string().nullable() });
export const DeliveryView = z.object({
  id: Id,
  webhookId: Id,
  event: WebhookEvent,
  attempts: Count,
  state: z.enum(['pending', 'delivered', 'failed']),
  nextAt: Instant.nullable(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  at: Instant,
});
export type DeliveryView = z.infer<typeof DeliveryView>;

/** Every list: newest first, a keyset cursor of the next page or null. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), cursor: z.string().nullable() });

export const SiteSettings = z.strictObject({
  timezone: Text(64).default('UTC'),
  locale: Text(35).default('en'),
  region: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('US'),
  currency: z.string().length(3).default('USD'),
  departments: z
    .array(z.strictObject({ id: DepartmentId, name: Text(80).min(1) }))
    .max(100)
    .default([]),
  /** ISO weekday → opening hours `HH:mm`–`HH:mm`; missing days are closed. */
  hours: z.record(z.string().regex(/^[1-7]$/), z.array(z.tuple([z.string(), z.string()]))).optional(),
  holidays: z.array(z.iso.date()).max(400).default([]),
  factPatterns: z
    .array(z.strictObject({ key: Text(40), label: Text(40), pattern: Text(200), scope: z.enum(['customer', 'case']).default('case') }))
    .max(50)
    .default([]),
  priceToleranceMinor: z.int().min(0).default(0),
  lossDays: z.int().min(1).max(3_650).default(60),
  requireSignedUserId: z.boolean().default(true),
});
/** What a context is computed with; GET and PATCH /api/v1/settings. */
export type SiteSettings = z.infer<typeof SiteSettings>;
/** PATCH /api/v1/settings: what is named changes, the rest stays. */
const settings = SiteSettings.shape;
export const SettingsUpdate = z
  .strictObject({
    timezone: settings.timezone.unwrap(),
    locale: settings.locale.unwrap(),
    region: settings.region.unwrap(),
    currency: settings.currency.unwrap(),
    departments: settings.departments.unwrap(),
    hours: settings.hours,
    holidays: settings.holidays.unwrap(),
    factPatterns: settings.factPatterns.unwrap(),
    priceToleranceMinor: settings.priceToleranceMinor.unwrap(),
    lossDays: settings.lossDays.unwrap(),
    requireSignedUserId: settings.requireSignedUserId.unwrap(),
  })
  .partial();
export type SettingsUpdate = z.infer<typeof SettingsUpdate>;
export const Verified = z.object({ level: Trust, methods: z.array(z.string()) });
export const SourceView = z.object({
  id: Id,
  name: z.string(),
  kind: z.enum(['public', 'secret', 'relay']),
  channel: Channel,
  department: z.string().nullable(),
  visibility: Visibility,
  lastAt: Instant.nullable(),
});
/** POST /api/v1/sources — one more back end with a secret key of its own, shown once. */
export const SourceRequest = z.strictObject({
  name: Text(80).min(1),
  channel: Channel,
  department: DepartmentId.optional(),
  visibility: Visibility.default('shared'),
});
export const SourceCreated = SourceView.extend({ secretKey: z.string() });
export const SourceList = z.object({ items: z.array(SourceView), cursor: z.null() });
