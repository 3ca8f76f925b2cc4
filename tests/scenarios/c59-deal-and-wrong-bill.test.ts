// C59: what sales promised, billing knows: the wrong bill is an alert before the customer writes, and the story is there when they do.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlertView, CommitmentView, Handoff } from '@throughline/types';
import type { TestVisitor } from '../servers/visitor-http.js';
import { allText, briefOf, says, startWorld } from './world.js';
import type { DeskAgent, Source, World } from './world.js';

const EMAIL = 'k204@example.com';
const NOTE = 'CANARY-NOTE she also asked about the competitor';

describe.each(['sqlite', 'postgres'] as const)('on %s', (store) => {
  let world: World;
  let web: Source;
  let salesDesk: Source;
  let billing: Source;
  let sales: DeskAgent;
  let biller: DeskAgent;
  let browser: TestVisitor;
  let customer: string;
  let letter: Handoff;
  const billerFrames: unknown[] = [];

  beforeAll(async () => {
    world = await startWorld(store, '3 Mar 20:00', {
      factPatterns: [{ key: 'product', label: 'product', pattern: '\\b(Basic|Plus) tariff\\b', scope: 'case' }],
    });
    web = await world.source('Web shop', 'web');
    salesDesk = await world.source('Sales desk', 'voice', 'sales', 'department');
    billing = await world.source('Billing system', 'billing', 'billing');
    sales = await world.agent('Sam', 'sales');
    biller = await world.agent('Bea', 'billing');
    biller.socket.onAny((...frame: unknown[]) => billerFrames.push(frame));
  });
  afterAll(() => world?.stop());

  it('[C59] from the partner’s pages to the shop’s chat: one customer', async () => {
    await world.at('3 Mar 20:10');
    const partner = await world.source('Partner', 'partner_site');
    for (const product of ['Plus', 'Plus', 'Basic'])
      await partner.track('Product Viewed', { name: `${product} tariff` }, { anonymousId: 'partner-204' });
    customer = await world.customerOf('anonymousId=partner-204');
    const link = { customerId: customer, object: { type: 'draft', id: 'tariff' } };
    const { code } = await world.api<{ code: string }>('POST', 'resume-codes', link);
    browser = await world.visitor();
    await world.page(browser, 'Tariff Page Viewed', { path: '/tariffs/plus' }, { resumeCode: code });
    await world.at('3 Mar 20:16');
    const chat = await sales.arrivalOf(() => browser.submit(says('Does the Plus tariff include roaming?')));
    expect(chat.context.customer.customerId).toBe(customer);
    await web.identify({ name: 'Customer 204', email: EMAIL, email_verified: true }, { anonymousId: browser.session.anonymousId });
    await world.api('POST', `conversations/${chat.row.id}/handoffs`, { department: 'sales', from: { type: 'agent', name: 'Ada' } });
    await world.api('POST', `conversations/${chat.row.id}/close`, { outcome: 'Roaming is included' });
  });

  it('[C59] sales promises a price, the order follows', async () => {
    await world.at('4 Mar 11:00');
    const promised = {
      customer: { customerId: customer },
      text: '159.20 EUR on the first bill',
      kind: 'price',
      amount: { amountMinor: 15_920, currency: 'EUR' },
    };
    const made = await sales.api<CommitmentView>('POST', 'commitments', promised);
    expect(made).toMatchObject({ status: 'open', department: 'sales' });
    await salesDesk.track('Note Added', { text: NOTE }, { anonymousId: browser.session.anonymousId });
    await world.at('4 Mar 11:20');
    await web.track('Order Completed', { order_id: 'o-77', total: 159.2, currency: 'EUR' }, { anonymousId: browser.session.anonymousId });
  });

  it('[C59] [C34] the wrong invoice is an alert to sales and billing before anybody writes', async () => {
    await world.at('20 Mar 06:00');
    const bill = { invoice_id: 'i-9', order_id: 'o-77', total: 199, currency: 'EUR' };
    await billing.track('Invoice Issued', bill, { anonymousId: browser.session.anonymousId });
    const { items } = await world.api<{ items: AlertView[] }>('GET', 'alerts?open=true');
    const alert = items.find(({ code }) => code === 'mismatch_price');
    expect(alert).toMatchObject({ customerId: customer, text: expect.stringContaining('39.80') });
    expect([...(alert?.departments ?? [])].sort()).toEqual(['billing', 'sales']);
    const { items: promises } = await world.api<{ items: CommitmentView[] }>('GET', `customers/${customer}/commitments`);
    expect(promises.map(({ status }) => status)).toEqual(['broken']);
  });

  it('[C59] the complaint arrives with who promised what, and why it is wrong', async () => {
    await world.at('21 Mar 09:12');
    letter = await biller.arrivalOf(() =>
      world.api('POST', 'conversations', {
        customer: { identifiers: [{ type: 'email', value: EMAIL, attested: true }] },
        channel: 'email',
        text: 'My first bill is wrong, I was promised 20% off.',
        department: 'billing',
      }),
    );
    const { context } = letter;
    expect(context.customer.customerId).toBe(customer);
    expect(context.headline.text).toBe('Customer 204: Invoice inaccurate — promised price not honoured.');
    expect(context.reason).toMatchObject({ code: 'invoice.inaccurate', upstreamCause: 'sales_promise' });
    expect(briefOf(context)).toEqual(
      expect.arrayContaining([
        'sales promised 159.20 EUR on the first bill — broken',
        'Already given: product (web_chat 3 Mar 20:16); order number (web 4 Mar 11:20)',
      ]),
    );
    expect(context.brief.some(({ slot }) => slot === 'avoid')).toBe(true);
    const broken = context.brief.find(({ slot }) => slot === 'promise');
    expect(broken?.refs.length).toBeGreaterThanOrEqual(2);
  });

  it('[C59] [C54] the note of sales is a stub for billing, in every answer and frame', async () => {
    const { items } = await biller.api<{ items: { department: string | null; stub?: true; title: string }[] }>(
      'GET',
      `customers/${customer}/timeline?limit=50`,
    );
    expect(items.filter(({ stub }) => stub === true).map(({ department }) => department)).toContain('sales');
    expect(allText([items, billerFrames, letter])).not.toContain('CANARY-NOTE');
    const seenBySales = await sales.api<unknown>('GET', `customers/${customer}/timeline?limit=50`);
    expect(allText(seenBySales)).toContain('CANARY-NOTE');
  });

  it('[C59] [C35] no dunning while the case is open', async () => {
    const opened = {
      customer: { customerId: customer },
      title: 'Wrong first bill',
      reason: 'invoice.inaccurate',
      conversationId: letter.row.id,
      itemNumbers: ['i-9'],
    };
    await biller.api('POST', 'cases', opened);
    const dunning = {
      customer: { customerId: customer },
      kind: 'dunning',
      channel: 'email',
      text: 'Please pay i-9',
      item: { type: 'invoice', number: 'i-9' },
    };
    expect(await world.api('POST', 'notices', dunning)).toMatchObject({ status: 'held' });
  });

  it('[C59] [C26] asked all the same, it counts as a re-ask', async () => {
    const submit = {
      conv: letter.row.id,
      stream: 'b'.repeat(32),
      msgs: [{ n: 1, kind: 'message', body: { text: 'What is your order number?' } }],
    };
    const answer: unknown = await biller.socket.timeout(5_000).emitWithAck('submit', submit);
    expect(answer).toMatchObject({ ok: true });
    const context = await biller.api<{ effort: { reAsks: number } }>('GET', `customers/${customer}/context`);
    expect(context.effort.reAsks).toBe(1);
  });
});
