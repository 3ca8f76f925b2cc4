// Step 6 of ID11: identifiers nobody owns join the target; those it owns are confirmed; a device of two people becomes shared.
// Invariant: an edge that has an owner never moves here, except a recycled one (ID10).
import { isRecycled } from './candidates.js';
import { RESUME_CODE_TYPE } from './identifier-types.js';
import { withinLimits } from './limits.js';
import type { Identifier, IdentityView, OpenEdge, Resolution, RootCustomer, SeenIdentifier } from './model.js';
import { sameIdentifier } from './model.js';
import type { MergeDecisions } from './merges.js';
import type { SortedIdentifiers } from './sort-identifiers.js';
import type { Target } from './target.js';

type Attached = Pick<Resolution, 'attach' | 'refresh' | 'release' | 'share'>;

export function attachIdentifiers(
  view: IdentityView,
  sorted: SortedIdentifiers,
  target: Target,
  decisions: MergeDecisions,
  now: number,
): Attached {
  const out: Attached = { attach: [], refresh: [], release: [], share: [] };
  const joined = new Set([target.customer.id, ...decisions.merges.map((merge) => merge.from)]);
  let edges: (Identifier & { since: number })[] = decisions.edges;

  const attach = (identifier: SeenIdentifier, rule: string): boolean => {
    const { type, value } = identifier;
    const more = [...edges, { type, value, since: now }];
    // Over a limit the event still goes to its target (ID1). A user id always stays findable: it is the customer's only one (I1).
    if (identifier.type !== 'user_id' && !withinLimits(more, now)) return false;
    edges = more;
    out.attach.push({ ...identifier, rule });
    return true;
  };

  // An address owns a customer only when nothing better speaks (ID9).
  const alone = sorted.strong.length === 0 && sorted.devices.length === 0;
  const speaks = sorted.strong.some(({ type }) => type !== RESUME_CODE_TYPE);
  const address = alone && sorted.address !== null ? [sorted.address] : [];
  for (const identifier of [...sorted.strong, ...sorted.devices, ...address]) {
    if (identifier.type === RESUME_CODE_TYPE) continue; // it speaks for one event and is never kept as an edge
    const edge = view.touched.find((each) => sameIdentifier(each, identifier));
    if (edge === undefined) attach(identifier, ruleName(identifier));
    else if (joined.has(edge.customerId)) out.refresh.push(identifier);
    else if (edge.lent === true && speaks) {
      const { type, value } = identifier; // the device goes with the person; the talk a code opened stays whose it is
      if (attach(identifier, ruleName(identifier))) out.release.push({ type, value });
    } else if (isRecycled(edge, now)) {
      const { type, value } = identifier;
      if (attach(identifier, 'recycled')) out.release.push({ type, value });
    } else if (becomesShared(view, edge, sorted, decisions)) out.share.push({ type: edge.type, value: edge.value });
  }
  return out;
}

function ruleName(identifier: SeenIdentifier): string {
  if (identifier.trust >= 2) return 'attested';
  if (identifier.trust === 0) return 'device';
  return identifier.type === 'user_id' ? 'unsigned' : 'address';
}

function becomesShared(view: IdentityView, edge: OpenEdge, sorted: SortedIdentifiers, decisions: MergeDecisions): boolean {
  if (!sorted.devices.some((device) => sameIdentifier(device, edge))) return false;
  const owner: RootCustomer | undefined = view.customers.find(({ id }) => id === edge.customerId);
  return owner !== undefined && owner.userId !== null && decisions.userId !== null && owner.userId !== decisions.userId;
}
