// Whose a source is, and whose it is what several sources say together (C54). Pure.
import type { Visibility } from '@throughline/types';
import type { FactSource } from './merge-source.js';

export type Owner = Pick<FactSource, 'visibility' | 'department'>;

const STRICTNESS: Readonly<Record<Visibility, number>> = { shared: 0, department: 1, restricted: 2 };

export const strictness = ({ visibility }: Pick<Owner, 'visibility'>): number => STRICTNESS[visibility];

/** Sources with the same answer are seen by the same agents; how a department is spelt does not matter. */
export const ownedAs = ({ visibility, department }: Owner): string => `${visibility} ${department?.trim().toLowerCase() ?? ''}`;

/**
 * Who may see words that all of `sources` contributed to: whoever may see each of them. What two departments keep for themselves is for those
 * who see both. `sources` oldest first; of equally strict ones the newest names the department. Shared when there is none.
 */
export function strictestOf(sources: readonly Owner[]): Owner {
  const found = sources.reduceRight<Owner | null>(
    (held, one) => (held === null || strictness(one) > strictness(held) ? one : held),
    null,
  ) ?? { visibility: 'shared', department: null };
  const { visibility, department } = found;
  const closed = sources.filter((one) => one.visibility === visibility);
  const several = visibility === 'department' && closed.some((one) => ownedAs(one) !== ownedAs(found));
  return { visibility: several ? 'restricted' : visibility, department };
}
