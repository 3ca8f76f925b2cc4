// The six stories of context.md §14 as short scripts for their pictures. What they assert is in tests/scenarios; here they only happen.
import { berlin, openStage } from './context-stage.js';
import type { Stage } from './context-stage.js';

export interface Scene {
  /** Name of the picture: `context-<name>`. */
  name: string;
  /** Plays the story; answers the stage and the conversation the agent opens. */
  play(): Promise<{ stage: Stage; conv: string }>;
}
const iso = (local: string): string => new Date(berlin(local)).toISOString();

const mortgage: Scene = {
  name: 'branch-app-phone-chat',
  play: async () => {
    const stage = await openStage('2 Mar 09:00', 'mortgages');
    const branch = await stage.source('Branches', 'branch', 'mortgages');
    const app = await stage.source('App', 'mobile_app');
    const phone = await stage.source('Telephone', 'ivr');
    await stage.at('2 Mar 10:05');
    await branch.identify({ name: 'Mara Lind' }, '881');
    const visit = { address: 'Torstr. 1, 10119 Berlin', employer: 'Nordwerk', case: { id: 'case-5521', title: 'Mortgage application' } };
    await branch.track('Branch Visit Logged', visit, '881');
    const customerId = await stage.customer('881');
    await branch.api('PUT', 'tracked-items/application/APP-5521', { customer: { customerId }, title: 'Mortgage', status: 'started' });
    await stage.at('2 Mar 19:31');
    const draft = { form: 'Mortgage application', step: 'documents', filled: 14, total: 22, fields: { monthly_income: '4200' } };
    await app.track('Form Draft Saved', draft, '881');
    await stage.at('2 Mar 19:34');
    await app.track('Error Shown', { code: 'upload_failed', what: 'document upload' }, '881');
    await stage.at('3 Mar 09:05');
    await phone.track('IVR Input Received', { prompt: 'How can we help?', choice: '2', label: 'Mortgage application' }, '881');
    await stage.at('3 Mar 09:20');
    const promised = { customer: { customerId }, text: 'unlock the upload', due: iso('3 Mar 17:00'), department: 'mortgages' };
    await branch.api('POST', 'commitments', promised);
    await stage.at('3 Mar 09:40');
    const conv = await stage.arrives('881', { channel: 'web_chat', text: 'The upload still fails' });
    return { stage, conv };
  },
};

const bill: Scene = {
  name: 'deal-and-wrong-bill',
  play: async () => {
    const stage = await openStage('3 Mar 20:00', 'billing');
    const web = await stage.source('Web shop', 'web');
    const sales = await stage.source('Sales desk', 'voice', 'sales');
    const billing = await stage.source('Billing system', 'billing', 'billing');
    await stage.at('3 Mar 20:10');
    await web.identify({ name: 'Customer 204', email: 'k204@example.com', email_verified: true }, '204');
    for (let view = 0; view < 3; view += 1) await web.track('Product Viewed', { name: 'Plus tariff' }, '204');
    await stage.at('4 Mar 11:00');
    const customerId = await stage.customer('204');
    const price = { kind: 'price', amount: { amountMinor: 15_920, currency: 'EUR' }, orderId: 'o-77' };
    await sales.api('POST', 'commitments', {
      customer: { customerId },
      text: '159.20 EUR on the first bill',
      department: 'sales',
      ...price,
    });
    await stage.at('4 Mar 11:20');
    await web.track('Order Completed', { order_id: 'o-77', total: 159.2, currency: 'EUR' }, '204');
    await stage.at('20 Mar 06:00');
    await billing.track('Invoice Issued', { invoice_id: 'i-9', order_id: 'o-77', total: 199, currency: 'EUR' }, '204');
    await stage.at('21 Mar 09:12');
    const conv = await stage.arrives('204', { channel: 'email', text: 'My first bill is wrong, I was promised 20% off.' });
    return { stage, conv };
  },
};

const claim: Scene = {
  name: 'claim-progress',
  play: async () => {
    const stage = await openStage('1 Apr 08:00', 'claims');
    const office = await stage.source('Claims system', 'back_office', 'claims');
    const web = await stage.source('Claims portal', 'web');
    await office.identify({ name: 'Ines Wolf', postcode: '10115' }, 'ines');
    const customerId = await stage.customer('ines');
    const put = (status: string): Promise<unknown> =>
      office.api('PUT', 'tracked-items/claim/CL-7741', {
        customer: { customerId },
        title: 'Water damage',
        status,
        eta: { until: iso('10 Apr 18:00') },
      });
    await stage.at('1 Apr 09:00');
    await put('reported');
    await stage.at('3 Apr 12:00');
    for (const document of ['photo-1.jpg', 'photo-2.jpg']) await web.track('Document Uploaded', { claim_id: 'CL-7741', document }, 'ines');
    await stage.at('8 Apr 10:00');
    await put('in review');
    await stage.at('10 Apr 18:01');
    await stage.alerted();
    const told = {
      customer: { customerId },
      kind: 'transactional',
      channel: 'sms',
      text: 'CL-7741 takes longer than planned; we are on it',
    };
    await office.api('POST', 'notices', { ...told, item: { type: 'claim', number: 'CL-7741' } });
    await stage.at('13 Apr 09:30');
    await web.track('Form Submitted', { form: 'Claim status', fields: { claim_number: 'CL-7741' } }, 'ines');
    await stage.at('13 Apr 09:34');
    return { stage, conv: await stage.arrives('ines', { channel: 'web_chat', text: 'Any news on CL-7741?' }) };
  },
};

const provisioning: Scene = {
  name: 'sign-up-to-delay',
  play: async () => {
    const stage = await openStage('5 May 08:55', 'provisioning');
    const mail = await stage.source('Mail', 'email');
    const office = await stage.source('Provisioning', 'back_office', 'provisioning');
    await stage.at('5 May 09:00');
    await mail.identify({ name: 'Nora Berg', email: 'nora@example.org', email_verified: true }, '310');
    await mail.track('Email Delivered', { subject: 'Welcome' }, '310');
    const customerId = await stage.customer('310');
    const put = async (until: string): Promise<void> => {
      const milestones = ['ordered', 'prepared', 'switched', 'live'].map((code, index) => ({
        code,
        label: code,
        state: index < 2 ? 'done' : index === 2 ? 'current' : 'upcoming',
      }));
      const body = { customer: { customerId }, title: 'Fibre connection', milestones, eta: { until: iso(until) } };
      await office.api('PUT', 'tracked-items/provisioning/PV-31', body);
    };
    const notice = (text: string, due: string): Promise<unknown> =>
      office.api('POST', 'notices', {
        customer: { customerId },
        kind: 'transactional',
        channel: 'email',
        text,
        item: { type: 'provisioning', number: 'PV-31' },
        due: iso(due),
      });
    await stage.at('5 May 09:05');
    await put('7 May 12:00');
    await notice('PV-31 live', '7 May 12:00');
    await stage.at('6 May 10:00');
    await put('9 May 12:00');
    await notice('PV-31 live', '9 May 12:00');
    await stage.at('7 May 08:15');
    return { stage, conv: await stage.arrives('310', { channel: 'email', text: 'I was told today. When does it work?' }) };
  },
};

const dispute: Scene = {
  name: 'ivr-agent-transfer',
  play: async () => {
    const stage = await openStage('4 Jun 09:00', 'cards');
    const ivr = await stage.source('Telephone menu', 'ivr', 'cards');
    await ivr.identify({ name: 'Jo Falk' }, 'jo');
    await stage.at('4 Jun 10:00');
    await ivr.track('IVR Input Received', { prompt: 'account number', digits: '4711882930' }, 'jo');
    await stage.at('4 Jun 10:01');
    await ivr.track('IVR Input Received', { choice: '3', label: 'Dispute a card charge' }, 'jo');
    await ivr.track('IVR Input Received', { prompt: 'card number', digits: '4111111111111111' }, 'jo');
    await stage.at('4 Jun 10:08');
    const conv = await stage.arrives('jo', {
      channel: 'voice',
      kind: 'bot_to_agent',
      from: { type: 'ivr', name: 'Telephone menu' },
      startedAt: iso('4 Jun 10:02'),
      verification: { level: 3, methods: ['pin'] },
    });
    await stage.at('4 Jun 10:15');
    const from = { type: 'agent', name: 'Cem', note: 'Two charges of 89.00 EUR she does not know. Card is blocked.' };
    await stage.api('POST', `conversations/${conv}/handoffs`, { kind: 'transfer', department: 'cards', from });
    return { stage, conv };
  },
};

const leaving: Scene = {
  name: 'leaving-in-silence',
  play: async () => {
    const stage = await openStage('5 Jan 09:00', 'support');
    const web = await stage.source('Product', 'web');
    const billing = await stage.source('Billing', 'billing', 'billing');
    await web.identify({ name: 'Tom Reich' }, 'tom');
    for (const day of ['9 Jan', '23 Jan', '6 Feb', '20 Feb', '6 Mar', '20 Mar']) {
      await stage.at(`${day} 10:00`);
      await web.track('Report Opened', { report: 'weekly' }, 'tom');
    }
    await stage.at('2 Apr 06:00');
    await billing.track('Payment Failed', { invoice_id: 'i-3', order_id: 's-3' }, 'tom');
    await stage.at('8 Apr 14:02');
    for (let search = 0; search < 2; search += 1) await web.track('Search No Result', { query: 'export all data' }, 'tom');
    for (let read = 0; read < 3; read += 1) await web.track('Help Article Viewed', { title: 'Exports', topic: 'exports' }, 'tom');
    await stage.at('14 Apr 16:00');
    return { stage, conv: await stage.arrives('tom', { channel: 'web_chat', text: 'How do I export everything?' }) };
  },
};

export const SCENES: readonly Scene[] = [mortgage, bill, claim, provisioning, dispute, leaving];
