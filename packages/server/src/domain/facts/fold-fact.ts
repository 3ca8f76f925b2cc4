// One fact of one customer, folded giving by giving (C24). Pure; the store keeps what this returns and decides nothing itself.
import type { Interaction } from '@throughline/types';
import { addSource, decisive } from './merge-source.js';
import type { FactSource } from './merge-source.js';
import type { StatedFact } from './stated-fact.js';

export interface FoldedFact extends Omit<StatedFact, 'origin'> {
  given: number;
  /** Time and channel of the decisive source. */
  at: number;
  channel: FactSource['channel'];
  sources: FactSource[];
}

/** `held` with one more giving; null starts the fact. */
export function foldFact(held: Pick<FoldedFact, 'sources' | 'given'> | null, fact: StatedFact, added: FactSource): FoldedFact {
  const { sources, given } = addSource(held ?? { sources: [], given: 0 }, added);
  const newest = decisive(sources) ?? added;
  const { key, label, norm, masked, scope } = fact;
  return { key, label, norm, masked, scope, value: newest.value, at: newest.at, channel: newest.channel, given, sources };
}

export function sourceOf(interaction: Interaction, fact: StatedFact): FactSource {
  const { id, occurredAt, channel, department, visibility } = interaction;
  return {
    interactionId: id,
    kind: 'interaction',
    at: occurredAt,
    channel,
    department,
    visibility,
    origin: fact.origin,
    value: fact.value,
  };
}
