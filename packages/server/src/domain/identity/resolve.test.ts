// Identity resolution, rule by rule (docs/identity.md), on the in-memory model.
import { describe, expect, it } from 'vitest';
import { IdentityModel } from '../../testing/identity-model.js';
import type { SeenIdentifier } from './model.js';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 3);
const user = (value: string): SeenIdentifier => ({ type: 'user_id', value, trust: 3, proven: true });
const claimedUser = (value: string): SeenIdentifier => ({ type: 'user_id', value, trust: 1, proven: false });
const email = (value: string, trust: SeenIdentifier['trust'] = 2): SeenIdentifier => ({ type: 'email', value, trust, proven: false });
const phone = (value: string): SeenIdentifier => ({ type: 'phone', value, trust: 2, proven: false });
const device = (value: string, proven = false): SeenIdentifier => ({ type: 'anonymous_id', value, trust: 0, proven });
const caller = (value: string): SeenIdentifier => ({ type: 'caller_id', value, trust: 1, proven: false });

function world() {
  const model = new IdentityModel('site_1');
  let n = 0;
  const say = (...identifiers: SeenIdentifier[]) => sayAt(NOW, ...identifiers);
  const sayAt = (at: number, ...identifiers: SeenIdentifier[]) => {
    const resolution = model.ingest({ source: 's', messageId: `m${(n += 1)}`, identifiers }, at);
    if (resolution === null) throw new Error('Taken for a repeat');
    return resolution;
  };
  return { model, say, sayAt };
}

describe('resolve', () => {
  it('[ID11] an anonymous visitor who signs in on a proven device keeps the history', () => {
    const { say } = world();
    const before = say(device('d1'));
    const after = say(device('d1', true), user('u1'));
    expect(after.target).toBe(before.target);
    expect(after.userId).toBe('u1');
  });

  it('[ID11] a known user on a new, proven device: the device customer is redirected to the user', () => {
    const { say, model } = world();
    const known = say(user('u1'));
    const anonymous = say(device('d1'));
    const signedIn = say(user('u1'), device('d1', true));
    expect(signedIn.target).toBe(known.target);
    expect(signedIn.merges).toEqual([
      { from: anonymous.target, into: known.target, rule: 'device', evidence: [{ type: 'anonymous_id', value: 'd1' }] },
    ]);
    expect(model.root(anonymous.target)).toBe(known.target);
  });

  it('[ID11] without the device token a known device is suggested, never merged nor taken over', () => {
    const { say } = world();
    const anonymous = say(device('d1'));
    const stranger = say(user('u1'), device('d1'));
    expect(stranger.target).not.toBe(anonymous.target);
    expect(stranger.merges).toEqual([]);
    expect(stranger.suggestions).toEqual([
      { target: stranger.target, candidate: anonymous.target, reason: 'device_not_proven', type: 'anonymous_id', value: 'd1' },
    ]);
    expect(say(device('d1')).target).toBe(anonymous.target);
  });

  it('[ID11] an attested e-mail joins two customers; the older one with the user id stays', () => {
    const { say } = world();
    const a = say(user('u1'));
    const b = say(email('ann@example.com'));
    const both = say(user('u1'), email('ann@example.com'));
    expect(both.merges).toEqual([
      { from: b.target, into: a.target, rule: 'attested', evidence: [{ type: 'email', value: 'ann@example.com' }] },
    ]);
  });

  it('[ID11] an attested identifier of a user, seen on a device of nobody known, is not merged by the device', () => {
    const { say } = world();
    const known = say(user('u1'), device('d1', true));
    const other = say(email('bob@example.com'), device('d1', true));
    // No user id speaks: the device selects its owner, the e-mail joins it.
    expect(other.target).toBe(known.target);
    const third = say(email('carol@example.com'));
    const mixed = say(email('carol@example.com'), device('d1', true));
    expect(mixed.target).toBe(third.target);
    expect(mixed.suggestions.map(({ reason }) => reason)).toEqual(['device_of_known']);
  });

  it('[ID13] two different user ids never merge, not even by an attested e-mail of both', () => {
    const { say } = world();
    const a = say(user('u1'), email('family@example.com'));
    const b = say(user('u2'), email('family@example.com'));
    expect(b.target).not.toBe(a.target);
    expect(b.merges).toEqual([]);
    expect(b.suggestions).toMatchObject([{ candidate: a.target, reason: 'different_user_id' }]);
  });

  it('[ID13] a customer about to get a user id refuses candidates with another one', () => {
    const { say } = world();
    say(user('u2'), phone('+4915112345'));
    const anonymous = say(device('d9'));
    const signedIn = say(user('u1'), device('d9', true), phone('+4915112345'));
    expect(signedIn.target).toBe(anonymous.target);
    expect(signedIn.userId).toBe('u1');
    expect(signedIn.suggestions.map(({ reason }) => reason)).toEqual(['different_user_id']);
  });

  it('[ID12] a device used by two users is shared from then on, and its anonymous events belong to nobody', () => {
    const { say } = world();
    const a = say(user('u1'), device('anon-7f3a', true));
    const b = say(user('u2'), device('anon-7f3a', true));
    expect(b.target).not.toBe(a.target);
    expect(b.share).toEqual([{ type: 'anonymous_id', value: 'anon-7f3a' }]);
    expect(say(device('anon-7f3a', true)).target).toBe('1d88dc73-99b5-506e-bc24-a808141d1373');
    expect(say(device('anon-7f3a')).target).toBe('1d88dc73-99b5-506e-bc24-a808141d1373');
    expect(say(user('u1'), device('anon-7f3a', true)).target).toBe(a.target);
  });

  it('[ID8] claims select nobody and only suggest', () => {
    const { say } = world();
    const known = say(user('u1'), email('ann@example.com'));
    const spoof = say(device('evil'), claimedUser('u1'), email('ann@example.com', 1));
    expect(spoof.target).not.toBe(known.target);
    expect(spoof.merges).toEqual([]);
    expect(spoof.attach.map(({ type }) => type)).toEqual(['anonymous_id']);
    expect(spoof.suggestions.map(({ reason, candidate }) => [reason, candidate])).toEqual([
      ['claimed_identifier', known.target],
      ['claimed_identifier', known.target],
    ]);
    expect(say(claimedUser('u1')).target).not.toBe(known.target);
  });

  it('[ID9] repeated calls of one number stay together, apart from the number’s attested owner', () => {
    const { say } = world();
    const owner = say(phone('+4915112345'), user('u1'));
    const first = say(caller('+49 151 12345'));
    const second = say(caller('+4915112345'));
    expect(first.target).not.toBe(owner.target);
    expect(second.target).toBe(first.target);
    expect(say(caller('+4915112345'), user('u1')).target).toBe(owner.target);
    expect(say(caller('+4915112345')).target).toBe(first.target);
  });

  it('[ID10] a number not attested for a year counts as a claim and goes to whoever attests it now', () => {
    const { say, sayAt } = world();
    const old = say(phone('+4915112345'), user('u1'));
    const next = sayAt(NOW + 366 * DAY, phone('+4915112345'));
    expect(next.target).not.toBe(old.target);
    expect(next.release).toEqual([{ type: 'phone', value: '+4915112345' }]);
    expect(sayAt(NOW + 367 * DAY, phone('+4915112345')).target).toBe(next.target);
  });

  it('[ID10] the same person confirming it keeps it', () => {
    const { say, sayAt } = world();
    const old = say(phone('+4915112345'), user('u1'));
    const again = sayAt(NOW + 400 * DAY, phone('+4915112345'), user('u1'));
    expect(again.refresh.map(({ type }) => type).sort()).toEqual(['phone', 'user_id']);
    expect(sayAt(NOW + 500 * DAY, phone('+4915112345')).target).toBe(old.target);
  });

  it('[ID1] references link nobody; the sixth device of a week is not attached, its event still arrives', () => {
    const { say, sayAt } = world();
    const order: SeenIdentifier = { type: 'order_id', value: 'o-77', trust: 3, proven: true };
    expect(say(user('u1'), order).target).not.toBe(say(user('u2'), order).target);
    const first = say(user('u1'));
    for (let i = 0; i < 5; i += 1) expect(say(user('u1'), device(`d${i}`, true)).attach).toHaveLength(1);
    const sixth = say(user('u1'), device('d5', true));
    expect(sixth).toMatchObject({ target: first.target, attach: [] });
    expect(sayAt(NOW + 8 * DAY, user('u1'), device('d5', true)).attach).toHaveLength(1);
  });

  it('[ID1] a merge that would break a limit is refused and suggested', () => {
    const { say } = world();
    const a = say(user('u1'));
    for (let i = 0; i < 3; i += 1) say(user('u1'), email(`a${i}@example.com`));
    const b = say(phone('+4915199999'));
    for (let i = 0; i < 3; i += 1) say(phone('+4915199999'), email(`b${i}@example.com`));
    const both = say(user('u1'), phone('+4915199999'));
    expect(both).toMatchObject({ target: a.target, merges: [], suggestions: [{ candidate: b.target, reason: 'limit_exceeded' }] });
  });

  it('[ID17] a pair that was unmerged never merges by itself again', () => {
    const { say, model } = world();
    const a = say(user('u1'));
    const b = say(email('ann@example.com'));
    say(user('u1'), email('ann@example.com'));
    const record = model.merges[0];
    if (record === undefined) throw new Error('Not merged');
    model.undo(record);
    expect(model.root(b.target)).toBe(b.target);
    const again = say(user('u1'), email('ann@example.com'));
    expect(again).toMatchObject({ target: a.target, merges: [], suggestions: [{ candidate: b.target, reason: 'never_merge' }] });
  });

  it('an unproven device cannot pull another device’s history into it', () => {
    const { say } = world();
    const mine = say(device('mine', true));
    const theirs = say({ type: 'device_id', value: 'theirs', trust: 0, proven: false });
    const mixed = say(device('mine', true), { type: 'device_id', value: 'theirs', trust: 0, proven: false });
    expect(mixed.merges).toEqual([]);
    expect(new Set([mine.target, theirs.target]).size).toBe(2);
  });
});
