// Who is who, decided by people: merge, undo, split, suggestions, checks, resume codes (context.md §6, channels.md CH36).
// Each call is one transaction under the site's identity lock. What an automatic event decides is in store-customers.ts (`ingest`).
import type { Channel, Entry, Trust } from '@throughline/types';
import type { MergeRefusal } from '../domain/identity/merge-refusals.js';

export type { MergeRefusal } from '../domain/identity/merge-refusals.js';

export interface TraitChange {
  key: string;
  /** JSON text; null: that side never said it. */
  from: string | null;
  into: string | null;
  /** What would count after the merge (ID15). */
  effective: string;
}

/** How much moves with `from`. */
export interface MergeCounts {
  interactions: number;
  conversations: number;
  identifiers: number;
  facts: number;
  commitments: number;
  items: number;
}

export interface MergePreview {
  /** Roots of what was asked for. */
  from: string;
  into: string;
  traits: TraitChange[];
  counts: MergeCounts;
  /** Empty: the merge would go through as asked (an override already taken into account). */
  refusals: MergeRefusal[];
}

export interface MergeArgs {
  siteId: string;
  from: string;
  into: string;
  /** Agent id, or `api` for a secret key. */
  actor: string;
  /** Lifts `different_user_id` and `no_shared_identifier`, nothing else (ID13). The caller has checked that the actor is an admin. */
  override?: { reason: string };
  dryRun: boolean;
  now: number;
}
export type MergeAnswer =
  | { ok: true; preview: MergePreview }
  | { ok: true; merged: { mergeId: string; from: string; into: string; allMerged: string[] } }
  | { ok: false; code: 'not_found' }
  | { ok: false; code: 'refused'; refusals: MergeRefusal[] };

export interface MergeView {
  id: string;
  from: string;
  into: string;
  /** `attested`, `device`, `request`, `override`. */
  rule: string;
  evidence: { type: string; masked: string }[];
  actor: string;
  at: number;
  undoneAt: number | null;
}

/** What an undo gives back. */
export interface UndoPreview {
  from: string;
  into: string;
  identifiers: { type: string; masked: string }[];
  /** Customers that belong to `from` again, itself included. */
  members: string[];
  /** Interactions ingested since that move to `from` by OwnerOverride. */
  interactions: number;
}
export type UndoAnswer =
  { ok: true; preview: UndoPreview } | { ok: true; undone: UndoPreview } | { ok: false; code: 'not_found' | 'already_undone' };

export type SplitAnswer =
  | { ok: true; preview: UndoPreview }
  | { ok: true; undone: UndoPreview }
  /** `unknown_identifier`: not this customer's. `nothing_left`: a customer keeps at least one identifier. */
  | { ok: false; code: 'not_found' | 'unknown_identifier' | 'nothing_left' };

/** A possible match, as far as it may be shown before a check (ID21): no id, name or value of the other person. */
export interface SuggestionView {
  id: string;
  reasonCode: string;
  identifierType: string;
  masked: string;
  counts: { interactions: number; conversations: number };
  at: number;
}
/** The masked preview behind the permission `match.preview`; opening it is audited. */
export interface SuggestionPreview extends SuggestionView {
  identifiers: { type: string; masked: string; trust: Trust }[];
  hasUserId: boolean;
  since: number;
}
export type SuggestionDecision =
  | { ok: true; outcome: 'merged'; mergeId: string; into: string; from: string }
  /** The customer was an unattested address: only this conversation moved (ID9). */
  | { ok: true; outcome: 'conversation_moved'; customerId: string }
  | { ok: true; outcome: 'dismissed' }
  | { ok: false; code: 'not_found' | 'already_decided' | 'check_needed' }
  | { ok: false; code: 'refused'; refusals: MergeRefusal[] };

export type CheckAnswer =
  | {
      ok: true;
      level: Trust;
      methods: string[];
      /** The int entry `identity_verified`; null when this check was on record already. Publish it after the commit. */
      entry: Entry | null;
      /** True when the conversation moved to `customerId` (ID9). */
      moved: boolean;
    }
  | { ok: false; code: 'not_found' };

export interface ResumeObject {
  type: 'draft' | 'case' | 'conversation';
  id: string;
}

/** An open identifier of a customer or of somebody merged into them. */
export interface HeldIdentifier {
  id: string;
  type: string;
  value: string;
  trust: Trust;
  /** Of the interaction that said it first; null: it came with a merge, or that one is gone. */
  channel: Channel | null;
  since: number;
  lastSeenAt: number;
}

export interface IdentityOps {
  /** Of a root and everybody merged into it, best first, at most 200. */
  customerIdentifiers(args: { siteId: string; customerId: string }): Promise<HeldIdentifier[]>;
  /** ID13, ID16. A dry run writes nothing. */
  mergeCustomers(args: MergeArgs): Promise<MergeAnswer>;
  /** Every merge that made this customer what it is, newest first, undone ones included. */
  merges(args: { siteId: string; customerId: string }): Promise<MergeView[]>;
  /** ID17. */
  undoMerge(args: { siteId: string; mergeId: string; actor: string; dryRun: boolean; now: number }): Promise<UndoAnswer>;
  /** ID17: splits identifiers off into a customer of their own. */
  splitIdentifiers(args: {
    siteId: string;
    customerId: string;
    identifiers: { type: string; value: string }[];
    actor: string;
    dryRun: boolean;
    now: number;
  }): Promise<SplitAnswer>;

  /** Open suggestions of a customer and everything merged into it, newest first, at most 20. */
  suggestions(args: { siteId: string; customerId: string }): Promise<SuggestionView[]>;
  suggestionPreview(args: { siteId: string; id: string; actor: string; now: number }): Promise<SuggestionPreview | null>;
  /** ID18: `merge` needs a check at level 2 or more on `conv`, or without it on any conversation of the customer. */
  decideSuggestion(args: {
    siteId: string;
    id: string;
    decision: 'merge' | 'dismiss';
    actor: string;
    conv?: string;
    now: number;
  }): Promise<SuggestionDecision>;
  /** K44: the conversation belongs to a fresh, unverified customer from here on. */
  notThisPerson(args: {
    siteId: string;
    conv: string;
    actor: string;
    now: number;
  }): Promise<{ ok: true; customerId: string; was: string } | { ok: false; code: 'not_found' }>;

  /**
   * ID18: raises the conversation's verification, never lowers it. `customerId`: whom the check proved; a conversation of an unattested
   * address moves there, and only it (ID9).
   */
  recordCheck(args: {
    siteId: string;
    conv: string;
    level: Trust;
    method: string;
    actor: string;
    customerId?: string;
    now: number;
  }): Promise<CheckAnswer>;

  /** Stores the hash of a new code and ends earlier ones for the same object, purpose and kind (CH36). */
  createResumeCode(args: {
    siteId: string;
    customerId: string;
    object: ResumeObject;
    purpose: string;
    kind: 'code' | 'digits';
    hash: string;
    actor: string;
    expiresAt: number;
    now: number;
  }): Promise<{ ok: true; id: string } | { ok: false; code: 'not_found' | 'conflict' }>;
  /** What the redeemed codes of this device opened, newest first (ID20 c). */
  redeemedObjects(args: {
    siteId: string;
    anonymousId: string;
  }): Promise<(ResumeObject & { purpose: string; customerId: string; at: number })[]>;

  /** Until when old `user_hash` sign-ins count (ID5); null: never. Whether unsigned user ids count is a site setting (ID7). */
  userHashesUntil(args: { siteId: string }): Promise<number | null>;
  /** At most 180 days ahead. */
  allowUserHashes(args: { siteId: string; until: number | null; now: number }): Promise<{ ok: true } | { ok: false; code: 'too_far' }>;
}
