// Where a fact comes from, folded giving by giving (C24, C25). Pure.
// Invariant (C22): the result is the same for every order of arrival, and its size is bounded whatever a customer repeats.
import type { Channel, Visibility } from '@throughline/types';

export interface FactSource {
  /** Id of the interaction, of the message's entry, or of the trait. */
  interactionId: string;
  kind: 'interaction' | 'message' | 'trait';
  at: number;
  channel: Channel;
  department: string | null;
  visibility: Visibility;
  /** See StatedFact.origin. */
  origin: string;
  /** As written in this source; display form. */
  value: string;
  /** The conversation it was given in; absent or null outside one. Repeats are counted per leg (see repeat-legs.ts). */
  leg?: string | null;
}
export interface FactSources {
  /** Oldest first. */
  sources: FactSource[];
  /** How often the customer gave it: distinct interactions, a form once however often it is saved. 0: only systems know it. */
  given: number;
}

/** Newest sources kept of things said and known; earliest of each form. Refs hold eight. */
const KEPT = 8;

/** `held` with one more source. Each interaction is folded once; the same one again changes nothing while it is still kept. */
export function addSource(held: FactSources, added: FactSource): FactSources {
  if (held.sources.some((source) => source.interactionId === added.interactionId)) return held;
  const sameForm = added.origin.startsWith('form:') ? held.sources.find((source) => source.origin === added.origin) : undefined;
  if (sameForm !== undefined) {
    if (compareSources(sameForm, added) <= 0) return held;
    return { given: held.given, sources: ordered([...held.sources.filter((source) => source !== sameForm), added]) };
  }
  return { given: held.given + (added.origin === 'known' ? 0 : 1), sources: bounded(ordered([...held.sources, added])) };
}

/** The newest giving by the customer; else the newest source at all. Its spelling and channel are the fact's. */
export function decisive(sources: readonly FactSource[]): FactSource | null {
  return sources.findLast((source) => source.origin !== 'known') ?? sources.at(-1) ?? null;
}

/** By time, then id. */
export function compareSources(a: FactSource, b: FactSource): number {
  return a.at - b.at || (a.interactionId < b.interactionId ? -1 : a.interactionId > b.interactionId ? 1 : 0);
}

const ordered = (sources: FactSource[]): FactSource[] => sources.sort(compareSources);

/** The newest KEPT of each sort: said, form, known. Top-k per sort does not depend on the order of arrival. */
function bounded(sources: FactSource[]): FactSource[] {
  const sort = (source: FactSource): string => (source.origin.startsWith('form:') ? 'form' : source.origin);
  const seen = new Map<string, number>();
  const kept = sources.toReversed().filter((source) => {
    const count = (seen.get(sort(source)) ?? 0) + 1;
    seen.set(sort(source), count);
    return count <= KEPT;
  });
  return kept.reverse();
}
