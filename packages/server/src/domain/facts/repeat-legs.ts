// Where the customer had to say something again (C25, C43): counted by leg, so that a long chat is one repeat and not ten. Pure.
import { compareSources } from './merge-source.js';
import type { FactSource } from './merge-source.js';

/** The conversation a giving belongs to, or the interaction itself outside one. */
function legOf(source: FactSource): string {
  return source.leg ?? source.interactionId;
}

/** Legs, oldest first, with the time of it, in which the customer gave the same again after another leg had it. What a system knew was not given; a form is one leg. */
function repeats(sources: readonly FactSource[]): { leg: string; at: number }[] {
  const legs: { leg: string; at: number }[] = [];
  const forms = new Set<string>();
  for (const source of [...sources].sort(compareSources)) {
    if (source.origin === 'known' || forms.has(source.origin)) continue;
    if (source.origin.startsWith('form:')) forms.add(source.origin);
    const leg = legOf(source);
    if (!legs.some((one) => one.leg === leg)) legs.push({ leg, at: source.at });
  }
  return legs.slice(1);
}

/** Distinct legs with at least one re-entry at or after `since` (epoch ms), sorted: their number is `repeatExplanations`. */
export function repeatLegs(facts: readonly { sources: readonly FactSource[] }[], since = Number.NEGATIVE_INFINITY): string[] {
  const legs = facts.flatMap(({ sources }) => repeats(sources)).filter(({ at }) => at >= since);
  return [...new Set(legs.map(({ leg }) => leg))].sort();
}
