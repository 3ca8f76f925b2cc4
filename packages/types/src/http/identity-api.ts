// Who is who over REST, under /api/v1 (ID13–ID18): merges, possible matches, checks, resume codes. Times are ISO 8601 with Z.
import { z } from 'zod';
import { Count, Id, Instant, Json, Text, Trust } from '../model/primitives.js';

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
