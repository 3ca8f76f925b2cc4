import { describe, expect, it } from 'vitest';
import { BATCH_MAX_BYTES, BATCH_MAX_MESSAGES, FRAME_MAX_BYTES, TEXT_MAX_BYTES } from '../limits.js';
import { nextBatch } from './batch.js';
import { enqueue, fail, moveTo, newConversation } from './outbox.js';
import type { StoredConversation } from './stored.js';

const filled = (texts: string[], guards: Record<number, number> = {}): StoredConversation =>
  texts.reduce<StoredConversation>(
    (stored, text, i) => {
      const guard = guards[i] === undefined ? {} : { ifPubHead: guards[i] };
      return enqueue(stored, { kind: 'message', body: { text }, at: 1, ...guard }) ?? stored;
    },
    newConversation('key', 'S1'),
  );
const ns = (stored: StoredConversation, size: number): number[] | undefined => nextBatch(stored, size)?.request.msgs.map(({ n }) => n);

describe('next batch', () => {
  it('[P62] takes as many as the pace allows, never more than a batch may hold', () => {
    const many = filled(Array.from({ length: 30 }, (_, i) => `${i}`));
    expect(ns(many, 1)).toEqual([1]);
    expect(ns(many, 4)).toEqual([1, 2, 3, 4]);
    expect(ns(many, 1_000)).toHaveLength(BATCH_MAX_MESSAGES);
    expect(nextBatch(newConversation('key', 'S1'), 1)).toBeNull();
  });

  it('[P62] stays below the bytes of a batch, and one message always goes', () => {
    const big = filled(Array.from({ length: 10 }, () => 'z'.repeat(TEXT_MAX_BYTES)));
    const batch = nextBatch(big, 10);
    expect(batch?.items).toHaveLength(5);
    expect(JSON.stringify(batch?.request).length).toBeLessThan(BATCH_MAX_BYTES + 200);
    const worst = nextBatch(filled(['\u0001'.repeat(TEXT_MAX_BYTES)]), 10);
    expect(worst?.items).toHaveLength(1);
    expect(JSON.stringify(worst?.request).length).toBeLessThan(FRAME_MAX_BYTES);
  });

  it('[P62] holds one stream and consecutive n only', () => {
    const stored = filled(['a', 'b', 'c', 'd']);
    const moved = moveTo(stored, 'S2', (item) => item.n > 2);
    expect(nextBatch(moved, 9)?.request).toMatchObject({ stream: 'S1', msgs: [{ n: 1 }, { n: 2 }] });
    const hole = { ...stored, items: stored.items.filter((item) => item.n !== 2) };
    expect(ns(hole, 9)).toEqual([1]);
  });

  it('a failed text is sent as a skip at its n until that is acked, then not at all', () => {
    const stored = fail(filled(['bad', 'good']), 'S1', 1, 'too_long');
    expect(nextBatch(stored, 9)?.request.msgs).toEqual([
      { n: 1, kind: 'skip', body: {} },
      { n: 2, kind: 'message', body: { text: 'good' } },
    ]);
    expect(ns({ ...stored, items: stored.items.map((item) => ({ ...item, skip: false })) }, 9)).toEqual([2]);
  });

  it('a guarded reply travels alone', () => {
    const stored = filled(['a', 'guarded', 'c'], { 1: 7 });
    expect(ns(stored, 9)).toEqual([1]);
    const { items, ...rest } = stored;
    const next = nextBatch({ ...rest, items: items.slice(1) }, 9);
    expect(next?.request).toMatchObject({ msgs: [{ n: 2 }], if_pub_head: 7 });
  });

  it('names the conversation by its id, and by its key until there is one', () => {
    expect(nextBatch(filled(['a']), 1)?.request).toMatchObject({ conv_key: 'key' });
    expect(nextBatch({ ...filled(['a']), conv: 'cnv_1' }, 1)?.request).not.toHaveProperty('conv_key');
  });
});
