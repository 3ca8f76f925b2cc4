// C60: a claim is late, its owner is told before they ask, and when they ask nobody asks them back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Handoff, ItemLookupAnswer, TimelinePage } from '@throughline/types';
import { post } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';
import { allText, briefOf, isoOf, says, startWorld } from './world.js';
import type { DeskAgent, Source, World } from './world.js';

const POLICY = 'PO-99182-7';
const OWNER = { userId: 'c60' };

describe.each(['sqlite', 'postgres'] as const)('on %s', (store) => {
  let world: World;
  let backOffice: Source;
  let web: Source;
  let desk: DeskAgent;
  let customer: string;
  let browser: TestVisitor;
  let handoff: Handoff;

  const cloudEvent = async (id: string, type: string, data: Record<string, unknown>): Promise<void> => {
    const event = {
      specversion: '1.0',
      id,
      source: '/claims',
      type,
      subject: 'claim/CL-7741',
      identity: 'c60',
      identitytype: 'user_id',
      data,
    };
    const headers = { 'content-type': 'application/cloudevents+json', authorization: `Bearer ${backOffice.key}` };
    const answer = await fetch(`${world.relay.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(event) });
    expect([await answer.text(), answer.status]).toEqual([expect.any(String), 200]);
  };
  const lookup = async (number: string, proof: string) =>
    post(`${world.relay.url}/visitor/v1/items/lookup`, { site: world.site.siteId, number, proof });
  const notices = async (): Promise<string[]> => {
    const page = await world.api<TimelinePage>('GET', `customers/${customer}/timeline`);
    return page.items.filter(({ name }) => name === 'notice.sent').map(({ channel }) => channel);
  };

  beforeAll(async () => {
    world = await startWorld(store, '1 Apr 08:55');
    backOffice = await world.source('Claims system', 'back_office', 'claims');
    web = await world.source('Web shop', 'web');
    desk = await world.agent('Clara', 'claims');
    await backOffice.identify({ name: 'Ines Wolf', postcode: '10115' }, OWNER);
    customer = await world.customerOf('userId=c60');
  });
  afterAll(() => world?.stop());

  it('[C60] [C16] the claim is followed from events of the claims system', async () => {
    await world.at('1 Apr 09:00');
    await cloudEvent('e1', 'com.example.claim.reported', {
      type: 'claim',
      number: 'CL-7741',
      title: 'Water damage',
      status: 'reported',
      eta_until: isoOf('10 Apr 18:00'),
      policy_id: POLICY,
    });
    await world.at('3 Apr 12:00');
    await web.track('Document Uploaded', { claim_id: 'CL-7741', document: 'photo-1.jpg' }, OWNER);
    await web.track('Document Uploaded', { claim_id: 'CL-7741', document: 'photo-2.jpg' }, OWNER);
    await world.at('8 Apr 10:00');
    await cloudEvent('e2', 'com.example.claim.in_review', { type: 'claim', number: 'CL-7741', status: 'in review' });
    const item = await world.api<{ milestone: string; late: boolean }>('GET', 'tracked-items/claim/CL-7741');
    expect(item).toMatchObject({ milestone: 'in review', late: false });
  });

  it('[C60] [C38] it is late a minute after its time, once, and the customer is told before they ask', async () => {
    await world.at('10 Apr 18:01');
    await expect.poll(notices, { timeout: 30_000 }).toEqual(['web']);
    const told = {
      customer: { customerId: customer },
      kind: 'transactional',
      channel: 'sms',
      text: 'told that CL-7741 is late',
      item: { type: 'claim', number: 'CL-7741' },
    };
    expect(await world.api('POST', 'notices', told)).toMatchObject({ status: 'sent' });
    await world.at('10 Apr 23:30');
    expect(await world.api('POST', 'notices', told)).toMatchObject({ status: 'repeated' });
    expect(await world.api('GET', 'tracked-items/claim/CL-7741')).toMatchObject({ late: true });
  });

  it('[C60] [C40] number and postcode answer four fields; a wrong postcode and an unknown number answer alike', async () => {
    await world.at('13 Apr 09:30');
    const found = await lookup('CL-7741', '10115');
    const answer: Partial<ItemLookupAnswer> = found.body;
    expect(answer).toEqual({ type: 'claim', status: 'in review', milestone: 'in review', eta: { until: isoOf('10 Apr 18:00') } });
    const [wrong, unknown] = [await lookup('CL-7741', '99999'), await lookup('CL-0000', '10115')];
    expect(wrong.status).toBe(unknown.status);
    expect(JSON.stringify(wrong.body)).toBe(JSON.stringify(unknown.body));
    browser = await world.visitor();
    await world.page(browser, 'Form Submitted', { form: 'Claim status', fields: { claim_number: 'CL-7741' } });
  });

  it('[C60] signed in, they ask once: the agent knows claim, lateness and what they were told', async () => {
    await world.at('13 Apr 09:34');
    await world.signIn(browser, 'c60');
    handoff = await desk.arrivalOf(() => browser.submit(says('Any news on CL-7741?')));
    const { context } = handoff;
    expect(context.reason).toMatchObject({ code: 'claim_application_status.status_check' });
    expect(context.alerts.map(({ code }) => code)).toContain('item_late');
    expect(briefOf(context)).toEqual(
      expect.arrayContaining([
        'web_chat 09:34: "Any news on CL-7741?"',
        'Already given: claim number (web 09:30)',
        'Last: 10 Apr sms, told that CL-7741 is late',
      ]),
    );
    expect(context.trackedItems[0]).toMatchObject({ number: 'CL-7741', late: true, milestone: 'in review', eta: isoOf('10 Apr 18:00') });
    const documents = context.trackedItems[0]?.refs.filter(({ type }) => type === 'interaction') ?? [];
    expect(documents.length).toBeGreaterThanOrEqual(2);
  });

  it('[C60] the policy number is neither asked for nor shown in full', () => {
    expect(allText(handoff.context)).not.toContain(POLICY);
  });
});
