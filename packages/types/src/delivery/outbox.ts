// What a sender's outbox becomes when something happens: pure steps over StoredConversation, each one storage transaction.
// Invariants: (stream, n) names one text for ever (P61); a text leaves only on its ack, or when a person drops it (P3); an item that
// may have been stored before keeps its origin wherever it moves, so the relay can tell it is the same (P35).
// (No tombstones: an n that is never sent leaves a hole the relay refuses as out_of_order, and P63 opens a new stream.)
import { OUTBOX_HOLD_MS, OUTBOX_KEEP_MS, OUTBOX_MAX_BYTES, OUTBOX_MAX_MESSAGES } from '../limits.js';
import { utf8Bytes } from '../model/text.js';
import { ORIGIN_MARK, textName } from './origin.js';
import type { OutboxItem, OutboxState, StoredConversation } from './stored.js';

type FailedReason = Extract<OutboxState, { state: 'failed' }>['reason'];
type Pick = (item: OutboxItem) => boolean;

/** The stream an item's n counts in. */
export const streamOf = (stored: StoredConversation, item: OutboxItem): string => item.stream ?? stored.stream;
/** Still to be sent as a text. */
export const isWaiting: Pick = ({ state: { state } }) => state === 'queued' || state === 'sending';

const bodyBytes = (body: Record<string, unknown>): number => utf8Bytes(JSON.stringify(body));
const change = (stored: StoredConversation, each: (item: OutboxItem) => OutboxItem): StoredConversation => ({
  ...stored,
  items: stored.items.map(each),
});
/** The item without what binds it to its place in the queue. */
const bare = ({ n, origin, kind, body, at, state }: OutboxItem): OutboxItem => ({ n, origin, kind, body, at, state });
/** For a text whose origin is another text's here too: another bubble, under the same first cid. */
const aside = (origin: string): string => origin + ORIGIN_MARK;

/** A conversation nothing was said in yet. */
export function newConversation(convKey: string, stream: string, conv: string | null = null): StoredConversation {
  return { convKey, conv, stream, nextN: 1, items: [] };
}

/** Take a text: n and text in one step (P61). null: the outbox is full, nothing was taken (P83). */
export function enqueue(
  stored: StoredConversation,
  text: { kind: string; body: Record<string, unknown>; at: number; ifPubHead?: number },
): StoredConversation | null {
  const bytes = stored.items.reduce((sum, item) => sum + bodyBytes(item.body), bodyBytes(text.body));
  if (stored.items.length >= OUTBOX_MAX_MESSAGES || bytes > OUTBOX_MAX_BYTES) return null;
  const n = stored.nextN;
  const item: OutboxItem = { ...text, n, origin: `${stored.stream}:${n}`, state: { state: 'queued' } };
  return { ...stored, nextN: n + 1, items: [...stored.items, item] };
}

/** The relay took the n of `ns` in `stream`: texts leave, skips are done (P82). */
export function settle(stored: StoredConversation, stream: string, ns: readonly number[]): StoredConversation {
  const hit: Pick = (item) => streamOf(stored, item) === stream && ns.includes(item.n);
  const items = stored.items.filter((item) => item.state.state === 'failed' || !hit(item));
  return change({ ...stored, items }, (item) => (hit(item) ? { ...item, skip: false } : item));
}

/** One n can never succeed: its text stays as failed, its place is skipped (P34). A skip that is malformed itself is given up. */
export function fail(stored: StoredConversation, stream: string, n: number, reason: FailedReason): StoredConversation {
  return change(stored, (item) => {
    if (item.n !== n || streamOf(stored, item) !== stream) return item;
    if (item.state.state === 'failed') return reason === 'bad_request' ? { ...item, skip: false } : item;
    return { ...item, state: { state: 'failed', reason }, skip: true };
  });
}

/** Nothing can be sent any more: everything queued fails visibly and stays readable. */
export function failAll(stored: StoredConversation, reason: FailedReason): StoredConversation {
  return change(stored, (item) => (isWaiting(item) ? { ...item, state: { state: 'failed', reason } } : item));
}

/**
 * Open `stream` and give the picked waiting items its n from 1 on, all in one step (P63, P72). The others keep their own stream and n.
 * `anew`: their names belong to other texts (a cloned storage, P64), so they get bubbles of their own.
 */
export function moveTo(stored: StoredConversation, stream: string, picked: Pick = isWaiting, anew = false): StoredConversation {
  let n = 0;
  const moved = change(stored, (item) => {
    if (!isWaiting(item) || !picked(item)) return { ...item, stream: streamOf(stored, item), skip: false };
    n += 1;
    const head = item.ifPubHead === undefined ? {} : { ifPubHead: item.ifPubHead };
    const origin = anew && item.reofferOf === undefined ? aside(item.origin) : item.origin;
    return { ...bare(item), ...head, n, origin, reofferOf: origin };
  });
  return { ...moved, stream, nextN: n + 1 };
}

/**
 * The conversation ended too long ago: what waits goes into the one that continues it, under a new stream (K22). Nothing of it can be in the
 * ended one: that took its last text so long ago that such a text has expired here (P69).
 */
export const goOn = (stored: StoredConversation, stream: string): StoredConversation => ({ ...moveTo(stored, stream), goOn: true });

/** The relay named the conversation that it took the texts into. */
export function named({ goOn: _gone, ...stored }: StoredConversation, conv: string, epoch: string): StoredConversation {
  return { ...stored, conv, epoch };
}

/** Hold the picked items until a person says so; what waits behind them goes on in a new stream (P69). */
export function hold(stored: StoredConversation, stream: string, picked: Pick): StoredConversation {
  return moveTo(
    change(stored, (item) => (picked(item) ? { ...item, state: { state: 'held' } } : item)),
    stream,
  );
}

/** Old texts are held, very old ones fail (P69). The same object when nothing is old. */
export function age(stored: StoredConversation, now: number, stream: string): StoredConversation {
  const old: Pick = (item) => isWaiting(item) && now - item.at > OUTBOX_HOLD_MS;
  const expired: Pick = (item) => (isWaiting(item) || item.state.state === 'held') && now - item.at > OUTBOX_KEEP_MS;
  if (!stored.items.some((item) => old(item) || expired(item))) return stored;
  return hold(
    change(stored, (item) => (expired(item) ? { ...item, state: { state: 'failed', reason: 'expired' } } : item)),
    stream,
    old,
  );
}

/** Send it after all: a held or expired text under its own n, because it may have been stored (P69), one that was refused as a new one. */
export function again(stored: StoredConversation, origin: string, now: number): StoredConversation {
  const item = stored.items.find((one) => one.origin === origin);
  if (item === undefined || isWaiting(item)) return stored;
  if (item.state.state === 'failed' && item.state.reason !== 'expired') {
    const others = drop(stored, (one) => one === item);
    return enqueue(others, { kind: item.kind, body: item.body, at: now }) ?? stored;
  }
  const { ifPubHead: _seen, ...free } = item;
  return change(stored, (one) => (one === item ? { ...free, at: now, state: { state: 'queued' } } : one));
}

/** Forget the picked items, if they are failed or held. */
export function drop(stored: StoredConversation, picked: Pick): StoredConversation {
  return { ...stored, items: stored.items.filter((item) => isWaiting(item) || !picked(item)) };
}

/** The relay's history is another one: own texts it may have lost go first, all under a new stream with their origins (P72). */
export function offerAgain(stored: StoredConversation, stream: string, own: readonly OutboxItem[]): StoredConversation {
  const known = new Set(stored.items.flatMap((item) => [item.origin, textName(item)]));
  const lost: OutboxItem[] = [];
  for (const item of own) {
    if (known.has(textName(item))) continue;
    const origin = known.has(item.origin) ? aside(item.origin) : item.origin;
    known.add(origin).add(textName(item));
    lost.push({ ...bare(item), origin, state: { state: 'queued' } });
  }
  return moveTo({ ...stored, items: [...lost, ...stored.items] }, stream);
}
