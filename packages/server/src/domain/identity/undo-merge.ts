// Takes a merge back (ID17): the moved identifiers and members return, and the pair never merges by itself again.
// Invariant: merge then undo leaves every identifier, member and user id with the customer it had (I4), in whatever order several
// merges are undone. A root may hold two user ids (an admin's override, ID13), so the edges alone do not say which one is its own.
import type { Identifier, OpenEdge, RootCustomer } from './model.js';
import { sameIdentifier } from './model.js';

export interface MergeRecord {
  from: string;
  into: string;
  edgesMoved: readonly Identifier[];
  /** Customers whose root was `from`, itself included. */
  membersMoved: readonly string[];
}

/** What is now: `into` may have been merged further, and some of what moved may have been given back by another undo. */
export interface Merged {
  /** The merged customer as it was when it became a redirect. */
  from: Pick<RootCustomer, 'userId'>;
  /** The customer that `into` belongs to now. */
  root: Pick<RootCustomer, 'id' | 'userId'>;
  /** Customers whose root is `root`. */
  members: readonly string[];
  /** Open edges of `root`. */
  edges: readonly OpenEdge[];
}

export interface Undo {
  /** Identifiers whose open edge goes back to `from`. */
  giveBack: Identifier[];
  /** Customers whose root is `from` again. */
  restore: string[];
  neverMerge: { a: string; b: string };
  /** User ids after the undo, by root. */
  userIds: { from: string | null; into: string | null };
}

export function undoMerge(record: MergeRecord, { from, root, members, edges }: Merged): Undo {
  const moved = (edge: OpenEdge): boolean => record.edgesMoved.some((each) => sameIdentifier(each, edge));
  const giveBack = edges.filter(moved);
  const kept = edges.filter((edge) => !moved(edge));
  return {
    giveBack: giveBack.map(({ type, value }) => ({ type, value })),
    restore: record.membersMoved.filter((id) => members.includes(id)),
    neverMerge: { a: record.from, b: record.into },
    userIds: { from: userIdAmong(giveBack, from.userId), into: userIdAmong(kept, root.userId) },
  };
}

/** The customer's own user id while its edge is there; else the oldest there is, equal ages by value. */
function userIdAmong(edges: readonly OpenEdge[], own: string | null): string | null {
  const userIds = edges.filter((edge) => edge.type === 'user_id');
  if (userIds.some((edge) => edge.value === own)) return own;
  const [oldest] = userIds.sort((a, b) => a.since - b.since || (a.value < b.value ? -1 : 1));
  return oldest?.value ?? null;
}
