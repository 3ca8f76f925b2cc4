// One accepted call as the rest of the relay knows it: decoded once, times corrected (C19, C20), numbers redacted (C18).
// It lives in the domain because decoding is pure; the store port re-exports it.
//
// What `data` holds, so that projections and titles need to know one shape only:
//   track, page, screen, interaction   the properties as sent, flat, plus `context` (reserved key)
//   identify                           `{ traits, context }`
//   group                              `{ groupId, traits, context }`
//   alias                              `{ previousId, context }`
// `context` keeps only the keys of C13: page {url, path, title, referrer, search}, locale, timezone, userAgent, library, campaign, app,
// device, screen, groupId; it is absent when nothing of it was sent. Tokens are never in it.
import type { Channel, Json, Trust, Visibility } from '@throughline/types';

/**
 * An identifier an event carries, normalised and not blocked (ID2, ID3). `proven`: a device id that came with its token or a secret key.
 * Trust 1 marks a claim, whatever the type: it makes a Suggestion and nothing else (ID8).
 */
export interface EventIdentifier {
  type: string;
  value: string;
  trust: Trust;
  proven: boolean;
}

export interface IngestEvent {
  /** Position in the request. */
  index: number;
  messageId: string;
  type: 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias' | 'interaction';
  name: string;
  title: string;
  channel: Channel;
  department: string | null;
  visibility: Visibility;
  data: Record<string, Json>;
  identifiers: EventIdentifier[];
  /** Trait values with the trust of the call; keys as sent. */
  traits: Record<string, Json>;
  traitTrust: Trust;
  /** Traits a verified identity token (ID4) or a secret key vouches for: stored with trust 3 beside the others. */
  signedTraits?: Record<string, Json>;
  occurredAt: number;
  originalTimestamp: string | null;
  flags: ('bad_clock' | 'skewed' | 'late')[];
  /**
   * True when nobody but the visitor's page vouches for it: only claims say whose it is (ID7), or a public key speaks for a back office.
   * Such an interaction is shown, marked; it makes no commitment.
   */
  unverified: boolean;
  conversationId: string | null;
  /**
   * The customer, when whoever vouches for the event named one by id: a root or a merged-away id of this site, never from a public key.
   * It is the owner then; identifiers that nobody owns still attach to it within their limits. Unknown: rejected as `unknown_customer`.
   */
  customerId?: string;
  /** Vault.mac of a resume code that came with the call (CH36): redeemed with the event, an attested link to its customer. */
  resumeCodeHash?: string;
  /** The visitor who redeems that code in the widget: it counts only if it opens a conversation, and opens it to their device (ID20 c). */
  redeemedBy?: string;
  causationId: string | null;
  correlationId: string | null;
}
