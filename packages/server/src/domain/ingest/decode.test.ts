// Reading one call: times, identifiers and their trust, channels, titles, refusals (docs/ingest.md).
import { describe, expect, it } from 'vitest';
import { decodeCall } from './decode-call.js';
import type { DecodeArgs } from './decode-call.js';
import type { IngestEvent } from './event.js';
import { decodeInteraction } from './rest-interaction.js';
import { NO_PROOF } from './source.js';
import type { EventSource, SignedIdentity } from './source.js';

const RECEIVED = Date.UTC(2026, 2, 3, 12, 0, 5, 200);
const page: EventSource = { kind: 'public', channel: 'web', department: null, visibility: 'shared' };
const server: EventSource = { kind: 'secret', channel: 'other', department: null, visibility: 'shared' };
const ann: SignedIdentity = { userId: 'u1', email: 'ann@example.com', emailVerified: true, phoneVerified: false, traits: { name: 'Ann' } };

const args = (more: Partial<DecodeArgs> = {}): DecodeArgs => ({
  index: 0,
  receivedAt: RECEIVED,
  source: page,
  proof: NO_PROOF,
  newMessageId: 'assigned',
  batch: {},
  ...more,
});
function accept(raw: unknown, more: Partial<DecodeArgs> = {}): IngestEvent {
  const decoded = decodeCall(raw, args(more));
  if (!decoded.ok) throw new Error(decoded.code);
  return decoded.event;
}
function refuse(raw: unknown, more: Partial<DecodeArgs> = {}): string {
  const decoded = decodeCall(raw, args(more));
  return decoded.ok ? 'accepted' : decoded.code;
}
const track = { type: 'track', event: 'Clicked', anonymousId: 'a1' };
const ids = (event: IngestEvent) => event.identifiers.map(({ type, value, trust, proven }) => [type, value, trust, proven]);

describe('refusals', () => {
  it('[C10] names what is missing or too much', () => {
    expect(refuse('text')).toBe('missing_type');
    expect(refuse({ anonymousId: 'a' })).toBe('missing_type');
    expect(refuse({ type: 'beam', anonymousId: 'a' })).toBe('unknown_type');
    expect(refuse({ type: 'interaction', event: 'x', anonymousId: 'a' })).toBe('unknown_type');
    expect(refuse({ type: 'track', event: 'x' })).toBe('missing_id');
    expect(refuse({ type: 'track', anonymousId: 'a' })).toBe('missing_event');
    expect(refuse({ type: 'group', anonymousId: 'a' })).toBe('missing_group');
    expect(refuse({ type: 'alias', userId: 'u' })).toBe('missing_previous');
    expect(refuse({ type: 'alias', previousId: 'p', anonymousId: 'a' })).toBe('missing_id');
    expect(refuse({ ...track, messageId: '' })).toBe('message_id_invalid');
    expect(refuse({ ...track, messageId: 'x'.repeat(100) })).toBe('message_id_invalid');
    expect(refuse({ ...track, messageId: 7 })).toBe('message_id_invalid');
    expect(refuse({ ...track, messageId: 'x'.repeat(99) })).toBe('accepted');
    expect(refuse({ ...track, properties: { text: 'x'.repeat(33_000) } })).toBe('too_large');
    expect(refuse({ ...track, properties: { text: 'a\0b' } })).toBe('invalid_text');
    expect(refuse({ ...track, properties: { '\ud800': 1 } })).toBe('invalid_text');
    expect(refuse({ ...track, timestamp: '2019-01-01T00:00:00Z' })).toBe('too_old');
  });

  it('[C7] a page speaks neither for the relay nor for the back office', () => {
    const page = { kind: 'public' as const, channel: 'web' as const, department: null, visibility: 'shared' as const };
    for (const event of ['commitment.updated', 'tracked_item.updated', 'case.opened', 'fact.confirmed', 'reason.confirmed', 'notice.sent'])
      expect(refuse({ ...track, event }, { source: page })).toBe('reserved_name');
    for (const event of ['Payment Succeeded', 'Order Delivered', 'Refund Issued', 'Loan Status Changed', 'Email Sent', 'Promise Made']) {
      const decoded = decodeCall({ ...track, event }, args({ source: page }));
      expect(decoded.ok && decoded.event.unverified, event).toBe(true);
    }
    const own = decodeCall({ ...track, event: 'app.opened' }, args({ source: page }));
    expect(own.ok && own.event.unverified).toBe(false);
  });

  it('[C10] nesting 8 and 1,000 keys are the most', () => {
    const nest = (depth: number): unknown => (depth === 0 ? 1 : { a: nest(depth - 1) });
    expect(refuse({ ...track, properties: nest(7) })).toBe('accepted');
    expect(refuse({ ...track, properties: nest(8) })).toBe('too_large');
    const wide = (keys: number) => Object.fromEntries(Array.from({ length: keys }, (_, i) => [`k${i}`, 1]));
    expect(refuse({ ...track, properties: wide(996) })).toBe('accepted');
    expect(refuse({ ...track, properties: wide(997) })).toBe('too_large');
  });

  it('[C12] a missing messageId is assigned', () => {
    expect(accept(track).messageId).toBe('assigned');
    expect(accept({ ...track, messageId: 'm1' }).messageId).toBe('m1');
  });

  it('keeps prototypes alone', () => {
    const event = accept(JSON.parse('{"type":"track","event":"x","anonymousId":"a","properties":{"__proto__":{"polluted":1},"b":2}}'));
    expect(event.data).toEqual({ b: 2 });
    expect(Object.getPrototypeOf(event.data)).toBe(Object.prototype);
  });
});

describe('what is kept', () => {
  it('[C13] known context keys stay, tokens and unknown keys go', () => {
    const context = {
      page: { url: 'https://shop.example/pricing', path: '/pricing', deep: { x: 1 } },
      locale: 'de-DE',
      ip: '203.0.113.9',
      identityToken: 'jwt',
      deviceToken: 'secret',
      anything: 1,
    };
    const event = accept({ type: 'page', anonymousId: 'a1', integrations: { All: true }, _metadata: {}, context });
    expect(event.data).toEqual({ context: { page: { url: 'https://shop.example/pricing', path: '/pricing' }, locale: 'de-DE' } });
    expect(event.title).toBe('Viewed /pricing');
    expect(JSON.stringify(event)).not.toMatch(/jwt|secret|203\.0/);
  });

  it('[C10] batch-level context and sentAt are defaults for items', () => {
    const batch = { context: { channel: 'branch', locale: 'en' }, sentAt: '2026-03-03T10:00:05Z' };
    const event = accept({ ...track, timestamp: '2026-03-03T09:59:00Z', context: { locale: 'de' } }, { batch, source: server });
    expect(event).toMatchObject({
      channel: 'branch',
      data: { context: { locale: 'de' } },
      occurredAt: Date.UTC(2026, 2, 3, 11, 59, 0, 200),
    });
  });

  it('[C18] card numbers leave the data and the title before anything stores them', () => {
    const event = accept(
      { ...track, event: 'IVR Input Received', properties: { prompt: 'card number', digits: '4111111111111111' } },
      { source: server },
    );
    expect(JSON.stringify(event)).not.toContain('4111111111111111');
    expect(event.title).toBe('IVR: card number: [card •1111]');
    expect(accept({ ...track, properties: { digits: '4111111111111112' } }).data['digits']).toBe('4111111111111112');
    expect(accept({ type: 'identify', userId: 'u', traits: { note: 'GB82WEST12345698765432' } }).traits['note']).not.toContain('GB82');
    expect(accept({ type: 'identify', userId: 'u', traits: { note: 'GB82WEST12345698765431' } }).traits['note']).toContain('GB82');
  });
});

describe('whose it is', () => {
  it('[C7] a secret key attests, a public key claims', () => {
    const raw = {
      type: 'identify',
      userId: 'u1',
      anonymousId: 'a1',
      traits: { email: 'ann@example.com', email_verified: true, phone: '+49151', name: 'Ann' },
    };
    expect(ids(accept(raw))).toEqual([
      ['user_id', 'u1', 1, false],
      ['anonymous_id', 'a1', 0, false],
      ['email', 'ann@example.com', 1, false],
      ['phone', '+49151', 1, false],
    ]);
    expect(ids(accept(raw, { source: server }))).toEqual([
      ['user_id', 'u1', 3, true],
      ['anonymous_id', 'a1', 0, true],
      ['email', 'ann@example.com', 2, false],
      ['phone', '+49151', 1, false],
    ]);
    expect(accept(raw)).toMatchObject({ traitTrust: 1, traits: { name: 'Ann' } });
    expect(accept(raw, { source: server })).toMatchObject({
      signedTraits: { name: 'Ann', email: 'ann@example.com' },
      traits: { phone: '+49151' },
      traitTrust: 1,
    });
  });

  it('[ID6] no field of a public call raises a trust above 1', () => {
    const raw = {
      type: 'identify',
      userId: 'u1',
      traits: { email: 'a@b.example', email_verified: true, phone_number: '+49151', phone_number_verified: true },
      identifiers: [{ type: 'user_id', value: 'u1', verified: true }],
      context: { device: { id: 'd1' } },
    };
    for (const { trust, proven } of accept(raw).identifiers) expect([trust <= 1, proven]).toEqual([true, false]);
  });

  it('[ID4] a verified identity token speaks for its user; another userId in the call stays a claim', () => {
    const event = accept(
      { type: 'identify', userId: 'u2', anonymousId: 'a1', traits: { name: 'Eve' } },
      { proof: { identity: ann, anonymousId: 'a1' } },
    );
    expect(ids(event)).toEqual([
      ['user_id', 'u1', 3, true],
      ['email', 'ann@example.com', 2, false],
      ['user_id', 'u2', 1, false],
      ['anonymous_id', 'a1', 0, true],
    ]);
    expect(event).toMatchObject({ traits: { name: 'Eve' }, traitTrust: 1, signedTraits: { name: 'Ann' }, unverified: false });
  });

  it('[ID7] an unsigned userId alone is a claim and its interaction is unverified', () => {
    expect(accept({ type: 'track', event: 'x', userId: 'u1' }).unverified).toBe(true);
    expect(accept(track).unverified).toBe(false);
  });

  it('[C15] alias: a claim with a public key, a merge request with a secret key', () => {
    const raw = { type: 'alias', userId: 'u1', previousId: 'a1' };
    expect(ids(accept(raw))).toEqual([
      ['user_id', 'u1', 1, false],
      ['anonymous_id', 'a1', 1, false],
      ['user_id', 'a1', 1, false],
    ]);
    expect(ids(accept(raw, { source: server }))).toEqual([
      ['user_id', 'u1', 3, true],
      ['anonymous_id', 'a1', 0, true],
      ['user_id', 'a1', 1, false],
    ]);
  });

  it('a visitor’s page that speaks for a back office is shown as unverified', () => {
    expect(accept({ ...track, event: 'Promise Made', properties: { text: '50 % off' } }).unverified).toBe(true);
    expect(accept({ ...track, context: { channel: 'branch' } }).unverified).toBe(true);
    expect(accept({ ...track, event: 'Promise Made' }, { source: server }).unverified).toBe(false);
  });

  it('[C54] whose department an event is, a page cannot say', () => {
    const said = { ...track, context: { department: 'sales' }, properties: { department: 'sales' } };
    expect(accept(said).department).toBeNull();
    expect(accept(said, { source: { ...page, department: 'web' } }).department).toBe('web');
    expect(accept(said, { source: server }).department).toBe('sales');
  });

  it('a REST interaction names its channel, time and people', () => {
    const body = {
      name: 'IVR Input Received',
      channel: 'ivr',
      department: 'cards',
      occurredAt: '2026-03-03T10:00:00Z',
      data: { choice: 'Dispute' },
      identifiers: [
        { type: 'phone', value: '+4915112345', verified: true },
        { type: 'caller_id', value: '+4915112345' },
        { type: 'nonsense', value: 'x' },
      ],
    };
    const decoded = decodeInteraction(body, args({ source: server }));
    if (!decoded.ok) throw new Error(decoded.code);
    expect(decoded.event).toMatchObject({
      channel: 'ivr',
      department: 'cards',
      type: 'interaction',
      title: 'IVR: chose Dispute',
      occurredAt: Date.UTC(2026, 2, 3, 10),
    });
    expect(ids(decoded.event)).toEqual([
      ['phone', '+4915112345', 2, true],
      ['caller_id', '+4915112345', 1, true],
    ]);
    expect(decodeInteraction({ name: 'x' }, args({ source: server }))).toMatchObject({ code: 'missing_id' });
  });
});
