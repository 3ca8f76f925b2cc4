import { describe, expect, it } from 'vitest';
import { OUTBOX_HOLD_MS, OUTBOX_KEEP_MS, OUTBOX_MAX_BYTES, OUTBOX_MAX_MESSAGES, TEXT_MAX_BYTES } from '../limits.js';
import { again, age, drop, enqueue, fail, failAll, hold, moveTo, newConversation, offerAgain, settle } from './outbox.js';
import type { StoredConversation } from './stored.js';

const say = (stored: StoredConversation, ...texts: string[]): StoredConversation => {
  for (const text of texts) stored = enqueue(stored, { kind: 'message', body: { text }, at: 1_000 }) ?? stored;
  return stored;
};
const fresh = (): StoredConversation => newConversation('key', 'S1');
/** stream:n text/state<origin, in queue order. */
const lines = (stored: StoredConversation): string[] =>
  stored.items.map(({ n, stream, body, state, origin, reofferOf, skip }) => {
    const name = `${stream ?? stored.stream}:${n}`;
    return `${name} ${String(body['text'])}/${state.state}${skip ? '+skip' : ''}${origin === name ? '' : `<${origin}`}${reofferOf ? '!' : ''}`;
  });

describe('outbox', () => {
  it('[P61] the n is taken in the same step that stores the text, and never again', () => {
    const stored = say(fresh(), 'a', 'b');
    expect(lines(stored)).toEqual(['S1:1 a/queued', 'S1:2 b/queued']);
    expect(stored.nextN).toBe(3);
    expect(lines(say(settle(stored, 'S1', [1, 2]), 'c'))).toEqual(['S1:3 c/queued']);
  });

  it('[P82] a text leaves on its ack, and only then', () => {
    const stored = say(fresh(), 'a', 'b');
    expect(lines(settle(stored, 'S1', [1]))).toEqual(['S1:2 b/queued']);
    expect(lines(settle(stored, 'S0', [1]))).toHaveLength(2);
  });

  it('[P83] a full outbox takes nothing and evicts nothing: at, below and above the number of messages', () => {
    const many = (count: number): StoredConversation => say(fresh(), ...Array.from({ length: count }, (_, i) => `${i}`));
    const text = { kind: 'message', body: { text: 'x' }, at: 1 };
    expect(enqueue(many(OUTBOX_MAX_MESSAGES - 1), text)?.items).toHaveLength(OUTBOX_MAX_MESSAGES);
    expect(enqueue(many(OUTBOX_MAX_MESSAGES), text)).toBeNull();
    expect(many(OUTBOX_MAX_MESSAGES + 1).items).toHaveLength(OUTBOX_MAX_MESSAGES);
  });

  it('[P83] … and the bytes', () => {
    const body = { text: 'y'.repeat(TEXT_MAX_BYTES) };
    const fits = Math.floor(OUTBOX_MAX_BYTES / JSON.stringify(body).length);
    const item = { n: 1, origin: 'S1:1', kind: 'message', body, at: 1, state: { state: 'queued' as const } };
    const holding = (count: number): StoredConversation => ({ ...fresh(), items: Array.from({ length: count }, () => item) });
    expect(enqueue(holding(fits - 1), { kind: 'message', body, at: 1 })?.items).toHaveLength(fits);
    expect(enqueue(holding(fits), { kind: 'message', body, at: 1 })).toBeNull();
  });

  it('a poison message stays readable as failed and its place is skipped; the skip is done when it is acked', () => {
    const failed = fail(say(fresh(), 'a', 'b'), 'S1', 1, 'too_long');
    expect(lines(failed)).toEqual(['S1:1 a/failed+skip', 'S1:2 b/queued']);
    expect(lines(settle(failed, 'S1', [1, 2]))).toEqual(['S1:1 a/failed']);
  });

  it('a second tab that gets the same refusal changes nothing', () => {
    const failed = fail(say(fresh(), 'a'), 'S1', 1, 'too_long');
    expect(fail(failed, 'S1', 1, 'too_long')).toEqual(failed);
    expect(lines(fail(failed, 'S1', 1, 'bad_request'))).toEqual(['S1:1 a/failed']);
  });

  it('[P63] a lost history: all that waits moves to a new stream under its origin, in one step', () => {
    const stored = settle(say(fresh(), 'a', 'b', 'c'), 'S1', [1]);
    const moved = moveTo(stored, 'S2');
    expect(lines(moved)).toEqual(['S2:1 b/queued<S1:2!', 'S2:2 c/queued<S1:3!']);
    expect(lines(moveTo(moved, 'S3'))).toEqual(['S3:1 b/queued<S1:2!', 'S3:2 c/queued<S1:3!']);
    expect(lines(say(moved, 'd')).at(-1)).toBe('S2:3 d/queued');
  });

  it('[P64] a cloned storage: entries from n on move to bubbles of their own, offered under the cid they first had', () => {
    const stored = say(fresh(), 'a', 'b', 'c');
    const moved = moveTo(stored, 'S2', (item) => item.n >= 2, true);
    expect(lines(moved)).toEqual(['S1:1 a/queued', 'S2:1 b/queued<S1:2~!', 'S2:2 c/queued<S1:3~!']);
    expect(lines(moveTo(moved, 'S3')).slice(1)).toEqual(['S3:2 b/queued<S1:2~!', 'S3:3 c/queued<S1:3~!']);
    expect(moved.nextN).toBe(3);
  });

  it('[P69] after a day a text is held, what waits behind it goes on in a new stream', () => {
    const stored = enqueue(say(fresh(), 'old'), { kind: 'message', body: { text: 'new' }, at: 2_000 });
    const at = 1_000 + OUTBOX_HOLD_MS;
    expect(stored && age(stored, at, 'S2')).toBe(stored);
    expect(stored && lines(age(stored, at + 1, 'S2'))).toEqual(['S1:1 old/held', 'S2:1 new/queued<S1:2!']);
  });

  it('[P69] after a week it fails as expired, held or not, and stays readable until it is dismissed', () => {
    const held = age(say(fresh(), 'old'), 1_001 + OUTBOX_HOLD_MS, 'S2');
    const late = 1_000 + OUTBOX_KEEP_MS;
    expect(lines(age(held, late, 'S3'))).toEqual(['S1:1 old/held']);
    const expired = age(held, late + 1, 'S3');
    expect(expired.items[0]?.state).toEqual({ state: 'failed', reason: 'expired' });
    expect(drop(expired, (item) => item.origin === 'S1:1').items).toEqual([]);
  });

  it('[P69] a held text that is sent after all keeps its n: it may have been stored when its ack was lost', () => {
    const held = age(say(fresh(), 'old'), 1_001 + OUTBOX_HOLD_MS, 'S2');
    const now = 2_000 + OUTBOX_HOLD_MS;
    const sent = again(held, 'S1:1', now);
    expect(lines(sent)).toEqual(['S1:1 old/queued']);
    expect(age(sent, now, 'S3')).toBe(sent);
  });

  it('[P69] so does an expired one, whose state on the screen may still be the held one', () => {
    const now = 2_000 + OUTBOX_KEEP_MS;
    const expired = age(age(say(fresh(), 'old'), 1_001 + OUTBOX_HOLD_MS, 'S2'), now, 'S3');
    const sent = again(expired, 'S1:1', now);
    expect(lines(sent)).toEqual(['S1:1 old/queued']);
    expect(age(sent, now, 'S4')).toBe(sent);
  });

  it('[P3] a failed text is sent again as a new message; a waiting one can’t be dropped', () => {
    const failed = settle(fail(say(fresh(), 'a', 'b'), 'S1', 1, 'too_long'), 'S1', [1]);
    expect(lines(again(failed, 'S1:1', 9))).toEqual(['S1:2 b/queued', 'S1:3 a/queued']);
    expect(drop(failed, () => true).items.map((item) => item.body['text'])).toEqual(['b']);
    expect(again(failed, 'nothing', 9)).toBe(failed);
  });

  it('a guarded reply that came too late is held; released it is free of its guard', () => {
    const guarded = enqueue(fresh(), { kind: 'message', body: { text: 'reply' }, at: 1, ifPubHead: 4 });
    const held = hold(say(guarded ?? fresh(), 'next'), 'S2', (item) => item.n === 1);
    expect(lines(held)).toEqual(['S1:1 reply/held', 'S2:1 next/queued<S1:2!']);
    expect(again(held, 'S1:1', 2).items[0]).not.toHaveProperty('ifPubHead');
  });

  it('[P72] a new history: own ticked texts go first, then what is unacked, all under their origins', () => {
    const stored = settle(say(fresh(), 'a', 'b', 'c'), 'S1', [1, 2]);
    const own = ['a', 'b', 'c'].map((text, i) => ({
      n: 0,
      origin: `S1:${i + 1}`,
      kind: 'message',
      body: { text },
      at: 5,
      state: { state: 'queued' as const },
    }));
    expect(lines(offerAgain(stored, 'S2', own))).toEqual(['S2:1 a/queued<S1:1!', 'S2:2 b/queued<S1:2!', 'S2:3 c/queued<S1:3!']);
  });

  it('[P64] [P98] a new history: a text of the copied profile is offered too, though one that waits here has its name', () => {
    const ticked = (text: string, origin = 'S1:1') => ({
      ...{ n: 0, origin, kind: 'message', body: { text }, at: 5, state: { state: 'acked' as const, seq: 1 } },
    });
    const own = [ticked('theirs'), ticked('mine', 'S1:1~said otherwise')];
    expect(lines(offerAgain(say(fresh(), 'mine'), 'S2', own))).toEqual(['S2:1 theirs/queued<S1:1~!', 'S2:2 mine/queued<S1:1!']);
  });

  it('forbidden: everything queued fails visibly', () => {
    expect(lines(failAll(say(fresh(), 'a'), 'forbidden'))).toEqual(['S1:1 a/failed']);
  });
});
