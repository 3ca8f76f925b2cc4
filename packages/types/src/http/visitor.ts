// The visitor's HTTP API, under /visitor/v1. Bodies are JSON sent as text/plain, credentials inside: no preflight (W55).
import { VisitorItems } from './visitor-items.js';
import { z } from 'zod';
import { Availability, WidgetConfig } from '../model/widget-config.js';
import { Hex128, Id, Text } from '../model/primitives.js';
import { VisitorConversation } from '../model/conversation.js';
import { Submit, Sync } from '../protocol/from-visitor.js';

const SiteKey = Text(64).min(1);
const DeviceToken = Text(128).min(1);
const IdentityToken = Text(8_192).min(1);

/** GET /visitor/v1/settings/:site — cacheable, without identifiers (W5). */
export const WidgetSettings = WidgetConfig.extend({
  site: Id,
  name: z.string(),
  availability: Availability,
  /** What the launcher is called until the widget's own words are there, in the language the browser asked for (W140). */
  label: z.string().optional(),
});
export type WidgetSettings = z.infer<typeof WidgetSettings>;

/** POST /visitor/v1/session — start or continue a device session. */
export const SessionRequest = z.object({
  site: SiteKey,
  /** From an earlier answer; an unknown or revoked one is answered with a new session. */
  deviceToken: DeviceToken.optional(),
  anonymousId: Text(255).min(1).optional(),
  /** JWT signed by the site (ID4). Refused ones answer token_invalid or token_expired and change nothing. */
  identityToken: IdentityToken.optional(),
});
export type SessionRequest = z.infer<typeof SessionRequest>;

export const SessionAnswer = z.object({
  visitorId: Id,
  /** Present only when new: shown once, stored hashed at the relay (S24, S34). */
  deviceToken: z.string().optional(),
  anonymousId: z.string(),
  userId: z.string().nullable(),
  verified: z.boolean(),
  epoch: Hex128,
  /** Own conversations (ID20), newest first. */
  conversations: z.array(VisitorConversation),
  /** What this visitor told us before, for forms that would ask it again (W190, W210): form field id or trait → value. */
  told: z.record(z.string(), z.string()).optional(),
  /** Own items and open promises (C40); absent while nobody is verified or there are none. */
  items: VisitorItems.optional(),
});
export type SessionAnswer = z.infer<typeof SessionAnswer>;

/** POST /visitor/v1/identify — same answer as a session. */
export const IdentifyRequest = z.object({ site: SiteKey, deviceToken: DeviceToken, identityToken: IdentityToken });
export type IdentifyRequest = z.infer<typeof IdentifyRequest>;

/** POST /visitor/v1/reset — revokes the device token and closes its sockets (ID19). */
export const ResetRequest = z.object({ site: SiteKey, deviceToken: DeviceToken });
export type ResetRequest = z.infer<typeof ResetRequest>;

/** POST /visitor/v1/submit and /visitor/v1/sync: the socket's messages, answered by the same code (P41). */
export const SubmitRequest = z.object({ site: SiteKey, deviceToken: DeviceToken, submit: Submit });
export type SubmitRequest = z.infer<typeof SubmitRequest>;
export const SyncRequest = z.object({ site: SiteKey, deviceToken: DeviceToken, sync: Sync });
export type SyncRequest = z.infer<typeof SyncRequest>;
