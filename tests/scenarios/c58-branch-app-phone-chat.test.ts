// C58: begun in the branch, gone on in the app, called about, chatted about: one customer, one story, nothing asked twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommitmentView, Handoff } from '@throughline/types';
import { post } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';
import { allText, briefOf, isoOf, says, startWorld } from './world.js';
import type { DeskAgent, Source, World } from './world.js';

const CALLER_ID = '+4930901820';
const STRANGER = 'Canary Stranger';

describe.each(['sqlite', 'postgres'] as const)('on %s', (store) => {
  let world: World;
  let branch: Source;
  let telephone: Source;
  let desk: DeskAgent;
  let app: TestVisitor;
  let customer: string;
  let code: string;
  let digits: string;
  let call: Handoff;
  let chat: Handoff;

  beforeAll(async () => {
    world = await startWorld(store, '2 Mar 09:00');
    branch = await world.source('Branch', 'branch', 'mortgages');
    telephone = await world.source('Telephone', 'ivr', 'mortgages');
    desk = await world.agent('Mona', 'mortgages');
    // Somebody else, whose number the caller will call from.
    const crm = await world.source('CRM', 'back_office');
    await crm.identify({ name: STRANGER, phone: CALLER_ID, phone_number_verified: true }, { userId: 'stranger' });
  });
  afterAll(() => world?.stop());

  it('[C58] the branch begins the application and hands out a resume code', async () => {
    await world.at('2 Mar 10:05');
    const visit = {
      name: 'Mara Lind',
      address: 'Torstr. 1, 10119 Berlin',
      employer: 'Nordwerk',
      case: { id: 'case-5521', title: 'Mortgage application' },
    };
    await branch.track('Branch Visit Logged', visit, { anonymousId: 'visit-1' });
    customer = await world.customerOf('anonymousId=visit-1');
    await branch.api('PUT', 'tracked-items/application/APP-5521', {
      customer: { customerId: customer },
      title: 'Mortgage',
      status: 'started',
    });
    await branch.api('PATCH', 'cases/case-5521', { itemNumbers: ['APP-5521'] });
    const asked = { customerId: customer, object: { type: 'draft', id: 'APP-5521' } };
    ({ code } = await branch.api<{ code: string }>('POST', 'resume-codes', asked));
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('[C58] [ID20] the code brings the draft to the app, once, and shows nothing more before signing in', async () => {
    await world.at('2 Mar 19:20');
    app = await world.visitor();
    await world.page(app, 'Application Opened', {}, { resumeCode: code, app: { name: 'Bank' } });
    expect(await world.customerOf(`anonymousId=${app.session.anonymousId}`)).toBe(customer);
    const again = await post(`${world.relay.url}/visitor/v1/session`, {
      site: world.site.siteId,
      anonymousId: app.session.anonymousId,
      deviceToken: app.token,
    });
    expect(again.body).toMatchObject({ conversations: [], verified: false });
    expect(again.body).not.toHaveProperty('items');
    const thief = await world.visitor();
    await world.page(thief, 'Application Opened', {}, { resumeCode: code });
    expect(await world.customerOf(`anonymousId=${thief.session.anonymousId}`)).not.toBe(customer);
    await world.at('2 Mar 19:22');
    await world.signIn(app, '881');
    expect(await world.customerOf('userId=881')).toBe(customer);
  });

  it('[C58] the draft goes on until the upload fails', async () => {
    await world.at('2 Mar 19:31');
    const draft = { form: 'Mortgage application', step: 'documents', filled: 14, total: 22, fields: { monthly_income: '3200' } };
    await world.page(app, 'Form Draft Saved', draft, { app: { name: 'Bank' } });
    await world.at('2 Mar 19:34');
    await world.page(app, 'Error Shown', { code: 'upload_failed', what: 'document upload' }, { app: { name: 'Bank' } });
    const asked = { customerId: customer, object: { type: 'draft', id: 'APP-5521' }, kind: 'digits' };
    ({ code: digits } = await branch.api<{ code: string }>('POST', 'resume-codes', asked));
    expect(digits.replace(/ /g, '')).toMatch(/^\d{10}$/);
  });

  it('[C58] the call reaches an agent who knows branch and app, whoever’s number it comes from', async () => {
    await world.at('3 Mar 09:05');
    const choice = { choice: '2', label: 'Mortgage application' };
    await telephone.track('IVR Input Received', choice, { anonymousId: 'call-1', context: { resumeCode: digits } });
    await world.at('3 Mar 09:09');
    call = await desk.arrivalOf(() =>
      telephone.api('POST', 'conversations', {
        customer: {
          identifiers: [
            { type: 'anonymous_id', value: 'call-1' },
            { type: 'caller_id', value: CALLER_ID },
          ],
        },
        channel: 'voice',
        kind: 'bot_to_agent',
        from: { type: 'ivr' },
        department: 'mortgages',
        startedAt: isoOf('3 Mar 09:05'),
        verification: { level: 2, methods: ['resume_code'] },
      }),
    );
    const { context } = call;
    expect(context.customer.customerId).toBe(customer);
    expect(context.customer.verification).toMatchObject({ level: 2, methods: ['resume_code'] });
    expect(briefOf(context)).toEqual(
      expect.arrayContaining([
        'ivr 09:05: chose Mortgage application',
        'Already given: name (branch 2 Mar 10:05); address (branch 2 Mar 10:05); employer (branch 2 Mar 10:05); monthly income (mobile_app 2 Mar 19:31)',
        'Open: Mortgage application, contact 2 since 2 Mar',
        'Tried document upload (mobile_app 2 Mar 19:34): failed',
      ]),
    );
    expect(context.live.formDraft).toMatchObject({ filled: 14, total: 22, step: 'documents' });
  });

  it('[C58] [I9] of the number’s owner nothing is seen but that there may be a match', () => {
    expect(allText(call)).not.toContain(STRANGER);
    expect(call.context.customer.possibleMatches.length).toBeLessThanOrEqual(1);
  });

  it('[C58] what was promised on the phone stands before the chat’s agent, with the third contact and two switches', async () => {
    await world.at('3 Mar 09:20');
    const promised = { customer: { customerId: customer }, text: 'unlock the upload', due: '17:00', conversationId: call.row.id };
    const made = await desk.api<CommitmentView>('POST', 'commitments', promised);
    expect(made).toMatchObject({ status: 'open', dueAt: isoOf('3 Mar 17:00'), department: 'mortgages' });
    await telephone.api('POST', `conversations/${call.row.id}/close`, { outcome: 'Upload will be unlocked' });
    await world.at('3 Mar 09:40');
    chat = await desk.arrivalOf(() => app.submit(says('The upload still fails')));
    const { context } = chat;
    expect(context.customer.customerId).toBe(customer);
    expect(context.customer.verification.level).toBe(3);
    expect(briefOf(context)).toEqual(
      expect.arrayContaining([
        'mortgages promised unlock the upload, due 17:00 — open',
        'Open: Mortgage application, contact 3 since 2 Mar',
      ]),
    );
    expect(context.effort.channelSwitches).toBe(2);
  });

  it('[C58] neither code works a second time', async () => {
    await telephone.track(
      'IVR Input Received',
      { choice: '2', label: 'Mortgage application' },
      { anonymousId: 'call-2', context: { resumeCode: digits } },
    );
    expect(await world.customerOf('anonymousId=call-2')).not.toBe(customer);
  });
});
