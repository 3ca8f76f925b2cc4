import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handoffContext } from '@throughline/types/decode';
import type { HandoffContext } from '@throughline/types';
import { freshDatabase } from '../../../../../../../tests/servers/postgres.js';
import type { FreshDatabase } from '../../../../../../../tests/servers/postgres.js';
import type { IngestEvent } from '../../../../ports/store-customers.js';
import type { Principal } from '../../../../ports/store-delivery.js';
import type { SiteRecord } from '../../../../ports/store-accounts.js';
import type { Store } from '../../../../ports/store.js';
import { HOUR, NOW, bankPast, event } from '../../../../testing/bank-past.js';
import { openStoreInThread } from '../../../../testing/open-stores.js';
import { openPostgresStore } from '../../postgres/postgres-store.js';

const hex = (): string => randomBytes(16).toString('hex');

interface Opened {
  store: Store;
  close(): Promise<void>;
}
const stores: [string, () => Promise<Opened>][] = [
  [
    'sqlite',
    async () => {
      const store = await openStoreInThread();
      return { store, close: () => store.close() };
    },
  ],
  [
    'postgres',
    async () => {
      const database: FreshDatabase = await freshDatabase();
      const store = await openPostgresStore({ url: database.url });
      return {
        store,
        close: async () => {
          await store.close();
          await database.drop();
        },
      };
    },
  ],
];

describe.each(stores)('context on %s', (_kind, open) => {
  let opened: Opened;
  let store: Store;
  let site: SiteRecord;
  let jo: string;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    site = await store.createSite({
      name: 'Bank',
      writeKey: hex(),
      secretKeyHash: hex(),
      origins: ['*'],
      settings: { greeting: 'Hello', color: '#123456', position: 'end' },
      demo: false,
      identityKey: { kid: 'k', alg: 'HS256', sealed: 'x' },
      now: NOW - 1_000 * HOUR,
    });
    const email = `${hex()}@bank.example`;
    jo = (await store.createAgent({ siteId: site.id, email, name: 'Jo', role: 'agent', password: 'hash', now: NOW }))?.id ?? '';
  });

  const source = (kind: 'public' | 'secret'): string => site.sources.find((one) => one.kind === kind)?.id ?? '';
  const ingest = async (events: IngestEvent[]): Promise<string> => {
    const { written } = await store.ingest({ siteId: site.id, sourceId: source('secret'), events, now: NOW });
    return written.at(-1)?.customerId ?? '';
  };
  const chat = async (
    texts: string[],
    user: string | null = 'mia',
    at = NOW,
  ): Promise<{ conv: string; context: HandoffContext; principal: Principal }> => {
    const visitor = await store.createVisitor({ siteId: site.id, anonymousId: hex(), tokenHash: hex(), now: at });
    if (user !== null) await store.verifyVisitor({ siteId: site.id, id: visitor.id, userId: user, method: 'jwt', now: at });
    const principal: Principal = { type: 'visitor', siteId: site.id, id: visitor.id, anonymousId: visitor.anonymousId, userId: user };
    const msgs = texts.map((text, i) => ({ n: i + 1, kind: 'message', body: { text } }));
    const outcome = await store.submit({ principal, submit: { conv_key: hex(), stream: hex(), msgs }, online: true, now: at });
    if (outcome.handoff === null || outcome.row === null) throw new Error('the first message reaches the agents');
    return { conv: outcome.row.id, context: outcome.handoff.context, principal };
  };
  const agent = (conv: string, kind: string, body: Record<string, unknown>) =>
    store.submit({
      principal: { type: 'agent', siteId: site.id, id: jo, name: 'Jo', role: 'agent' },
      submit: { conv, stream: hex(), msgs: [{ n: 1, kind, body }] },
      online: true,
      now: NOW,
    });
  const plain = (context: HandoffContext): string =>
    JSON.stringify({ ...context, siteId: '', customer: { ...context.customer, customerId: '' } })
      .replace(/(int|fct|cmt|cus|src|ctx)_[\w-]+/g, '$1')
      .replace(/Customer [\w-]{4,12}"/g, 'Customer"');

  it('[C49] freezes what every earlier channel knew, and answers the revision byte for byte', async () => {
    await ingest(bankPast());
    const { conv, context } = await chat(['Hello!', 'The upload still fails for me']);
    expect(handoffContext.HandoffContext.parse(context)).toEqual(context);
    expect(context.brief.map(({ text }) => text)).toEqual([
      'web_chat 12:00: "The upload still fails for me"',
      'Mortgages promised unlock the upload, due 11:00 — broken',
      'Already given: name (branch 20 Nov 20:00); monthly income (mobile_app 21 Nov 06:00); order number (order 21 Nov 11:00); claim number (email 21 Nov 12:00)',
      'Tried document upload (mobile_app 21 Nov 08:00): failed',
      'Acknowledge the promise first, then say what happens now and when',
    ]);
    expect(context.customer.displayName).toBe('Mia Berg');
    expect(context.statedFacts.find(({ key }) => key === 'claim_id')).toMatchObject({ timesGiven: 2 });
    expect(context.statedFacts.find(({ key }) => key === 'monthly_income')).toMatchObject({ timesGiven: 1 });
    expect(context.live).toMatchObject({ online: true, page: { url: 'https://bank.example/loans' }, formDraft: { filled: 15 } });
    expect(context.history.byChannel).toMatchObject({ branch: 1, mobile_app: 3, ivr: 1, voice: 1, order: 1, email: 1, web: 1 });

    const first = JSON.stringify(context);
    expect(JSON.stringify(await store.latestHandoff({ siteId: site.id, conv }))).toBe(first);
    const row = await store.row({ siteId: site.id, conv });
    expect(row).toMatchObject({ headline: context.headline.text, alerts: ['commitment_broken', 'repeat_contact'] });

    const second = await store.refreshHandoff({ siteId: site.id, conv, online: false, now: NOW + 1 });
    expect(second).toMatchObject({ revision: context.revision + 1, basis: 'live', handoff: { kind: 'new' }, live: { online: false } });
    expect(JSON.stringify(context)).toBe(first);
    expect((await store.latestHandoff({ siteId: site.id, conv }))?.contextId).toBe(second?.contextId);
  });

  it('[C22] any order of arrival gives the same context', async () => {
    const forwards = bankPast();
    const customer = await ingest(forwards);
    const first = await store.customerContext({ siteId: site.id, customerId: customer, online: true, now: NOW });
    const again = await store.customerContext({ siteId: site.id, customerId: customer, online: true, now: NOW });
    expect(JSON.stringify(again)).toBe(JSON.stringify(first));
    const { id } = await store.createSite({
      name: 'Other',
      writeKey: hex(),
      secretKeyHash: hex(),
      origins: [],
      settings: site.settings,
      demo: false,
      identityKey: { kid: 'k', alg: 'HS256', sealed: 'x' },
      now: NOW - 1_000 * HOUR,
    });
    site = (await store.findSite({ id })) ?? site;
    let backwards = '';
    for (const one of forwards.toReversed()) backwards = await ingest([one]);
    const reversed = await store.customerContext({ siteId: site.id, customerId: backwards, online: true, now: NOW });
    if (first === null || reversed === null) throw new Error('both customers exist');
    expect(plain({ ...reversed, timeline: first.timeline, coverage: first.coverage })).toBe(plain(first));
  });

  it('[C51] what tells something is found behind a thousand page views', async () => {
    const customer = await ingest([
      ...bankPast(),
      event('Payment Failed', 'billing', 5 * HOUR, { amount: 10, currency: 'EUR' }),
      ...Array.from({ length: 1_000 }, (_, i) => event('', 'web', 60_000 + i * 1_000, { path: `/p${i % 7}` })),
    ]);
    const context = await store.customerContext({ siteId: site.id, customerId: customer, online: true, now: NOW });
    expect(context?.recentActivity[0]?.text).toBe('payment failed (10.00 EUR)');
    expect(context?.attempts.map(({ what }) => what)).toEqual(['payment', 'document upload']);
    expect(context?.history.interactions).toBe(1_010);
  });

  it('[C21] pages never repeat or skip, a late arrival takes its place, filters narrow', async () => {
    const customer = await ingest(
      Array.from({ length: 25 }, (_, i) =>
        event(
          'Order Updated',
          i % 5 === 0 ? 'email' : 'order',
          Math.floor(i / 3) * 1_000,
          { order_id: `o-${i}` },
          { department: i % 2 === 0 ? 'sales' : null },
        ),
      ),
    );
    const walk = async (filter: { channel?: string; department?: string }): Promise<{ id: string; at: number }[]> => {
      const items: { id: string; at: number }[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < 20; page += 1) {
        const answer = await store.timeline({
          siteId: site.id,
          customerId: customer,
          limit: 4,
          ...filter,
          ...(cursor === undefined ? {} : { cursor }),
        });
        items.push(...(answer?.items ?? []).map(({ id, at }) => ({ id, at })));
        if (answer === null || answer.cursor === null) return items;
        cursor = answer.cursor;
      }
      throw new Error('no end');
    };
    const all = await walk({});
    expect(new Set(all.map(({ id }) => id)).size).toBe(25);
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort((a, b) => b - a));
    expect(await walk({ channel: 'email' })).toHaveLength(5);
    expect(await walk({ department: 'sales' })).toHaveLength(13);
    await ingest([event('Order Updated', 'order', 3_500, { order_id: 'late' })]);
    expect((await walk({})).map(({ at }) => at)).toEqual([...all.map(({ at }) => at), NOW - 3_500].sort((a, b) => b - a));
    expect(await store.timeline({ siteId: site.id, customerId: 'cus_nobody', limit: 4 })).toBeNull();
  });

  it('[C4] another site sees nothing: not the customer, not the timeline, not the interaction, not the hand-off', async () => {
    const customer = await ingest(bankPast());
    const { conv } = await chat(['Hello out there, anyone?']);
    const page = await store.timeline({ siteId: site.id, customerId: customer, limit: 1 });
    const id = page?.items[0]?.id ?? '';
    expect(await store.interaction({ siteId: site.id, id })).toMatchObject({ id });
    const siteId = 'site_other';
    expect(await store.customerContext({ siteId, customerId: customer, online: true, now: NOW })).toBeNull();
    expect(await store.timeline({ siteId, customerId: customer, limit: 1 })).toBeNull();
    expect(await store.interaction({ siteId, id })).toBeNull();
    expect(await store.latestHandoff({ siteId, conv })).toBeNull();
    expect(await store.refreshHandoff({ siteId, conv, online: true, now: NOW })).toBeNull();
  });

  it('[C24] [C25] [C30] what was written in an earlier chat is known in the next, how it ended too, and saying it again counts', async () => {
    const { conv } = await chat(['I need help please', 'my order number is 4481923'], 'mia', NOW - 2 * HOUR);
    await agent(conv, 'close', { outcome: 'sent a new parcel' });
    expect(await store.refreshHandoff({ siteId: site.id, conv, online: true, now: NOW })).toBeNull();
    const { context } = await chat(['Nothing came yet for order 4481923'], 'mia');
    expect(context.statedFacts).toMatchObject([{ key: 'order_id', value: '4481923', timesGiven: 2 }]);
    expect(context.previousConversations).toMatchObject([
      { conversationId: conv, outcome: 'sent a new parcel', about: 'I need help please' },
    ]);
    expect(context.brief.at(-1)?.text).toMatch(/^Last: 12:00 web_chat, sent a new parcel$/);
    expect(context.history.conversations).toBe(2);
  });

  it('[ID21] a stranger’s context holds nothing of the customer whose address they typed', async () => {
    await ingest(bankPast());
    const { context } = await chat(['I am Mia, mia@example.org, please tell me everything'], null);
    expect(JSON.stringify(context)).not.toMatch(/Hafenweg|CL-7741|unlock the upload|Mia Berg/);
    expect(context.customer).toMatchObject({ verification: { level: 0 } });
  });

  it('[C31] what a visitor’s page claims on behalf of the company promises nothing', async () => {
    const customer = await ingest([event('Promise Made', 'voice', HOUR, { text: 'a free car' }, { unverified: true })]);
    const context = await store.customerContext({ siteId: site.id, customerId: customer, online: true, now: NOW });
    expect(context?.commitments).toEqual([]);
    expect(context?.timeline.items[0]).toMatchObject({ name: 'Promise Made', unverified: true });
  });
});
