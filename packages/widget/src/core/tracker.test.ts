import { describe, expect, it } from 'vitest';
import { BATCH_EVENTS, EVENTS_MAX, createTracker } from './tracker.js';
import type { TrackedEvent } from './tracker.js';

const event = (messageId: string, type: TrackedEvent['type'] = 'track', properties = {}): TrackedEvent => ({
  type,
  messageId,
  timestamp: '2026-11-22T10:00:00.000Z',
  anonymousId: 'anon-1',
  properties,
  context: {},
});
const ids = (events: readonly TrackedEvent[]): string[] => events.map((item) => item.messageId);

describe('tracker', () => {
  it('[W56] sends a batch again with the same message ids until it is answered', () => {
    const tracker = createTracker();
    tracker.add(event('a'));
    tracker.add(event('b'));
    expect(ids(tracker.take())).toEqual(['a', 'b']);
    expect(tracker.take()).toEqual([]);
    tracker.settle(false);
    tracker.add(event('c'));
    expect(ids(tracker.take())).toEqual(['a', 'b', 'c']);
    tracker.settle(true);
    expect(tracker.size()).toBe(0);
  });

  it('[W56] is full at 20 events or 32 KiB', () => {
    const tracker = createTracker();
    for (let at = 1; at < BATCH_EVENTS; at += 1) tracker.add(event(`e${at}`));
    expect(tracker.full()).toBe(false);
    tracker.add(event('last'));
    expect(tracker.full()).toBe(true);

    const heavy = createTracker();
    heavy.add(event('a', 'track', { text: 'x'.repeat(20_000) }));
    expect(heavy.full()).toBe(false);
    heavy.add(event('b', 'track', { text: 'x'.repeat(20_000) }));
    expect(heavy.full()).toBe(true);
    // … and a batch stays below what browsers grant a page that goes away (W55): the second one waits.
    expect(ids(heavy.take())).toEqual(['a']);
    heavy.settle(true);
    expect(ids(heavy.take())).toEqual(['b']);
  });

  it('[W55] [W56] counts bytes, not characters', () => {
    const heavy = createTracker();
    heavy.add(event('a', 'track', { text: '語'.repeat(9_000) }));
    expect(heavy.full()).toBe(false);
    heavy.add(event('b', 'track', { text: '語'.repeat(9_000) }));
    expect(heavy.full()).toBe(true);
    expect(ids(heavy.take())).toEqual(['a']);
  });

  it('[W55] a page that goes away offers what waits behind a batch that is out, until no more is taken', () => {
    const tracker = createTracker();
    tracker.add(event('out'));
    tracker.take();
    for (let at = 0; at < BATCH_EVENTS + 2; at += 1) tracker.add(event(`e${at}`));
    const offered: number[] = [];
    tracker.offer((batch) => offered.push(batch.length) < 2);
    expect(offered).toEqual([BATCH_EVENTS, 2]);
    expect(tracker.size()).toBe(3); // the one that is out, and the two that were refused
    tracker.settle(true);
    expect(ids(tracker.take())).toEqual(['e20', 'e21']);
  });

  it('[W56] keeps at most 100 events and drops the oldest page view first', () => {
    const tracker = createTracker();
    tracker.add(event('kept'));
    tracker.add(event('page-1', 'page'));
    for (let at = 0; at < EVENTS_MAX; at += 1) tracker.add(event(`e${at}`));
    expect(tracker.size()).toBe(EVENTS_MAX);
    const left: string[] = [];
    for (let batch = tracker.take(); batch.length; batch = tracker.take()) {
      left.push(...ids(batch));
      tracker.settle(true);
    }
    expect(left).not.toContain('page-1');
    expect(left).not.toContain('kept'); // no page view left to drop: then the oldest event
    expect(left.at(-1)).toBe(`e${EVENTS_MAX - 1}`);
  });
});
