// C63: nobody complained; the gap, the searches and the articles did. The agent is told, the customer is not bothered.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Handoff } from '@throughline/types';
import { briefOf, says, startWorld } from './world.js';
import type { DeskAgent, Source, World } from './world.js';

const OWNER = { userId: 'c63' };
const WEEKS = ['9 Jan', '16 Jan', '23 Jan', '30 Jan', '6 Feb', '13 Feb', '20 Feb', '27 Feb', '6 Mar', '13 Mar', '20 Mar'];

describe.each(['sqlite', 'postgres'] as const)('on %s', (store) => {
  let world: World;
  let web: Source;
  let desk: DeskAgent;
  let handoff: Handoff;

  beforeAll(async () => {
    world = await startWorld(store, '8 Jan 09:00', { lossDays: 30 });
    web = await world.source('Product', 'web');
    const billing = await world.source('Billing system', 'billing', 'billing');
    desk = await world.agent('Sofia', 'support');
    await web.identify({ name: 'Tom Reich' }, OWNER);
    for (const week of WEEKS) {
      await world.at(`${week} 10:00`);
      await web.track('Report Opened', { report: 'weekly' }, OWNER);
    }
    await world.at('2 Apr 06:00');
    await billing.track('Payment Failed', { invoice_id: 'i-3', order_id: 's-3' }, OWNER);
    await world.at('3 Apr 06:00');
    await billing.track('Payment Succeeded', { invoice_id: 'i-3', order_id: 's-3' }, OWNER);
    await world.at('8 Apr 14:02');
    for (let i = 0; i < 2; i += 1) await web.track('Search No Result', { query: 'export all data' }, OWNER);
    for (let i = 0; i < 3; i += 1) await web.track('Help Article Viewed', { title: 'Exports', topic: 'exports' }, OWNER);
  });
  afterAll(() => world?.stop());

  it('[C63] the first question tells more than it says', async () => {
    await world.at('14 Apr 16:00');
    const browser = await world.visitor('c63');
    handoff = await desk.arrivalOf(() => browser.submit(says('How do I export everything?')));
    const { context } = handoff;
    expect(context.alerts.map(({ code }) => code)).toContain('churn_risk');
    expect(context.risk.churn).toBe('high');
    expect(context.risk.why.length).toBeGreaterThanOrEqual(2);
    for (const { refs } of context.risk.why) expect(refs.length).toBeGreaterThan(0);
    expect(briefOf(context)).toEqual(
      expect.arrayContaining([
        'web_chat 16:00: "How do I export everything?"',
        'Tried help search (web 8 Apr 14:02): failed; help articles (web 8 Apr 14:02): unknown',
      ]),
    );
    expect(context.brief.some(({ slot }) => slot === 'do')).toBe(true);
  });

  it('[C63] no number for the risk, no mood made up, no offer', () => {
    const { context } = handoff;
    expect(context.risk.why.map(({ value }) => value).join(' ')).not.toMatch(/\bpoints?\b|\d+ ?%|score/i);
    expect(['neutral', 'unknown']).toContain(context.sentiment.state);
    expect(context.guidance.map(({ text }) => text).join(' ')).not.toMatch(/discount|offer a|coupon/i);
  });

  it('[C63] [C27] the reason is the agent’s, once they confirm it', async () => {
    await desk.api('PUT', `conversations/${handoff.row.id}/reason`, { code: 'documentation.missing' });
    const customer = handoff.context.customer.customerId;
    const { reason } = await desk.api<Handoff['context']>('GET', `customers/${customer}/context`);
    expect(reason).toMatchObject({ code: 'documentation.missing', source: 'agent' });
  });
});
