// Step 3 of ID11: the customers this event could belong to, and by which links.
import { RECYCLED_AFTER_MS, RECYCLED_TYPES, ruleOf } from './identifier-types.js';
import type { Identifier, IdentityView, OpenEdge, RootCustomer, SeenIdentifier } from './model.js';
import { sameIdentifier } from './model.js';
import type { SortedIdentifiers } from './sort-identifiers.js';

export interface Link extends Identifier {
  kind: 'attested' | 'device';
  /** The weaker side. */
  trust: number;
  /** The device token came with it, or a secret key vouches (ID11 step 5). */
  proven: boolean;
  /** By the code of a conversation alone (ID20). */
  lent: boolean;
}

export interface Candidate {
  customer: RootCustomer;
  /** Best first. */
  links: Link[];
}

/** True when nobody attested this number or address for a year: it may belong to somebody else by now (ID10). */
export function isRecycled(edge: OpenEdge, now: number): boolean {
  return RECYCLED_TYPES.includes(edge.type) && now - edge.lastSeenAt > RECYCLED_AFTER_MS;
}

/** True when the edge of this identifier may select its owner. */
export function edgeLinks(edge: OpenEdge, now: number): boolean {
  const { kind } = ruleOf(edge.type);
  if (kind === 'device') return !edge.shared;
  return kind === 'person' && edge.trust >= 2 && !isRecycled(edge, now);
}

export function findCandidates(view: IdentityView, sorted: SortedIdentifiers, now: number): Candidate[] {
  const links = new Map<string, Link[]>();
  const collect = (identifier: SeenIdentifier, kind: Link['kind']): void => {
    const edge = view.touched.find((each) => sameIdentifier(each, identifier));
    if (edge === undefined || !edgeLinks(edge, now)) return;
    const { type, value, proven } = identifier;
    const link: Link = { kind, type, value, proven, trust: Math.min(identifier.trust, edge.trust), lent: edge.lent === true };
    links.set(edge.customerId, [...(links.get(edge.customerId) ?? []), link]);
  };
  for (const identifier of sorted.strong) collect(identifier, 'attested');
  for (const identifier of sorted.devices) collect(identifier, 'device');

  const candidates: Candidate[] = [];
  for (const customer of view.customers) {
    const found = links.get(customer.id);
    if (found !== undefined) candidates.push({ customer, links: [...found].sort(byStrength) });
  }
  return candidates.sort(byRank);
}

export const isAttested = (candidate: Candidate): boolean => candidate.links.some((link) => link.kind === 'attested');
/** True for a customer that only a code of one of its conversations leads to: its talk may go on, and nothing else of it is anybody's (C40). */
export const isLent = ({ links }: Candidate): boolean => links.every((link) => link.lent);
export const isProven = (candidate: Candidate): boolean => candidate.links.some((link) => link.kind === 'attested' || link.proven);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function byStrength(a: Link, b: Link): number {
  return b.trust - a.trust || ruleOf(a.type).priority - ruleOf(b.type).priority || compareText(a.value, b.value);
}

/** Highest trust of the link, then type priority, then has a user id, then oldest, then smallest id (ID11 "best"). */
function byRank(a: Candidate, b: Candidate): number {
  const [linkA, linkB] = [a.links[0], b.links[0]];
  if (linkA === undefined || linkB === undefined) throw new Error('A candidate without a link');
  return (
    linkB.trust - linkA.trust ||
    ruleOf(linkA.type).priority - ruleOf(linkB.type).priority ||
    Number(b.customer.userId !== null) - Number(a.customer.userId !== null) ||
    a.customer.createdAt - b.customer.createdAt ||
    compareText(a.customer.id, b.customer.id)
  );
}
