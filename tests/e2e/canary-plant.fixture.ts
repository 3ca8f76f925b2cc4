// One customer of a site with a canary in every personal field and every text column, as sites, visitors and agents write them.
import type { Handoff, SubmitAnswer } from '@throughline/types';
import type { RelayAt } from '../scenarios/relay-at.js';
import { hex128, visitor } from '../servers/visitor-http.js';
import { done, track } from './canary-calls.fixture.js';
import { identityToken } from './canary-tokens.fixture.js';
import type { Canaries, Field, Person } from './canary-tokens.fixture.js';
import { deskOf } from './canary-site.fixture.js';
import type { Desk, OpenSite, Planted } from './canary-site.fixture.js';

const DAY_MS = 86_400_000;
const ARRIVES_MS = 30_000;
const soon = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

interface Place {
  relay: RelayAt;
  site: OpenSite;
  person: Person;
  customer: { customerId: string };
  word(field: Field): string;
}

/** The next conversation that reaches this agent. */
function arrival(desk: Desk, act: () => Promise<unknown>): Promise<Handoff> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('No conversation reached the agent')), ARRIVES_MS);
    desk.socket.once('handoff', (handoff: Handoff) => {
      clearTimeout(late);
      resolve(handoff);
    });
    act().catch(reject);
  });
}

/** Answers the id of the entry. */
export async function say(desk: Desk, conv: string, [kind, body]: [string, Record<string, unknown>]): Promise<string> {
  const frame = { conv, stream: hex128(), msgs: [{ n: 1, kind, body }] };
  const answer: SubmitAnswer = await desk.socket.timeout(ARRIVES_MS).emitWithAck('submit', frame);
  if (!answer.ok) throw new Error(`${kind}: ${JSON.stringify(answer)}`);
  return answer.results[0]?.id ?? '';
}

/** What the site's systems know: promises, items, cases, events, each shared, of a department, and restricted. */
async function plantRecords({ relay, site, customer, word }: Place, known: Pick<Planted, 'order' | 'claim' | 'userId'>): Promise<void> {
  const { secretKey } = site.keys;
  const { billing, legal } = site.sources;
  const { userId } = known;
  const put = (key: string, call: [string, string, unknown]) => done(relay, key, call);
  const item = (title: string) => ({ customer, title, status: 'open' });
  await put(secretKey, [
    'POST',
    'interactions',
    { name: 'Store Visit', ...customer, channel: 'branch', title: `Asked for ${word('shared event')}` },
  ]);
  await track(relay, billing, [
    { type: 'track', userId, event: 'Note Added', properties: { text: `Pays late, ${word('department event')}` } },
  ]);
  await track(relay, legal, [
    { type: 'track', userId, event: 'Note Added', properties: { text: `Lawsuit ${word('restricted event')}` } },
    {
      type: 'track',
      userId,
      event: 'Promise Made',
      properties: { text: `settle ${word('restricted promise')}`, due_at: soon(2), made_by: 'Legal' },
    },
  ]);
  await track(relay, billing, [
    {
      type: 'track',
      userId,
      event: 'Promise Made',
      properties: { text: `waive the fee ${word('department promise')}`, due_at: soon(2), made_by: 'Billing' },
    },
  ]);
  await put(secretKey, [
    'POST',
    'commitments',
    { customer, text: `call back about ${word('promise')}`, due: soon(1), department: 'sales' },
  ]);
  await put(legal, ['POST', 'commitments', { customer, text: `keep quiet ${word('keyed restricted promise')}`, due: soon(1) }]);
  const order = {
    ...item(`Lamp ${word('item title')}`),
    status: `packed by ${word('item status')}`,
    lines: [{ title: `Shade ${word('item line')}`, quantity: 1 }],
  };
  await put(secretKey, ['PUT', `tracked-items/order/${known.order}`, order]);
  await put(secretKey, ['PUT', `tracked-items/claim/${known.claim}`, { ...item('Claim'), eta: { until: new Date().toISOString() } }]);
  await put(billing, ['PUT', `tracked-items/invoice/I-${hex128().slice(0, 8)}`, item(`Debt ${word('department item')}`)]);
  await put(legal, ['PUT', `tracked-items/other/L-${hex128().slice(0, 8)}`, item(`Suit ${word('restricted item')}`)]);
  const { id } = await put(secretKey, ['POST', 'cases', { customer, title: `Broken ${word('case title')}`, itemNumbers: [known.order] }]);
  await put(secretKey, ['PATCH', `cases/${String(id)}`, { status: 'pending_internal', resolution: `Send ${word('case resolution')}` }]);
  await put(billing, ['POST', 'cases', { customer, title: `Debt ${word('department case')}` }]);
  await put(secretKey, ['POST', 'notices', { customer, kind: 'transactional', text: `On its way ${word('notice')}` }]);
}

/** Two chats: one passed on and closed with an outcome, one open. Answers the open one. */
async function plantChats(
  { site, word }: Place,
  { browser, digits }: { browser: Planted['browser']; digits: { policy: string; card: string } },
): Promise<string> {
  const [sales, billing] = [deskOf(site, 'sales'), deskOf(site, site.desks.has('billing') ? 'billing' : 'lead')];
  const answer = (convKey: string, [kind, body]: [string, Record<string, unknown>]) =>
    browser.submit({ conv_key: convKey, msgs: [{ n: 1, kind, body }], stream: hex128() });
  const chat = (text: string, convKey: string) =>
    browser.submit({ conv_key: convKey, msgs: [{ n: 1, kind: 'message', body: { text } }], stream: hex128() });
  const first = `Hello, this is about ${word('chat')} and I would like to know what happens next. My policy number is PL-${digits.policy}, my card is ${digits.card}.`;
  const convKey = hex128();
  const { row } = await arrival(sales, () => chat(first, convKey));
  const answers = [{ field: 'model', label: 'Which model?', value: `Oak ${word('form answer')}` }];
  await answer(convKey, ['details', { answers }]);
  await say(sales, row.id, ['message', { text: 'We look into it.' }]);
  const noteId = await say(sales, row.id, ['note', { text: `Shouted at ${word('note')}` }]);
  await say(sales, row.id, ['note_edit', { noteId, text: `Was loud at ${word('note edit')}` }]);
  await say(sales, row.id, ['tag', { add: [`is ${word('tag')}`] }]);
  await say(sales, row.id, ['consult', { agentId: billing.session.agent.id, teamId: null, note: `Who pays ${word('question')}` }]);
  const to = { agentId: billing.session.agent.id, teamId: null, ifVersion: row.assignVersion + 1 }; // the reply claimed it
  await say(sales, row.id, ['assign', { how: 'transfer', ...to, note: `Knows ${word('transfer note')}` }]);
  await say(billing, row.id, ['close', { outcome: `Solved by ${word('outcome')}` }]);
  await answer(convKey, ['survey', { satisfaction: 2, comment: `Slow, ${word('survey comment')}` }]);
  const { row: open } = await arrival(sales, () => chat('I am still waiting for an answer from you.', hex128()));
  return open.id;
}

export async function plant(relay: RelayAt, canaries: Canaries, { site, person }: { site: OpenSite; person: Person }): Promise<Planted> {
  const { keys } = site;
  const word = (field: Field): string => canaries.word(site.name, person, field);
  const digits = (field: Field): string => canaries.digits(site.name, person, field);
  const userId = word('user id');
  const email = `${word('email')}@mail.example`.toLowerCase();
  const phone = `+49151${canaries.digits(site.name, person, 'phone', 8)}`;
  const name = `${word('name')} Holm`;
  const known = { userId, order: `OR-${digits('order number')}`, claim: `CL-${digits('claim number')}` };
  const address = { street: `${word('address')} 7`, city: 'Kiel' };
  const traits = { name, email, email_verified: true, phone, phone_number_verified: true, address, employer: word('employer') };
  await track(relay, keys.secretKey, [{ type: 'identify', userId, traits }]);
  const { customers } = await done(relay, keys.secretKey, ['GET', `customers?userId=${userId}`, undefined]);
  const customerId = Array.isArray(customers) ? String(customers[0]?.id) : '';
  const place: Place = { relay, site, person, word, customer: { customerId } };
  await plantRecords(place, known);

  const card = canaries.card(site.name, person);
  await done(relay, keys.secretKey, [
    'POST',
    'interactions',
    {
      name: 'IVR Input Received',
      customerId,
      channel: 'ivr',
      data: { prompt: 'account number', key: 'account_no', value: digits('account digits') },
    },
  ]);
  await done(relay, keys.secretKey, [
    'POST',
    'interactions',
    { name: 'IVR Input Received', customerId, channel: 'ivr', data: { prompt: 'card number', key: 'card_number', value: card } },
  ]);

  const token = canaries.known(site.name, person, 'identity token', await identityToken(keys, userId, hex128()));
  const browser = await visitor(relay.url, keys.siteId, { identityToken: token });
  canaries.known(site.name, person, 'device token', browser.token);
  const conv = await plantChats(place, { browser, digits: { policy: digits('policy number'), card } });
  const code = await done(relay, keys.secretKey, ['POST', 'resume-codes', { customerId, object: { type: 'conversation', id: conv } }]);
  canaries.known(site.name, person, 'resume code', String(code['code']));
  return { ...known, email, phone, name, customerId, browser, conv };
}
