// Which own texts the confirmed list shows already, and which of its entries are ours. Pure; a bubble is keyed by origin (P73).
import { REOFFER_MAX } from '../limits.js';
import type { Author } from '../model/entry.js';
import type { LaneView } from '../protocol/apply.js';
import type { OutboxItem } from './stored.js';

/** The items whose origin no confirmed entry carries. */
export function unconfirmed(items: readonly OutboxItem[], lanes: readonly LaneView[]): OutboxItem[] {
  const left = new Set(items.map((item) => item.origin));
  if (left.size > 0) for (const { entries } of lanes) for (const { origin } of entries) if (origin !== undefined) left.delete(origin);
  return items.filter((item) => left.has(item.origin));
}

/** Own texts in the confirmed lists, as items to offer again, oldest first (P72). Redacted ones have no text and are left out. */
export function ownTexts(me: Author | undefined, lanes: readonly LaneView[], at: number): OutboxItem[] {
  const own: OutboxItem[] = [];
  for (const { entries } of lanes) {
    for (const { author, kind, body, origin } of entries) {
      const mine = me !== undefined && author.type === me.type && author.id === me.id;
      if (!mine || origin === undefined || (kind !== 'message' && kind !== 'note') || !body['text']) continue;
      own.push({ n: 0, origin, kind, body, at, state: { state: 'queued' } });
    }
  }
  return own.slice(0, REOFFER_MAX);
}
