import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Entry } from '../model/entry.js';
import { hex128s, logs } from '../testing/arbitraries.js';
import type { SyncPage } from './ack.js';
import { applyEvent, applyPage, emptyLane } from './apply.js';
import type { LaneView } from './apply.js';

const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) };
const runs = { numRuns: Number(process.env['SIM_RUNS'] ?? 2_000), ...seed };

const page = (epoch: string, log: readonly Entry[], after: number, size: number): SyncPage => {
  const events = log.slice(after, after + size);
  const more = after + events.length < log.length;
  return {
    ...{ ok: true, conv: 'c', lane: 'pub', epoch, head: log.length, events, more, reset: false },
    receipts: { delivered: 0, read: 0 },
  };
};

/** Ask until nothing is needed, as the receiver does. */
function catchUp(view: LaneView, epoch: string, log: readonly Entry[], size: number): LaneView {
  for (let asked = 0; asked <= log.length; asked += 1) {
    const applied = applyPage(view, page(epoch, log, view.contig, size));
    view = applied.view;
    if (applied.need === 'nothing') return view;
  }
  throw new Error('no end of pages');
}

/** What a network makes of a log: any of its events, any number of times, in any order, mixed with those of another history. */
const storms = fc.record({
  epoch: hex128s,
  foreign: hex128s,
  log: logs(),
  cut: fc.nat(),
  hints: fc.array(fc.record({ at: fc.nat(), foreign: fc.boolean() }), { maxLength: 80 }),
  size: fc.integer({ min: 1, max: 9 }),
});

const good = { range: true, forward: true, forgotten: false };

it('[P73] convergence: for every list of events, apply*(old snapshot, events) and then what it asks for = a fresh snapshot', () => {
  const property = fc.property(storms, ({ epoch, foreign, log, cut, hints, size }) => {
    const fresh = catchUp(emptyLane('pub'), epoch, log, 200);
    let view = catchUp(emptyLane('pub'), epoch, log.slice(0, cut % (log.length + 1)), size);
    let owed = view.contig < log.length;
    for (const hint of hints) {
      const entry = log[hint.at % Math.max(log.length, 1)];
      if (entry === undefined) continue;
      const before = view;
      const applied = hint.foreign ? applyEvent(view, foreign, { ...entry, id: `x${entry.id}` }) : applyEvent(view, epoch, entry);
      view = applied.view;
      // At every step the list is a range of the log from its start: nothing missing, doubled, foreign or out of order.
      if (applied.need === 'sync') owed = true;
      const range = view.entries.length === view.contig && view.entries.every((held, i) => held === log[i]);
      expect({ range, forward: view.contig >= before.contig, forgotten: view.pending.size > 0 && !owed }).toEqual(good);
    }
    const end = catchUp(view, epoch, log, size);
    expect(end.entries).toEqual(fresh.entries);
    expect([end.contig, end.contigId, end.epoch, end.pending.size]).toEqual([fresh.contig, fresh.contigId, epoch, 0]);
  });
  fc.assert(property, runs);
});
