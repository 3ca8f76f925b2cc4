import { describe, expect, it } from 'vitest';
import { PENDING_MAX } from '../limits.js';
import { EPOCH, entryAt, pageOf } from '../../../../tests/sim/desk.js';
import { applyEvent, applyHead, applyPage, emptyLane, fromTail, prependPage } from './apply.js';
import type { LaneView } from './apply.js';

const known = (to: number): LaneView => applyPage(emptyLane('pub'), pageOf(Array.from({ length: to }, (_, i) => entryAt(i + 1)))).view;
const seqs = ({ entries }: LaneView): number[] => entries.map(({ seq }) => seq);

describe('apply', () => {
  it('[P70] the next entry joins; a known one is dropped; another one at a known place asks for a reset', () => {
    const view = known(2);
    expect(seqs(applyEvent(view, EPOCH, entryAt(3)).view)).toEqual([1, 2, 3]);
    expect(applyEvent(view, EPOCH, entryAt(2))).toEqual({ view, need: 'nothing' });
    expect(applyEvent(view, EPOCH, entryAt(2, { id: 'ent_x' })).need).toBe('reset');
  });

  it('[P70] an entry ahead of a gap waits, and joins when the gap closes', () => {
    const ahead = applyEvent(known(2), EPOCH, entryAt(4));
    expect([ahead.need, seqs(ahead.view)]).toEqual(['sync', [1, 2]]);
    const closed = applyEvent(ahead.view, EPOCH, entryAt(3));
    expect([closed.need, seqs(closed.view), closed.view.pending.size, closed.view.contigId]).toEqual(['nothing', [1, 2, 3, 4], 0, 'ent_4']);
  });

  it('[P70] pending holds PENDING_MAX entries; one more forgets them', () => {
    let view = known(1);
    for (let i = 0; i < PENDING_MAX; i += 1) view = applyEvent(view, EPOCH, entryAt(3 + i)).view;
    expect(view.pending.size).toBe(PENDING_MAX);
    const over = applyEvent(view, EPOCH, entryAt(3 + PENDING_MAX));
    expect([over.view.pending.size, over.need]).toEqual([1, 'sync']);
  });

  it('[P70] hints of another history, and any before the history is known, only ask for a sync', () => {
    const view = known(2);
    expect(applyEvent(view, 'f'.repeat(32), entryAt(3))).toEqual({ view, need: 'sync' });
    const empty = emptyLane('pub');
    expect(applyEvent(empty, EPOCH, entryAt(1))).toEqual({ view: empty, need: 'sync' });
    expect(applyEvent(view, EPOCH, entryAt(3, { lane: 'int' }))).toEqual({ view, need: 'nothing' });
  });

  it('[P71] any head but ours asks for a sync', () => {
    expect([1, 2, 3].map((head) => applyHead(known(2), EPOCH, head))).toEqual(['sync', 'nothing', 'sync']);
    expect(applyHead(known(2), 'f'.repeat(32), 2)).toBe('sync');
  });

  it('[P75] an unknown kind advances like any other', () => {
    const { view, need } = applyEvent(known(2), EPOCH, entryAt(3, { kind: 'hologram', body: { frames: 9 } }));
    expect([view.contig, need]).toEqual([3, 'nothing']);
  });

  it('[P73] a page that an event overtook is cut, one that leaves a hole is not taken', () => {
    const view = known(3);
    expect(seqs(applyPage(view, pageOf([entryAt(2), entryAt(3), entryAt(4)])).view)).toEqual([1, 2, 3, 4]);
    const hole = applyPage(view, pageOf([entryAt(5)]));
    expect([hole.need, seqs(hole.view)]).toEqual(['sync', [1, 2, 3]]);
    expect(applyPage(view, pageOf([entryAt(4)], { epoch: 'f'.repeat(32) }))).toEqual({ view, need: 'sync' });
    expect(applyPage(view, pageOf([], { reset: true })).need).toBe('reset');
  });

  it('[P73] a page says whether there is more: by its word, its head, or what waits ahead', () => {
    expect(applyPage(known(1), pageOf([entryAt(2)], { more: true })).need).toBe('sync');
    expect(applyPage(known(1), pageOf([entryAt(2)], { head: 3 })).need).toBe('sync');
    const ahead = applyEvent(known(1), EPOCH, entryAt(5)).view;
    expect(applyPage(ahead, pageOf([entryAt(2)])).need).toBe('sync');
  });

  it('[P73] a list may start in the middle, and grows backwards without a hole', () => {
    const tail = fromTail(pageOf([entryAt(5), entryAt(6)]));
    expect([tail.floor, tail.contig, tail.contigId]).toEqual([4, 6, 'ent_6']);
    expect(seqs(prependPage(tail, [entryAt(3), entryAt(4), entryAt(5)]))).toEqual([3, 4, 5, 6]);
    expect(prependPage(tail, [entryAt(2), entryAt(3)])).toBe(tail);
    expect(applyEvent(tail, EPOCH, entryAt(2, { id: 'ent_x' })).need).toBe('nothing');
    expect(fromTail(pageOf([])).floor).toBe(0);
  });
});
