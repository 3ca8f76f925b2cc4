// The invariants of identity, over random histories (docs/identity.md). fast-check prints the seed of a failure; FC_SEED replays it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdentityModel } from '../../testing/identity-model.js';
import type { ModelEvent } from '../../testing/identity-model.js';
import { START, STEP_MS, anything, dense, history, publicOnly, run, snapshot } from '../../testing/identity-model-arbitraries.js';

const RUNS = { numRuns: 500, ...(process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) }) };
/** Whatever the seed, the random histories must reach the case they are about more often than by accident. */
const ENOUGH = 20;
describe('identity invariants', () => {
  it('[I1] at most one user id per root', () => {
    fc.assert(
      fc.property(history(anything), (events) => {
        const model = run(events);
        const userIds = new Map<string, string[]>();
        for (const edge of model.edges) {
          if (edge.type === 'user_id') userIds.set(edge.customerId, [...(userIds.get(edge.customerId) ?? []), edge.value]);
        }
        for (const [root, values] of userIds) {
          expect(values).toHaveLength(1);
          expect(model.customers.get(root)?.userId).toBe(values[0]);
        }
        const withUser = [...model.customers.values()].filter(({ id, userId }) => model.root(id) === id && userId !== null);
        expect(new Set(withUser.map(({ userId }) => userId)).size).toBe(withUser.length);
      }),
      RUNS,
    );
  });

  // The events of one source keep their order; the sources are interleaved differently. Message ids keep their number.
  it('[I2] any order of the sources gives the same partition when nothing is refused or shared', () => {
    let compared = 0;
    const lanes = fc.tuple(history(anything, 8), fc.array(fc.nat({ max: 2 }), { minLength: 24, maxLength: 24 }));
    fc.assert(
      fc.property(lanes, ([events, picks]) => {
        const shuffled = interleave(events, picks);
        const [one, other] = [run(events), run(shuffled)];
        if (doubted(one) || doubted(other)) return;
        compared += 1;
        expect(partition(other)).toEqual(partition(one));
      }),
      { ...RUNS, numRuns: 1_500 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  it('[I3] a repeated messageId changes nothing', () => {
    fc.assert(
      fc.property(history(anything), fc.nat(), (events, pick) => {
        const model = run(events);
        const before = snapshot(model);
        const repeated = events[pick % Math.max(1, events.length)];
        if (repeated !== undefined) expect(model.ingest(repeated, START + 1e9)).toBeNull();
        expect(snapshot(model)).toEqual(before);
      }),
      RUNS,
    );
  });

  // Two user ids meet only by an admin's override (ID13). Those merges stay, so that later ones meet customers with several user ids.
  function mergeAndUndo(events: readonly ModelEvent[], onUndone: (overridden: boolean) => void = () => undefined): IdentityModel {
    const model = new IdentityModel();
    events.forEach((event, i) => {
      const [a, b] = model.view(event.identifiers).customers;
      if (a === undefined || b === undefined) {
        model.ingest(event, START + i * STEP_MS);
        return;
      }
      const before = snapshot(model);
      const record = model.mergeByOverride(b.id, a.id);
      expect(model.root(b.id)).toBe(a.id);
      model.undo(record);
      expect(snapshot(model)).toEqual(before);
      expect([model.customers.get(a.id)?.userId, model.customers.get(b.id)?.userId]).toEqual([a.userId, b.userId]);
      const overridden = a.userId !== null && b.userId !== null;
      onUndone(overridden);
      if (overridden) model.mergeByOverride(b.id, a.id);
    });
    return model;
  }

  it('[I4] merge then undo restores edges and both timelines', () => {
    const undone = { plain: 0, overridden: 0 };
    const count = (overridden: boolean) => (undone[overridden ? 'overridden' : 'plain'] += 1);
    fc.assert(
      fc.property(dense, (events) => {
        mergeAndUndo(events, count);
      }),
      RUNS,
    );
    expect(undone.plain).toBeGreaterThan(ENOUGH);
    expect(undone.overridden).toBeGreaterThan(ENOUGH);
  });

  it('[I4] merges on top of each other can be undone in any order', () => {
    let stacked = 0;
    const picks = fc.array(fc.nat(), { minLength: 25, maxLength: 25 });
    fc.assert(
      fc.property(dense, picks, (events, order) => {
        const model = new IdentityModel();
        events.forEach((event, i) => {
          const [a, b] = model.view(event.identifiers).customers;
          if (a !== undefined && b !== undefined) model.mergeByOverride(b.id, a.id);
          else model.ingest(event, START + i * STEP_MS);
        });
        const records = [...model.merges];
        if (records.some(({ membersMoved }) => membersMoved.length > 1)) stacked += 1;
        for (const pick of order) for (const record of records.splice(pick % Math.max(1, records.length), 1)) model.undo(record);
        expect(records).toEqual([]);
        for (const [id, root] of model.rootOf) expect(root).toBe(id);
        for (const { id, userId } of model.customers.values()) {
          const own = model.edges.filter((edge) => edge.type === 'user_id' && edge.customerId === id).map(({ value }) => value);
          expect(own).toEqual(userId === null ? [] : [userId]);
        }
      }),
      RUNS,
    );
    expect(stacked).toBeGreaterThan(ENOUGH);
  });

  // What comes in between the merge and its undo: the restored customer's own identifiers bring it along, anything else stays.
  it('[I4] what came in since the merge goes to whose identifiers it carried', () => {
    let moved = 0;
    fc.assert(
      fc.property(dense, dense, fc.nat(), (past, since, pick) => {
        const model = run(past);
        const roots = [...model.customers.keys()].filter((id) => model.root(id) === id && id.startsWith('cus_')); // no shared devices
        const [a, b] = [roots[pick % Math.max(1, roots.length)], roots[(pick + 1) % Math.max(1, roots.length)]];
        if (a === undefined || b === undefined || a === b) return;
        const own = model.edges.filter((edge) => edge.customerId === b).map(({ type, value }) => `${type} ${value}`);
        const before = model.interactions.map((each) => [each, model.ownerOf(each)] as const);
        const mergedAt = START + past.length * STEP_MS;
        const record = model.mergeByOverride(b, a, mergedAt);
        since.forEach((event, i) => model.ingest({ ...event, messageId: `s${i}` }, mergedAt + (i + 1) * STEP_MS));
        model.undo(record);
        expect(model.root(b)).toBe(b);
        const other = model.root(a);
        expect(other).not.toBe(b);
        for (const [each, owner] of before) expect(model.ownerOf(each) === b).toBe(owner === b);
        for (const each of model.interactions.slice(before.length)) {
          const only = each.filedBy.length > 0 && each.filedBy.every(({ type, value }) => own.includes(`${type} ${value}`));
          const back =
            only &&
            each.filedBy.every((one) =>
              model.edges.some((edge) => edge.customerId === b && edge.type === one.type && edge.value === one.value),
            );
          expect(model.ownerOf(each) === b).toBe(back);
          if (back) moved += 1;
        }
      }),
      RUNS,
    );
    expect(moved).toBeGreaterThan(ENOUGH);
  });

  it('[I5] no redirect cycle, and every redirect ends in one step', () => {
    fc.assert(
      fc.property(history(anything), (events) => {
        const model = run(events);
        for (const [id, root] of model.rootOf) expect(model.root(root), id).toBe(root);
        for (const edge of model.edges) expect(model.root(edge.customerId)).toBe(edge.customerId);
      }),
      RUNS,
    );
  });

  it('[I7] no trust rises from public-key input, and no customer gains a user id by it', () => {
    fc.assert(
      fc.property(history(anything), history(publicOnly), (past, attack) => {
        const model = run(past);
        const trusts = new Map(model.edges.map((edge) => [`${edge.type} ${edge.value}`, edge.trust]));
        const userIds = new Map([...model.customers].map(([id, { userId }]) => [id, userId]));
        attack.forEach((event, i) => model.ingest({ ...event, messageId: `a${i}` }, START + (past.length + i) * STEP_MS));
        for (const edge of model.edges) {
          const before = trusts.get(`${edge.type} ${edge.value}`);
          expect(edge.trust).toBe(before ?? 0);
        }
        for (const [id, { userId }] of model.customers) {
          if (model.root(id) === id && userId !== null) expect([...userIds.values()]).toContain(userId);
        }
      }),
      RUNS,
    );
  });
});

function doubted(model: IdentityModel): boolean {
  return model.resolutions.some(
    ({ suggestions, share, release }) =>
      suggestions.some(({ reason }) => reason !== 'claimed_identifier') || share.length > 0 || release.length > 0,
  );
}

/** Which events ended on one timeline, whatever the customers are called. */
function partition(model: IdentityModel): string[] {
  const groups = new Map<string, string[]>();
  for (const { messageId, customerIdAtIngest } of model.interactions) {
    const root = model.root(customerIdAtIngest);
    groups.set(root, [...(groups.get(root) ?? []), messageId]);
  }
  return [...groups.values()].map((ids) => ids.sort().join(' ')).sort();
}

function interleave(events: readonly ModelEvent[], picks: readonly number[]): ModelEvent[] {
  const lanes = ['web', 'server', 'ivr'].map((source) => events.filter((event) => event.source === source));
  const mixed: ModelEvent[] = [];
  for (const pick of picks) {
    const event = lanes[pick]?.shift();
    if (event !== undefined) mixed.push(event);
  }
  return [...mixed, ...lanes.flat()];
}
