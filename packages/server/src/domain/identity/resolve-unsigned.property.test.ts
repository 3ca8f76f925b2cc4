// Sites that do not require signed user ids (ID7), over random histories. fast-check prints the seed of a failure; FC_SEED replays it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdentityModel } from '../../testing/identity-model.js';
import type { ModelEvent } from '../../testing/identity-model.js';
import { START, STEP_MS, history, linking, publicOnly, run, snapshot } from '../../testing/identity-model-arbitraries.js';

const RUNS = { numRuns: 300, ...(process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) }) };
/** Whatever the seed, the random histories must reach the case they are about more often than by accident. */
const ENOUGH = 20;

describe('identity where unsigned user ids select (ID7 off)', () => {
  const unsignedWorld = fc.oneof(publicOnly, publicOnly, linking);
  const runOff = (events: readonly ModelEvent[]) => run(events, new IdentityModel('site_1', true));

  it('[ID7] one user id per root still, and no public key raises a trust above 1', () => {
    let selected = 0;
    fc.assert(
      fc.property(history(unsignedWorld), history(publicOnly), (past, attack) => {
        const model = runOff(past);
        const trusts = new Map(model.edges.map((edge) => [`${edge.type} ${edge.value}`, edge.trust]));
        attack.forEach((event, i) => {
          const resolution = model.ingest({ ...event, messageId: `a${i}` }, START + (past.length + i) * STEP_MS);
          if (resolution?.unsigned === 'selected') selected += 1;
        });
        for (const edge of model.edges) {
          expect(edge.trust).toBeLessThanOrEqual(Math.max(1, trusts.get(`${edge.type} ${edge.value}`) ?? 0));
          if (edge.type !== 'user_id') continue;
          expect(model.customers.get(edge.customerId)?.userId).toBe(edge.value);
        }
        for (const [id, root] of model.rootOf) expect(model.root(root), id).toBe(root);
      }),
      RUNS,
    );
    expect(selected).toBeGreaterThan(ENOUGH);
  });

  it('[ID7] an unsigned id that is verified already gets the interaction and nothing else', () => {
    fc.assert(
      fc.property(history(unsignedWorld), history(publicOnly, 5), (past, attack) => {
        const model = runOff(past);
        const verified = new Set(model.edges.filter((edge) => edge.type === 'user_id' && edge.trust === 3).map(({ value }) => value));
        attack.forEach((event, i) => {
          const before = snapshot(model);
          const said = event.identifiers.find(({ type }) => type === 'user_id');
          if (said === undefined || !verified.has(said.value)) return;
          model.ingest({ ...event, messageId: `a${i}` }, START + 1e9);
          expect({ ...snapshot(model), timelines: [] }).toEqual({ ...before, timelines: [] });
        });
      }),
      RUNS,
    );
  });
});
