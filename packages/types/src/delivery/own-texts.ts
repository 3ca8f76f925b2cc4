// Which own texts the confirmed list shows already, and which of its entries are ours. Pure; a bubble is keyed by origin (P73).
import { REOFFER_MAX } from '../limits.js';
import type { Author, Entry } from '../model/entry.js';
import type { SubmitResult } from '../protocol/ack.js';
import type { LaneView } from '../protocol/apply.js';
import { textName } from './origin.js';
import { drop } from './outbox.js';
import type { OutboxItem, StoredConversation } from './stored.js';

/**
 * The items that no confirmed entry stands for. The origin tells, and where the relay had to give it to another device's text of a cloned
 * storage (P64) its first cid with the text. One that rests may never be asked about again, so there the origin alone proves nothing.
 */
export function unconfirmed(items: readonly OutboxItem[], lanes: readonly LaneView[]): OutboxItem[] {
  const shown = new Set<string | undefined>();
  if (items.length > 0) for (const { entries } of lanes) for (const entry of entries) shown.add(entry.origin).add(textName(entry));
  return items.filter(
    (item) => !shown.has(textName(item)) && (/^[hf]/.test(item.state.state) || !shown.has(item.origin)), // held, failed
  );
}

/**
 * A held or failed text that turns out to be in the log was sent all the same: its ack was lost. (Or another tab of this storage sent it anew:
 * then it has left the storage, which is read here.)
 */
export function dropSent(stored: StoredConversation, lanes: readonly LaneView[]): StoredConversation {
  return drop(stored, (item) => unconfirmed([item], lanes)[0] === undefined);
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

/**
 * The entry of a ticked text, where it is known without asking. A duplicate may have been redacted since, a note needs its anchor, other
 * kinds may be completed by the relay, and the origin of a re-offer may be another device's text (C7): null, those are fetched.
 */
export function knownEntry(me: Author | undefined, stream: string, item: OutboxItem, result: SubmitResult): Entry | null {
  const { n, kind, body, origin, reofferOf } = item;
  const { lane, seq, id, ts, dup, redacted } = result;
  if (me === undefined || dup || redacted || reofferOf || lane !== 'pub' || kind !== 'message') return null;
  return { lane, seq, id, kind, body, author: me, ts, cid: `${stream}:${n}`, origin };
}
