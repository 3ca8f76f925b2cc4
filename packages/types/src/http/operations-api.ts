// What reaches customers and other systems over REST, under /api/v1: notices, conversations of other channels, alerts, webhooks, settings,
// sources. Times are ISO 8601 with Z.
import { z } from 'zod';
import { Channel, Count, Id, Instant, Text, Trust, Visibility } from '../model/primitives.js';
import { Ref } from '../model/ref.js';
import { NOTE_MAX_CHARS } from '../limits.js';
import { CustomerRef, ItemKey } from './context-api.js';

const DepartmentId = Text(64).min(1);
const Refs = z.array(Ref);

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
export type WebhookCreated = z.infer<typeof WebhookCreated>;
export const WebhookList = z.object({ items: z.array(WebhookView), cursor: z.null() });
export const WebhookUpdate = z.strictObject({ state: z.enum(['enabled', 'disabled']) });
/** POST /api/v1/webhooks/:id/test */
export const WebhookTestAnswer = z.object({ delivered: z.boolean(), status: z.int().nullable(), error: z.string().nullable() });
export type WebhookTestAnswer = z.infer<typeof WebhookTestAnswer>;
export const DeliveryView = z.object({
  id: Id,
  webhookId: Id,
  event: WebhookEvent,
  attempts: Count,
  state: z.enum(['pending', 'delivered', 'failed']),
  nextAt: Instant.nullable(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  /** The exact bytes that were signed: ids and kinds, as JSON. */
  body: z.string(),
  at: Instant,
});
export type DeliveryView = z.infer<typeof DeliveryView>;

/** Every list: newest first, a keyset cursor of the next page or null. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), cursor: z.string().nullable() });

/** ISO weekday → opening hours `HH:mm`–`HH:mm`; missing days are closed. */
const Hours = z.record(z.string().regex(/^[1-7]$/), z.array(z.tuple([z.string(), z.string()])));
const Holidays = z.array(z.iso.date()).max(400);

export const SiteSettings = z.strictObject({
  timezone: Text(64).default('UTC'),
  locale: Text(35).default('en'),
  region: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('US'),
  currency: z.string().length(3).default('USD'),
  departments: z
    /** `hours`: instead of the site's. `holidays`: on top of the site's. */
    .array(z.strictObject({ id: DepartmentId, name: Text(80).min(1), hours: Hours.optional(), holidays: Holidays.optional() }))
    .max(100)
    .default([]),
  hours: Hours.optional(),
  holidays: Holidays.default([]),
  factPatterns: z
    .array(z.strictObject({ key: Text(40), label: Text(40), pattern: Text(200), scope: z.enum(['customer', 'case']).default('case') }))
    .max(50)
    .default([]),
  priceToleranceMinor: z.int().min(0).default(0),
  lossDays: z.int().min(1).max(3_650).default(60),
  requireSignedUserId: z.boolean().default(true),
  /** Of whom a second factor is asked at sign-in (S25). Who has one is always asked. */
  secondFactor: z.enum(['optional', 'admins', 'all']).default('optional'),
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
    secondFactor: settings.secondFactor.unwrap(),
  })
  .partial();
export type SettingsUpdate = z.infer<typeof SettingsUpdate>;
/** `was`: what the caller saw of what it changes; when somebody else changed it since, nothing is changed: `conflict`. */
export const SiteSettingsChange = SettingsUpdate.extend({ was: SettingsUpdate.optional() });
export type SiteSettingsChange = z.infer<typeof SiteSettingsChange>;
export const Verified = z.object({ level: Trust, methods: z.array(z.string()) });
export const SourceView = z.object({
  id: Id,
  name: z.string(),
  kind: z.enum(['public', 'secret', 'relay']),
  channel: Channel,
  department: z.string().nullable(),
  visibility: Visibility,
  lastAt: Instant.nullable(),
  /** When the secret key that speaks for it was last presented, exact to the hour; null: never since it was made. */
  keyUsedAt: Instant.nullable(),
  /** False: the site's key speaks for it. */
  hasOwnKey: z.boolean(),
});
export type SourceView = z.infer<typeof SourceView>;
/** POST /api/v1/sources — one more back end with a secret key of its own, shown once. */
export const SourceRequest = z.strictObject({
  name: Text(80).min(1),
  channel: Channel,
  department: DepartmentId.optional(),
  visibility: Visibility.default('shared'),
});
export const SourceCreated = SourceView.extend({ secretKey: z.string() });
export type SourceCreated = z.infer<typeof SourceCreated>;
export const SourceList = z.object({ items: z.array(SourceView), cursor: z.null() });
