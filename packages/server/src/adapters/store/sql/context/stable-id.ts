// Ids of projection rows follow from what the row is about, so that a rebuild gives the same rows (C3).
import { createHash } from 'node:crypto';

/** `fct_` … and 128 bits of the parts' hash. */
export function stableId(prefix: 'fct' | 'cmt' | 'itm' | 'alr' | 'crd', ...parts: string[]): string {
  return `${prefix}_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
}
