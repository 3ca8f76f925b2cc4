// C61: told of a delay before it happens, a new customer who answers the letter is not asked who they are.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommitmentView, ConversationList, Handoff, ItemView } from '@throughline/types';
import type { TestVisitor } from '../servers/visitor-http.js';
import { briefOf, isoOf, startWorld } from './world.js';
import type { DeskAgent, Source, World } from './world.js';

const EMAIL = 'nora@example.com';
const OWNER = { userId: '310' };

describe.each(['sqlite', 'postgres'] as const)('on %s', (store) => {
  let world: World;
  let mail: Source;
  let provisioning: Source;
  let desk: DeskAgent;
  let browser: TestVisitor;
  let customer: string;
  let letter: Handoff;
  let newDate: { interactionId: string };

  const item = async (until: string): Promise<void> => {
    await provisioning.api('PUT', 'tracked-items/provisioning/PV-31', {
      customer: { customerId: customer },
      title: 'Fibre connection',
      milestones: [
        { code: 'ordered', label: 'ordered', state: 'done' },
        { code: 'prepared', label: 'prepared', state: 'done' },
        { code: 'switched', label: 'switched', state: 'current' },
        { code: 'live', label: 'live', state: 'upcoming' },
      ],
      eta: { until: isoOf(until) },
    });
  };
  const notice = async (text: string, due: string): Promise<{ interactionId: string; status: string }> =>
    provisioning.api('POST', 'notices', {
      customer: { customerId: customer },
      kind: 'transactional',
      channel: 'email',
      text,
      item: { type: 'provisioning', number: 'PV-31' },
      due: isoOf(due),
    });

  beforeAll(async () => {
    world = await startWorld(store, '5 May 08:55');
    mail = await world.source('Mail', 'email');
    provisioning = await world.source('Provisioning', 'back_office', 'provisioning');
    desk = await world.agent('Pia', 'provisioning');
  });
  afterAll(() => world?.stop());

  it('[C61] signed up, welcomed, and told when it will be live', async () => {
    await world.at('5 May 09:00');
    browser = await world.visitor();
    await world.page(browser, 'Signed Up', { plan: 'Fibre 500' });
    await world.signIn(browser, '310');
    customer = await world.customerOf('userId=310');
    await mail.identify({ name: 'Nora Berg', email: EMAIL, email_verified: true }, OWNER);
    await world.at('5 May 09:01');
    await mail.track('Email Delivered', { subject: 'Welcome' }, OWNER);
    await world.at('5 May 09:05');
    await item('7 May 12:00');
    await world.at('5 May 09:06');
    expect(await notice('live by 7 May 12:00', '7 May 12:00')).toMatchObject({ status: 'sent' });
    await world.at('5 May 09:20');
    await mail.track('Email Opened', { subject: 'Welcome' }, OWNER);
  });

  it('[C61] [C33] the new date cancels the earlier promise before it is broken', async () => {
    await world.at('6 May 10:00');
    await item('9 May 12:00');
    await world.at('6 May 10:01');
    newDate = await notice('new date 9 May 12:00', '9 May 12:00');
    expect(newDate).toMatchObject({ status: 'sent' });
    expect(await notice('new date 9 May 12:00', '9 May 12:00')).toMatchObject({ status: 'repeated' });
    const { items } = await world.api<{ items: CommitmentView[] }>('GET', `customers/${customer}/commitments`);
    expect(items.map(({ status, dueAt }) => `${status} ${dueAt}`)).toEqual([
      `open ${isoOf('9 May 12:00')}`,
      `cancelled ${isoOf('7 May 12:00')}`,
    ]);
  });

  it('[C61] an out-of-office answer opens nothing', async () => {
    await world.at('6 May 10:30');
    await mail.track('Email Received', { subject: 'Out of office', auto_submitted: 'auto-replied' }, OWNER);
    const { conversations } = await world.api<ConversationList>('GET', `conversations?customerId=${customer}`);
    expect(conversations).toEqual([]);
  });

  it('[C61] the answer to the letter reaches an agent who knows the date and who promised it', async () => {
    await world.at('7 May 08:15');
    letter = await desk.arrivalOf(() =>
      world.api('POST', 'conversations', {
        customer: { identifiers: [{ type: 'email', value: EMAIL, attested: true }] },
        channel: 'email',
        text: 'I was told today. When does it work?',
        department: 'provisioning',
        inReplyTo: newDate.interactionId,
      }),
    );
    const { context } = letter;
    expect(context.customer.customerId).toBe(customer);
    expect(briefOf(context)).toEqual(
      expect.arrayContaining([
        'email 08:15: "I was told today. When does it work?"',
        'provisioning promised PV-31 live, due 9 May 12:00 — open',
        'Last: 6 May email, new date 9 May 12:00',
      ]),
    );
    expect(context.handoff.kind).toBe('new');
    expect(context.trackedItems[0]).toMatchObject({ number: 'PV-31', late: false, eta: isoOf('9 May 12:00') });
    expect(context.trackedItems[0]?.mismatch.map(({ code }) => code)).toContain('eta_moved');
  });

  it('[C61] the item of the customer’s own page says the same', async () => {
    const shown = await world.api<ItemView>('GET', 'tracked-items/provisioning/PV-31');
    expect(shown).toMatchObject({ milestone: 'switched', late: false });
    const { items } = (await world.visitor('310')).session;
    expect(items?.items.map(({ number }) => number)).toEqual(['PV-31']);
    expect(items?.promises.map(({ text }) => text)).toEqual(['PV-31 live']);
  });
});
