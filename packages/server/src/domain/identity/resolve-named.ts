// An event whose customer was named by its id: by the relay itself, an agent or the site's back end. Nothing is resolved and nobody is
// merged; identifiers without an owner join that customer within the limits (ID1), and what belongs to somebody else stays there.
import { attachIdentifiers } from './attach.js';
import type { IdentityEvent, IdentityView, Resolution, RootCustomer } from './model.js';
import { sortIdentifiers } from './sort-identifiers.js';
import { ownerOf } from './target.js';

/** `named`: the root of the named customer; `view.owned` holds its open edges. */
export function resolveNamed(view: IdentityView, event: IdentityEvent, named: RootCustomer): Resolution {
  const sorted = sortIdentifiers(view, event);
  const { user } = sorted;
  const owner = user === null ? undefined : ownerOf(view, user);
  // A second user id never joins (ID13), nor one that is somebody else's.
  const joins = user !== null && (owner === undefined ? named.userId === null || named.userId === user.value : owner.id === named.id);
  const userId = joins && user !== null ? (named.userId ?? user.value) : named.userId;
  const strong = joins ? sorted.strong : sorted.strong.filter((identifier) => identifier !== user);
  const edges = view.owned.filter((edge) => edge.customerId === named.id);
  const target = { customer: named, isNew: false, proven: true };
  const decisions = { merges: [], suggestions: [], userId, edges };
  const attached = attachIdentifiers(view, { ...sorted, strong }, target, decisions, event.now);
  return { target: named.id, create: null, userId, merges: [], ...attached, suggestions: [], unsigned: 'no' };
}
