// How many identifiers one customer may have (ID1). A runaway kiosk, call centre or test account must not swallow everybody.
import { IDENTIFIERS_PER_CUSTOMER_MAX, ruleOf } from './identifier-types.js';
import type { Identifier } from './model.js';

interface Dated extends Identifier {
  since: number;
}

/**
 * True when a customer may hold all of these at `now`. Duplicates count once. User ids do not count: two of them never meet by themselves
 * (ID13), and once an admin joined them, that must not keep everything else from the customer for ever.
 */
export function withinLimits(edges: readonly Dated[], now: number): boolean {
  const all = new Set<string>();
  const counts = new Map<string, Set<string>>();
  for (const edge of edges) {
    all.add(`${edge.type}\n${edge.value}`);
    const { limit } = ruleOf(edge.type);
    if (limit === null || edge.type === 'user_id' || (limit.windowMs !== null && now - edge.since >= limit.windowMs)) continue;
    const values = counts.get(edge.type) ?? new Set<string>();
    values.add(edge.value);
    counts.set(edge.type, values);
    if (values.size > limit.max) return false;
  }
  return all.size <= IDENTIFIERS_PER_CUSTOMER_MAX;
}
