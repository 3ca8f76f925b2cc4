// Tracked items as one agent sees them (C54). Pure. What an item says is folded from all its sources, so an agent who may not see one of
// them gets number, lateness and nothing else; who may see none gets nothing.
import type { HandoffContext } from '@throughline/types';
import type { Sight } from './sight.js';

type Item = HandoffContext['trackedItems'][number];

export function scopedItems(items: readonly Item[], sight: Sight): Item[] {
  return items.flatMap(({ words = 1, ...item }): Item[] => {
    const refs = sight.refs(item.refs);
    if (refs.length === 0) return [];
    const mismatch = item.mismatch.flatMap((one) => {
      const seen = sight.refs(one.refs);
      return seen.length === 0 ? [] : [seen.length === one.refs.length ? one : { code: one.code, refs: seen }];
    });
    if (item.refs.slice(0, words).every(sight.sees)) return [{ ...item, mismatch, refs }];
    const { id, type, number, late } = item;
    return [{ id, type, number, title: number, status: '', milestone: '', late, mismatch, refs }];
  });
}
