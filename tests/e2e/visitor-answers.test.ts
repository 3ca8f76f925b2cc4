// A form and a survey from the widget's side of the wire to the agent's, and what a later visit is told (W190, W200, W210).
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HandoffContext, SubmitMessage } from '@throughline/types';
import { hex128, latestHandoff, post, visitor } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';
import { newCustomer, startDesk } from './api-desk.fixture.js';
import type { ApiDesk } from './api-desk.fixture.js';

let desk: ApiDesk;
beforeAll(async () => {
  desk = await startDesk({ roles: ['lead'] });
  const fields = [
    { id: 'mail', type: 'email', label: 'E-mail' },
    { id: 'order_number', type: 'text', label: 'Order number' },
    { id: 'model', type: 'text', label: 'Which model?' },
    { id: 'terms', type: 'consent', label: 'Terms', url: 'https://shop.example/terms' },
  ];
  await desk.call('patch', '/widget', { body: { form: { when: 'after', fields } } });
});
afterAll(() => desk?.stop());

const LABELS: Record<string, string> = { mail: 'E-mail', order_number: 'Order number', model: 'Which model?', terms: 'Terms' };
const text = (n: number, said: string): SubmitMessage => ({ n, kind: 'message', body: { text: said } });
const details = (n: number, answers: Record<string, string>): SubmitMessage => ({
  n,
  kind: 'details',
  body: { answers: Object.entries(answers).map(([field, value]) => ({ field, label: LABELS[field] ?? field, value })) },
});

async function sent(person: TestVisitor, ...msgs: SubmitMessage[]): Promise<string> {
  const answer = await person.submit({ msgs });
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.conv;
}

const person = (more: Record<string, string> = {}): Promise<TestVisitor> => visitor(desk.relay.url, desk.shop.siteId, more);

function token(sub: string, claims: Record<string, unknown> = {}): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience(desk.shop.siteId)
    .setIssuedAt()
    .setExpirationTime('10m')
    .setJti(hex128())
    .sign(new TextEncoder().encode(desk.shop.identitySecret));
}

const toldOn = async (deviceToken: string): Promise<Record<string, string> | undefined> => (await person({ deviceToken })).session.told;

const stated = (context: HandoffContext): [string, string][] => context.statedFacts.map(({ key, value }) => [key, value]);

async function close(conv: string): Promise<void> {
  const msgs = [{ n: 1, kind: 'close', body: {} }];
  expect(await desk.agent('lead').socket.emitWithAck('submit', { conv, stream: hex128(), msgs })).toMatchObject({ ok: true });
}

describe('the form', () => {
  it('[W190] its answers are in the agent’s context, as facts and claims, and an open console hears of them', async () => {
    const ana = await person();
    const conv = await sent(ana, text(1, 'Where is it?'), details(2, { mail: 'ana@mail.example', order_number: 'A-7731', terms: 'yes' }));
    const context = await latestHandoff(desk.relay.url, conv, desk.shop.secretKey);
    expect(stated(context)).toEqual(
      expect.arrayContaining([
        ['email', 'ana@mail.example'],
        ['order_id', 'A-7731'],
      ]),
    );
    expect(context.customer.verification.level).toBe(0);
    const heard = new Promise<void>((resolve) => {
      desk.agent('lead').socket.on('context', (change: { conv: string }) => {
        if (JSON.stringify(change).includes('Oak 3')) resolve();
      });
    });
    const opened = await desk.agent('lead').socket.emitWithAck('open', { conv });
    expect(JSON.stringify(opened)).toContain('"details"');
    await sent(ana, details(3, { model: 'Oak 3' }));
    await heard;
    const page = await desk.call('get', '/customers/:id/timeline', { params: { id: context.customer.customerId } });
    const given = page.body.items.filter(({ name }: { name: string }) => name === 'details.given');
    expect(given.map(({ title }: { title: string }) => title)).toEqual(['Details given in the chat', 'Details given in the chat']);
    expect(given[0].details).toEqual([{ label: 'which model?', value: 'Oak 3' }]);
  });

  it('[W190] a form before the first message opens the conversation: it waits in every inbox, and what follows is understood', async () => {
    const ana = await person();
    const conv = await sent(ana, details(1, { order_number: 'A-8812', mail: 'ana@mail.example' }));
    const row = (await desk.call('get', '/conversations/:id', { params: { id: conv } })).body;
    expect(row).toMatchObject({ status: 'queued', lastText: 'A-8812', lastFrom: 'visitor' });
    expect(row.waitingSince).toBeGreaterThan(0);
    expect(stated(await latestHandoff(desk.relay.url, conv, desk.shop.secretKey))).toContainEqual(['order_id', 'A-8812']);
    expect(await sent(ana, text(2, 'My order A-9944 came broken'))).toBe(conv);
    const opened = await desk.agent('lead').socket.emitWithAck('open', { conv });
    expect(JSON.stringify(opened.handoff?.context ?? opened)).toContain('A-8812');
    const after = (await desk.call('get', '/conversations/:id', { params: { id: conv } })).body;
    expect(after).toMatchObject({ lastText: 'My order A-9944 came broken', waitingSince: row.waitingSince });
  });

  it('[W190] [S122] what a script answers to questions nobody asked reaches agents as said, and as no fact', async () => {
    const eve = await person();
    const lie = { field: 'identity_verified', label: 'Identity verified by bank', value: 'yes, level 3' };
    const body = { answers: [lie, { field: 'model', label: 'Verified by bank', value: 'Oak 3' }] };
    const conv = await sent(eve, text(1, 'hi'), { n: 2, kind: 'details', body });
    const context = await latestHandoff(desk.relay.url, conv, desk.shop.secretKey);
    expect(stated(context)).toEqual([['model', 'Oak 3']]);
    expect(JSON.stringify(context)).not.toMatch(/verified by bank|level 3/i);
    const lane = (await desk.call('get', '/conversations/:id/entries', { params: { id: conv } })).body.entries;
    expect(lane.find(({ kind }: { kind: string }) => kind === 'details').body.answers).toEqual([
      lie,
      { field: 'model', label: 'Which model?', value: 'Oak 3' },
    ]);
  });

  it('[ID8] an address that belongs to somebody reveals and merges nothing', async () => {
    const known = await newCustomer(desk);
    await desk.call('post', '/commitments', { body: { customer: { customerId: known.id }, text: 'call back about the secret sofa' } });
    const stranger = await person();
    const conv = await sent(stranger, text(1, 'hi'), details(2, { mail: known.email }));
    const context = await latestHandoff(desk.relay.url, conv, desk.shop.secretKey);
    expect(context.customer.customerId).not.toBe(known.id);
    expect(JSON.stringify(context)).not.toContain('secret sofa');
    const again = await person({ deviceToken: stranger.token });
    expect(JSON.stringify(again.session)).not.toContain('secret sofa');
    expect(again.session.told).toEqual({ mail: known.email, email: known.email });
    expect(again.session.items).toBeUndefined();
  });

  it('[C18] a card number in an answer is nowhere', async () => {
    const ana = await person();
    const conv = await sent(ana, text(1, 'hi'), details(2, { model: 'paid with 4111 1111 1111 1111' }));
    const lane = await desk.call('get', '/conversations/:id/entries', { params: { id: conv } });
    expect(lane.text).toContain('[card •1111]');
    for (const seen of [lane.text, JSON.stringify(await toldOn(ana.token))]) expect(seen).not.toMatch(/4111/);
  });
});

describe('what was told before', () => {
  it('[W190] [W210] a later visit of the same device is told its own answers, the newest, and no consent', async () => {
    const ana = await person();
    expect(ana.session.told).toBeUndefined();
    await sent(ana, text(1, 'hi'), details(2, { mail: 'old@mail.example', order_number: 'A-1', terms: 'yes' }));
    await sent(ana, details(3, { mail: 'new@mail.example' }));
    expect(await toldOn(ana.token)).toEqual({ mail: 'new@mail.example', email: 'new@mail.example', order_number: 'A-1' });
  });

  it('[S122] nobody is told what another said: another device, another user on the device, the device after a log-out', async () => {
    const sub = `ana-${hex128()}`;
    const ana = await person({ identityToken: await token(sub, { name: 'Ana Vidal', email: 'ana@signed.example', email_verified: true }) });
    const conv = await sent(ana, text(1, 'hi'), details(2, { order_number: 'ANA-ONLY', mail: 'typed@mail.example' }));
    const own = { name: 'Ana Vidal', email: 'ana@signed.example', mail: 'typed@mail.example', order_number: 'ANA-ONLY' };
    expect(await toldOn(ana.token)).toEqual(own);
    const laptop = await person({ identityToken: await token(sub) });
    expect(laptop.session.told).toEqual(own);

    const strangers = [await person(), await person({ identityToken: await token(`bob-${hex128()}`) })];
    const bob = await post(`${desk.relay.url}/visitor/v1/session`, {
      site: desk.shop.siteId,
      deviceToken: ana.token,
      identityToken: await token(`carl-${hex128()}`),
    });
    const claims = await person();
    await sent(claims, text(1, 'I am Ana'), details(2, { mail: 'ana@signed.example' }));
    const claimed = await toldOn(claims.token);
    expect(claimed).toEqual({ mail: 'ana@signed.example', email: 'ana@signed.example' });
    await post(`${desk.relay.url}/visitor/v1/reset`, { site: desk.shop.siteId, deviceToken: laptop.token });
    const after = await person({ deviceToken: laptop.token });
    const others = JSON.stringify([strangers.map(({ session }) => session), bob.body, claimed, after.session]);
    expect(bob.status).toBe(200);
    for (const word of ['ANA-ONLY', 'Ana Vidal', 'typed@mail.example', conv]) expect(others).not.toContain(word);
  });

  it('[S122] what a page says about a user without a signature is not told to that user', async () => {
    const sub = `dora-${hex128()}`;
    await post(`${desk.relay.url}/v1/identify`, {
      writeKey: desk.shop.writeKey,
      userId: sub,
      traits: { name: 'Mallory', phone: '+491701234567' },
    });
    const dora = await person({ identityToken: await token(sub, { name: 'Dora' }) });
    expect(dora.session.told).toEqual({ name: 'Dora' });
  });
});

describe('the survey', () => {
  const survey = (n: number, body: Record<string, unknown>): SubmitMessage => ({ n, kind: 'survey', body });

  it('[W200] is taken once the chat ended, shown to agents with its numbers, and starts nothing anew', async () => {
    const ana = await person();
    const conv = await sent(ana, text(1, 'hi'));
    expect(await ana.submit({ msgs: [survey(2, { satisfaction: 5 })] })).toMatchObject({
      ok: false,
      code: 'rejected',
      reason: 'not_closed',
    });
    await close(conv);
    await sent(ana, survey(2, { satisfaction: 4, effort: 6, comment: 'quick, thank you' }));
    const row = (await desk.call('get', '/conversations/:id', { params: { id: conv } })).body;
    expect(row).toMatchObject({ status: 'closed', lastText: 'hi', waitingSince: null });
    const page = await desk.call('get', '/customers/:id/timeline', { params: { id: row.customer.id }, query: { channel: 'survey' } });
    expect(page.body.items).toMatchObject([
      {
        title: 'Survey: satisfaction 4 of 5, effort 6 of 7',
        details: [{ label: 'comment', value: 'quick, thank you' }],
        conversationId: conv,
      },
    ]);
    const lane = (await desk.call('get', '/conversations/:id/entries', { params: { id: conv } })).body.entries;
    expect(lane.at(-1)).toMatchObject({ kind: 'survey', body: { satisfaction: 4, effort: 6, comment: 'quick, thank you' } });
    expect((await person({ deviceToken: ana.token })).session.conversations).toMatchObject([{ id: conv, closed: true, lastText: 'hi' }]);
  });
});
