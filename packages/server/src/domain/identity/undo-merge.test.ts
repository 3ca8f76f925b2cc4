// Undoing merges (docs/identity.md): counterexamples the property tests found, each kept as a test of its own.
import { describe, expect, it } from 'vitest';
import { IdentityModel } from '../../testing/identity-model.js';
import type { SeenIdentifier } from './model.js';

const NOW = Date.UTC(2026, 2, 3);
const user = (value: string): SeenIdentifier => ({ type: 'user_id', value, trust: 3, proven: true });
const email = (value: string): SeenIdentifier => ({ type: 'email', value, trust: 2, proven: false });
const phone = (value: string): SeenIdentifier => ({ type: 'phone', value, trust: 2, proven: false });

function world() {
  const model = new IdentityModel();
  const say = (...identifiers: SeenIdentifier[]): string => {
    const resolution = model.ingest({ source: 's', messageId: `m${model.interactions.length}`, identifiers }, NOW);
    if (resolution === null) throw new Error('Taken for a repeat');
    return resolution.target;
  };
  const userIdOf = (id: string) => model.customers.get(id)?.userId;
  const ownersOf = (type: string) => model.edges.filter((edge) => edge.type === type).map((edge) => [edge.value, edge.customerId]);
  return { model, say, userIdOf, ownersOf };
}

describe('undoMerge', () => {
  it('[ID17] seed 1174540942: a customer holding two user ids keeps its own when another merge is undone', () => {
    const { model, say, userIdOf } = world();
    const a = say(email('e2@example.com'));
    const b = say(user('u2'));
    const c = say(email('e4@example.com'));
    say(user('u1'), email('e2@example.com')); // a becomes u1 after u2 was seen: the first user id edge is not a's own
    say(user('u2'), phone('+49153000'));
    model.mergeByOverride(b, a);
    expect(userIdOf(a)).toBe('u1');
    const record = model.mergeByOverride(c, a);
    model.undo(record);
    expect([userIdOf(a), userIdOf(c)]).toEqual(['u1', null]);
  });

  it('[ID17] undoing an override gives each customer its own user id back', () => {
    const { model, say, userIdOf, ownersOf } = world();
    const b = say(user('u2'));
    const a = say(user('u1'));
    model.undo(model.mergeByOverride(b, a));
    expect([userIdOf(a), userIdOf(b)]).toEqual(['u1', 'u2']);
    expect(ownersOf('user_id').sort()).toEqual([
      ['u1', a],
      ['u2', b],
    ]);
  });

  it('[ID17] a user id that came by the undone merge goes; one that came by another merge stays', () => {
    const { model, say, userIdOf } = world();
    const a = say(email('e1@example.com'));
    const b = say(user('u1'));
    const c = say(user('u2'));
    const first = model.mergeByOverride(b, a);
    model.mergeByOverride(c, a);
    model.undo(first);
    expect([userIdOf(a), userIdOf(b)]).toEqual(['u2', 'u1']);
  });

  it('[ID17] a customer split off before is not dragged along when the later merge is undone', () => {
    const { model, say, ownersOf } = world();
    const [a, b, c] = [say(email('a@example.com')), say(email('b@example.com')), say(email('c@example.com'))];
    const first = model.mergeByOverride(c, b);
    const second = model.mergeByOverride(b, a);
    model.undo(first);
    model.undo(second);
    expect([a, b, c].map((id) => model.root(id))).toEqual([a, b, c]);
    expect(ownersOf('email').map(([, owner]) => owner)).toEqual([a, b, c]);
  });
});
