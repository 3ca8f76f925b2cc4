// The context over REST, under /api/v1: commitments, tracked items, cases, facts, reasons, merges, notices, conversations of other channels.
// One API for the site's back end (secret key) and for the console (session cookie and `x-throughline: console`). Times are ISO 8601 with Z.
import { z } from 'zod';
import { Channel, Count, Id, Instant, Money, Text } from '../model/primitives.js';
import { ItemType, Ref } from '../model/ref.js';
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
/** A promise that whoever asks has to keep (K72). `conversationId`: where it was given, for those who may open that. */
export const OwedPromise = CommitmentView.pick({
  id: true,
  customerId: true,
  text: true,
  madeBy: true,
  department: true,
  refs: true,
}).extend({
  customerName: z.string(),
  dueAt: Instant,
  conversationId: Id.optional(),
  entryId: Id.optional(),
});
export type OwedPromise = z.infer<typeof OwedPromise>;
/** `more`: than the answer holds. */
export const OwedPromises = z.object({ items: z.array(OwedPromise), more: z.boolean() });
export type OwedPromises = z.infer<typeof OwedPromises>;

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
