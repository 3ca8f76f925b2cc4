// A customer the context bench measures: years of page views with the telling moments between them, two earlier chats and an open one.
// Same seed, same past.
import { randomBytes } from 'node:crypto';
import type { IngestEvent } from '../packages/server/dist/ports/store-customers.js';
import type { SiteRecord } from '../packages/server/dist/ports/store-accounts.js';
import type { Principal } from '../packages/server/dist/ports/store-delivery.js';
import type { Store } from '../packages/server/dist/ports/store.js';

const BATCH = 500;
const SPAN_MS = 2 * 365 * 86_400_000;
const hex = (): string => randomBytes(16).toString('hex');

/** Seeded numbers in [0, 1): mulberry32. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Sample = Pick<IngestEvent, 'name' | 'channel' | 'data'>;

/** Nine of ten are page views, as on a real site. */
function sample(next: () => number): Sample {
  const roll = next();
  const id = Math.floor(next() * 1_000);
  if (roll < 0.9) {
    return {
      name: '',
      channel: 'web',
      data: { path: `/p/${id}`, context: { page: { url: `https://shop.example/p/${id}` }, userAgent: 'Chrome/140 Windows' } },
    };
  }
  if (roll < 0.93) return { name: 'Order Completed', channel: 'order', data: { order_id: `o-${id}`, total: id / 10, currency: 'EUR' } };
  if (roll < 0.95)
    return {
      name: 'Form Draft Saved',
      channel: 'mobile_app',
      data: { form: 'Loan', step: 'income', filled: id % 20, total: 20, fields: { income: id, employer: 'Nordwind' } },
    };
  if (roll < 0.96) return { name: 'IVR Input Received', channel: 'ivr', data: { key: 'claim_id', value: `CL-${id}` } };
  if (roll < 0.97) return { name: 'Promise Made', channel: 'voice', data: { text: `call back about ${id}`, department: 'service' } };
  if (roll < 0.98)
    return { name: 'Email Received', channel: 'email', data: { subject: 'Question', text: `my order number is o-${id}, please help` } };
  if (roll < 0.99) return { name: 'Payment Failed', channel: 'billing', data: { amount: id, currency: 'EUR', order_id: `o-${id}` } };
  return { name: 'Error Shown', channel: 'web', data: { what: 'upload', code: 'upload_failed' } };
}

/** Two years of events, oldest first; `userOf` says whose the i-th is. */
export function eventsOf({
  interactions,
  next,
  userOf,
  prefix,
}: {
  interactions: number;
  next: () => number;
  userOf: (i: number) => string;
  prefix: string;
}): IngestEvent[] {
  const now = Date.now();
  const times = Array.from({ length: interactions }, () => now - Math.floor(next() * SPAN_MS)).sort((a, b) => a - b);
  return times.map((occurredAt, i): IngestEvent => {
    const { name, channel, data } = sample(next);
    return {
      index: i,
      messageId: `${prefix}-${i}`,
      type: name === '' ? 'page' : 'track',
      name,
      title: name === '' ? `Viewed ${String(data['path'])}` : name,
      channel,
      department: null,
      visibility: 'shared',
      data,
      identifiers: [{ type: 'user_id', value: userOf(i), trust: 3, proven: true }],
      traits: i === 0 ? { name: 'Bench Customer', email: `${userOf(i)}@example.org` } : {},
      traitTrust: 3,
      occurredAt,
      originalTimestamp: null,
      flags: [],
      unverified: false,
      conversationId: null,
      causationId: null,
      correlationId: null,
    };
  });
}

export interface BenchCustomer {
  customerId: string;
  /** The open conversation. */
  conv: string;
  principal: Principal;
}

/** Ingests the past through the store, as the product does, and opens the chat. */
export async function demoCustomer(
  store: Store,
  site: SiteRecord,
  { interactions, seed, user }: { interactions: number; seed: number; user: string },
): Promise<BenchCustomer> {
  const now = Date.now();
  const sourceId = site.sources.find(({ kind }) => kind === 'secret')?.id ?? '';
  const events = eventsOf({ interactions, next: numbers(seed), userOf: () => user, prefix: user });
  let customerId = '';
  for (let at = 0; at < events.length; at += BATCH) {
    const { written } = await store.ingest({ siteId: site.id, sourceId, events: events.slice(at, at + BATCH), now });
    customerId = written.at(-1)?.customerId ?? customerId;
  }
  const visitor = await store.createVisitor({ siteId: site.id, anonymousId: hex(), tokenHash: hex(), now });
  await store.verifyVisitor({ siteId: site.id, id: visitor.id, userId: user, method: 'jwt', now });
  const principal: Principal = { type: 'visitor', siteId: site.id, id: visitor.id, anonymousId: visitor.anonymousId, userId: user };
  let conv = '';
  for (const text of ['Where is my order o-12?', 'The invoice is wrong again', 'Why does the upload of my payslip still fail?']) {
    const { answer } = await store.submit({
      principal,
      submit: { conv_key: hex(), stream: hex(), msgs: [{ n: 1, kind: 'message', body: { text } }] },
      online: true,
      now,
    });
    if (!answer.ok) throw new Error(`refused: ${answer.code}`);
    conv = answer.conv;
  }
  return { customerId, conv, principal };
}
