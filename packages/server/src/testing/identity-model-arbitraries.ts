// Random histories for the identity model: few people, few identifiers, so that they meet again and again.
import fc from 'fast-check';
import type { SeenIdentifier } from '../domain/identity/model.js';
import { IdentityModel } from './identity-model.js';
import type { ModelEvent } from './identity-model.js';

export const START = Date.UTC(2026, 0, 1);
export const STEP_MS = 3 * 3_600_000; // windows of a week slide within one history

const few = (prefix: string) => fc.integer({ min: 1, max: 4 }).map((n) => `${prefix}${n}`);
const identifier = (
  type: string,
  value: fc.Arbitrary<string>,
  trust: SeenIdentifier['trust'],
  proven = false,
): fc.Arbitrary<SeenIdentifier> => value.map((each) => ({ type, value: each, trust, proven }));

const claims = fc.oneof(
  identifier('user_id', few('u'), 1),
  identifier(
    'email',
    few('u').map((name) => `${name}@example.com`),
    1,
  ),
  identifier('anonymous_id', few('d'), 1),
);
export const publicOnly = fc.oneof(identifier('anonymous_id', few('d'), 0), identifier('anonymous_id', few('d'), 0, true), claims);
export const linking = fc.oneof(
  identifier('user_id', few('u'), 3, true),
  identifier(
    'email',
    few('e').map((name) => `${name}@example.com`),
    2,
  ),
  identifier(
    'phone',
    few('+4915').map((digits) => `${digits}000`),
    2,
  ),
  identifier('device_id', few('x'), 0),
);
export const anything = fc.oneof(
  { arbitrary: publicOnly, weight: 1 },
  { arbitrary: linking, weight: 4 },
  identifier(
    'caller_id',
    few('+4916').map((digits) => `${digits}000`),
    1,
  ),
  identifier('order_id', few('o-'), 3),
);
export const history = (kind: fc.Arbitrary<SeenIdentifier>, maxLength = 25): fc.Arbitrary<ModelEvent[]> =>
  fc
    .array(fc.record({ source: fc.constantFrom('web', 'server', 'ivr'), identifiers: fc.array(kind, { minLength: 1, maxLength: 4 }) }), {
      maxLength,
    })
    .map((events) => events.map((event, i) => ({ ...event, messageId: `m${i}` })));

/** Long and dense, so that customers meet again and again: half of them of linking identifiers only. */
export const dense = fc.oneof(
  history(anything),
  fc
    .array(fc.array(linking, { minLength: 1, maxLength: 3 }), { minLength: 10, maxLength: 25, size: 'max' })
    .map((events) => events.map((identifiers, i): ModelEvent => ({ source: 'web', identifiers, messageId: `m${i}` }))),
);

export function run(events: readonly ModelEvent[], model = new IdentityModel()): IdentityModel {
  events.forEach((event, i) => model.ingest(event, START + i * STEP_MS));
  return model;
}
export const snapshot = (model: IdentityModel) => ({
  owners: model.edges.map((edge) => `${edge.type} ${edge.value} ${edge.customerId} ${edge.trust} ${edge.shared}`).sort(),
  roots: [...model.rootOf].sort(),
  timelines: model.interactions.map((each) => `${each.messageId} ${model.root(each.customerIdAtIngest)}`).sort(),
});
