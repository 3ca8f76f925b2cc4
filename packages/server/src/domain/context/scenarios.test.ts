// The lines that the six acceptance scenarios demand of assembly; events in to sockets out is tests/scenarios.
import { expect, it } from 'vitest';
import { goldenMaterial } from '../../testing/golden-customers.js';
import { assembleContext } from './assemble.js';
import { scopeContext } from './scope.js';

const contextOf = (name: string) => assembleContext(...goldenMaterial(name));
const linesOf = (name: string): string[] => contextOf(name).brief.map(({ text }) => text);
const codesOf = (name: string): string[] => contextOf(name).alerts.map(({ code }) => code);

it('[C58] the call after branch and app: what was chosen, given, opened and tried', () => {
  expect(linesOf('c58-step-4')).toEqual(
    expect.arrayContaining([
      'ivr 09:05: chose Mortgage application',
      'Already given: name (branch 2 Mar 10:05); address (branch 2 Mar 10:05); employer (branch 2 Mar 10:05); monthly income (mobile_app 2 Mar 19:31)',
      'Open: Mortgage application, contact 2 since 2 Mar',
      'Tried document upload (mobile_app 2 Mar 19:34): failed',
    ]),
  );
  const { customer, live, handoff } = contextOf('c58-step-4');
  expect(customer.verification).toMatchObject({ level: 2, methods: ['resume_code'] });
  expect(live.formDraft).toMatchObject({ step: 'documents', filled: 14, total: 22 });
  expect(handoff.kind).toBe('bot_to_agent');
});

it('[C58] the chat after the call: the promise, the third contact, two switches', () => {
  expect(linesOf('c58-step-6')).toEqual(
    expect.arrayContaining([
      'web_chat 09:40: "The upload still fails"',
      'mortgages promised unlock the upload, due 17:00 — open',
      'Open: Mortgage application, contact 3 since 2 Mar',
    ]),
  );
  expect(contextOf('c58-step-6').effort.channelSwitches).toBe(2);
  expect(contextOf('c58-step-6').openCases).toMatchObject([{ link: 'joined', contacts: 3 }]);
});

it('[C59] the wrong bill: what sales promised, why it is wrong upstream, no offers', () => {
  const context = contextOf('c59-step-6');
  expect(context.headline.text).toBe('Customer 204: Invoice inaccurate — promised price not honoured.');
  expect(context.reason).toMatchObject({ code: 'invoice.inaccurate', upstreamCause: 'sales_promise' });
  expect(linesOf('c59-step-6')).toEqual(
    expect.arrayContaining([
      'sales promised 159.20 EUR on the first bill — broken',
      'Already given: product (web_chat 3 Mar 20:16); order number (web 4 Mar 11:20)',
    ]),
  );
  const promise = context.brief.find(({ slot }) => slot === 'promise');
  expect(promise?.refs.map(({ id }) => id)).toEqual(['int_0002', 'int_0005']);
  expect(context.brief.some(({ slot }) => slot === 'avoid')).toBe(true);
  expect(codesOf('c59-step-6')).toContain('mismatch_price');
  expect(context.alerts.find(({ code }) => code === 'mismatch_price')?.text).toContain('39.80 EUR');
});

it('[C59] [C54] billing reads the promise of sales, and of their note that there is one', () => {
  const scoped = scopeContext(contextOf('c59-step-6'), { role: 'agent', departments: ['billing'] });
  expect(scoped.headline.text).toBe('Customer 204: Invoice inaccurate — promised price not honoured.');
  expect(JSON.stringify(scoped)).not.toContain('CANARY-NOTE');
  expect(scoped.timeline.items.find(({ stub }) => stub)).toMatchObject({ department: 'sales', title: '' });
});

it('[C60] the late claim: why they ask, what they gave, what they were told', () => {
  const context = contextOf('c60-step-5');
  expect(context.reason).toMatchObject({ code: 'claim_application_status.status_check' });
  expect(codesOf('c60-step-5')).toContain('item_late');
  expect(linesOf('c60-step-5')).toEqual(
    expect.arrayContaining([
      'web_chat 09:34: "Any news on CL-7741?"',
      'Already given: claim number (web 09:30)',
      'Last: 10 Apr sms, told that CL-7741 is late',
    ]),
  );
  expect(context.trackedItems[0]).toMatchObject({ number: 'CL-7741', late: true, milestone: 'in review', eta: '2026-04-10T16:00:00.000Z' });
  const refs = context.trackedItems[0]?.refs.map(({ id }) => id) ?? [];
  expect(refs).toEqual(expect.arrayContaining(['int_0002', 'int_0003']));
  expect(JSON.stringify(context)).not.toContain('PO-99182-7');
});

it('[C61] the moved date: the newer promise, the last letter, nothing late', () => {
  const context = contextOf('c61-step-5');
  expect(linesOf('c61-step-5')).toEqual(
    expect.arrayContaining([
      'email 08:15: "I was told today. When does it work?"',
      'provisioning promised PV-31 live, due 9 May 12:00 — open',
      'Last: 6 May email, new date 9 May 12:00',
    ]),
  );
  expect(context.trackedItems[0]).toMatchObject({ number: 'PV-31', late: false });
  expect(context.trackedItems[0]?.mismatch.map(({ code }) => code)).toContain('eta_moved');
  expect(context.commitments.map(({ status }) => status)).toEqual(['open', 'cancelled']);
  expect(context.effort.contacts7d).toBe(1);
});

it('[C62] the card dispute: choice, keypad, waiting; then the transfer with its note', () => {
  const first = contextOf('c62-step-3');
  expect(linesOf('c62-step-3')).toEqual(
    expect.arrayContaining([
      'ivr 10:01: chose Dispute a card charge',
      'Already given: account number (ivr 10:00); card number (ivr 10:01)',
    ]),
  );
  expect(first.statedFacts.find(({ key }) => key === 'card')).toMatchObject({ value: '•1111', masked: true });
  expect(JSON.stringify(first)).not.toContain('0012345678');
  expect(first.handoff).toMatchObject({ kind: 'bot_to_agent', waitedSeconds: 360, transferCount: 0 });
  const second = contextOf('c62-step-4');
  expect(second.handoff).toMatchObject({ kind: 'transfer', transferCount: 1, from: { note: 'Three charges abroad, she did not travel.' } });
  expect(second.effort).toMatchObject({ contacts7d: 1, transfers: 1, score: 15 });
});

it('[C63] the silent customer: the gap and the searches, no mood made up, no offer', () => {
  const context = contextOf('c63-step-4');
  expect(codesOf('c63-step-4')).toContain('churn_risk');
  expect(context.risk.churn).toBe('high');
  expect(context.risk.why.map(({ refs }) => refs.map(({ id }) => id))).toEqual([['int_0006'], ['int_0009', 'int_0010']]);
  expect(linesOf('c63-step-4')).toEqual(
    expect.arrayContaining([
      'web_chat 16:00: "How do I export everything?"',
      'Tried help search (web 8 Apr 14:02): failed; help articles (web 8 Apr 14:02): unknown',
    ]),
  );
  expect(context.brief.some(({ slot }) => slot === 'do')).toBe(true);
  expect(context.sentiment.state).toBe('neutral');
  expect(context.guidance.map(({ text }) => text).join(' ')).not.toMatch(/offer|discount/i);
});
