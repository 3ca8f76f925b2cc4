// What identity resolution reads and what it answers. Plain data: the store loads a view, calls `resolve`, applies the answer (ID11).
// Open edges are unique per (type, value) inside a Site, so an edge is named by its identifier; ids are the store's business.
import type { Trust } from '@throughline/types';

export interface Identifier {
  type: string;
  value: string;
}

/** An identifier as an event brings it (see domain/ingest/event.ts). */
export interface SeenIdentifier extends Identifier {
  trust: Trust;
  proven: boolean;
}

/** An open edge: this identifier points at this root customer. */
export interface OpenEdge extends Identifier {
  /** Always a root: the view is loaded through redirects (ID14). */
  customerId: string;
  trust: Trust;
  /** A device used by people with different user ids: it never selects anybody again (ID12). */
  shared: boolean;
  proven: boolean;
  /**
   * True when nothing but the code of a conversation led here: of an anonymous customer, which then says whose talk goes on and makes nobody
   * one person with whoever signs in (C40, ID20). Absent: false.
   */
  lent?: boolean;
  /** ms; kept when a merge moves the edge, so that the windows of ID1 go on. */
  since: number;
  /** ms of the last event that carried it with the trust it needs to link. */
  lastSeenAt: number;
}

export interface RootCustomer {
  id: string;
  userId: string | null;
  /** ms. */
  createdAt: number;
}

export interface IdentityView {
  /** Open edges of the identifiers the event carries. */
  touched: readonly OpenEdge[];
  /** The root customers those edges point at. */
  customers: readonly RootCustomer[];
  /** All open edges of those customers: what the limits of ID1 count. */
  owned: readonly OpenEdge[];
  /** Pairs of roots that were unmerged before (ID17). */
  neverMerge: readonly { a: string; b: string }[];
}

export interface IdentityEvent {
  siteId: string;
  identifiers: readonly SeenIdentifier[];
  /** ms; the relay's clock, never the sender's. */
  now: number;
  /** Id to use if a customer must be created. */
  newCustomerId: string;
  /** True where the site does not require signed user ids: an unsigned one then selects its customer (ID7). Default false. */
  unsignedUserIdSelects?: boolean;
}

export type RefusalReason =
  'different_user_id' | 'device_of_known' | 'device_not_proven' | 'never_merge' | 'limit_exceeded' | 'claimed_identifier';

export interface Merge {
  from: string;
  into: string;
  /** By an event (`attested`, `device`), after a check (`check`), on request (`request`) or against a refusal (`override`). */
  rule: 'attested' | 'device' | 'check' | 'request' | 'override';
  evidence: Identifier[];
}

export interface SuggestionMade extends Identifier {
  target: string;
  candidate: string;
  reason: RefusalReason;
}

export interface Resolution {
  /** `interaction.customerIdAtIngest`. */
  target: string;
  /** The customer to create first; a shared device's may exist already, then nothing is created (ID12). */
  create: RootCustomer | null;
  /** The target's user id after the event. */
  userId: string | null;
  /** In order. */
  merges: Merge[];
  /** Recycled numbers and addresses: their old edge is closed before `attach` opens the new one (ID10). */
  release: Identifier[];
  attach: (SeenIdentifier & { rule: string })[];
  /** Open edges of the target that this event confirms: trust becomes max(old, new), `lastSeenAt` now. */
  refresh: SeenIdentifier[];
  /** Devices to mark shared; they stay with their owner. */
  share: Identifier[];
  suggestions: SuggestionMade[];
  /** Only an unsigned user id said whose it is (ID7). */
  unsigned: 'no' | 'selected' | 'recorded_only';
}

export const sameIdentifier = (a: Identifier, b: Identifier): boolean => a.type === b.type && a.value === b.value;
