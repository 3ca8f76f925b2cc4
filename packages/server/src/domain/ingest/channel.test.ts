// Through which medium an event came, and the line that people read.
import { describe, expect, it } from 'vitest';
import { decodeCall } from './decode-call.js';
import type { DecodeArgs } from './decode-call.js';
import type { IngestEvent } from './event.js';
import { NO_PROOF } from './source.js';
import type { EventSource } from './source.js';

const page: EventSource = { kind: 'public', channel: 'web', department: null, visibility: 'shared' };
const server: EventSource = { kind: 'secret', channel: 'other', department: null, visibility: 'shared' };
const track = { type: 'track', event: 'Clicked', anonymousId: 'a1' };

function accept(raw: unknown, more: Partial<DecodeArgs> = {}): IngestEvent {
  const args = {
    index: 0,
    receivedAt: Date.UTC(2026, 2, 3, 12),
    source: page,
    proof: NO_PROOF,
    newMessageId: 'assigned',
    batch: {},
    ...more,
  };
  const decoded = decodeCall(raw, args);
  if (!decoded.ok) throw new Error(decoded.code);
  return decoded.event;
}

describe('channel and title', () => {
  const told = (event: string, properties: object, more: Partial<DecodeArgs> = { source: server }) => {
    const { channel, title } = accept({ type: 'track', event, userId: 'u1', properties }, more);
    return [channel, title];
  };
  it('[C14] semantic names have a channel and a line for people', () => {
    expect(told('IVR Input Received', { choice_label: 'Report a card problem' })).toEqual(['ivr', 'IVR: chose Report a card problem']);
    expect(told('Order Completed', { order_id: 'o-77', total: 159.2, currency: 'EUR' })).toEqual([
      'order',
      'Order o-77 completed, 159.20 EUR',
    ]);
    expect(told('Order Completed', { order_id: 'o-77' }, {})).toEqual(['web', 'Order o-77 completed']);
    expect(told('Form Draft Saved', { form: 'Mortgage application', step: 'documents', filled: 14, total: 22 })[1]).toBe(
      'Form "Mortgage application" saved at documents, 14 of 22',
    );
    expect(told('Promise Made', { text: 'call back today' })).toEqual(['voice', 'Promise: call back today']);
    expect(told('Branch Visit Logged', { purpose: 'mortgage advice' })).toEqual(['branch', 'Branch visit: mortgage advice']);
    expect(told('Email Opened', { email_subject: 'Welcome' })).toEqual(['email', 'E-mail "Welcome" opened']);
    expect(told('Invoice Issued', { invoice_id: 'i-9', total_minor: 19900, currency: 'EUR' })).toEqual([
      'billing',
      'Invoice i-9 issued, 199.00 EUR',
    ]);
    expect(told('Claim Status Changed', { claim_id: 'CL-7741', status: 'in review' })).toEqual(['back_office', 'Claim CL-7741: in review']);
    expect(told('Something Own', {})).toEqual(['other', 'Something Own']);
  });

  it('what the event says itself comes first, the device before the default', () => {
    expect(accept({ ...track, context: { channel: 'mobile_app' }, event: 'Order Completed' }, { source: server }).channel).toBe(
      'mobile_app',
    );
    expect(accept({ ...track, properties: { channel: 'voice' } }, { source: server }).channel).toBe('voice');
    expect(accept({ ...track, context: { channel: 'pigeon' } }).channel).toBe('web');
    expect(accept({ ...track, context: { device: { type: 'iOS' } } }).channel).toBe('mobile_app');
    expect(accept({ ...track, context: { app: { name: 'Bank' } } }, { source: server }).channel).toBe('mobile_app');
  });
});
