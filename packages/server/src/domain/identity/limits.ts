// How many identifiers one customer may have (ID1). A runaway kiosk, call centre or test account must not swallow everybody.
import { IDENTIFIERS_PER_CUSTOMER_MAX, ruleOf } from './identifier-types.js';
import type { Identifier } from './model.js';

interface Dated extends Identifier {
  since: number;
}

/** True when a customer may hold all of these at `now`. Duplicates count once. */
export function withinLimits(edges: readonly Dated[], now: number): boolean {
  const all = new Set<string>();
  const counts = new Map<string, Set<string>>();
  for (const edge of edges) {
    all.add(`${edge.type}\n${edge.value}`);
    const { limit } = ruleOf(edge.type);
    if (limit === null || (limit.windowMs !== null && now - edge.since >= limit.windowMs)) continue;
    const values = counts.get(edge.type) ?? new Set<string>();
    values.add(edge.value);
    counts.set(edge.type, values);
    if (values.size > limit.max) return false;
  }
  return all.size <= IDENTIFIERS_PER_CUSTOMER_MAX;
}
