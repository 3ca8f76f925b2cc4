// Somebody types an e-mail, a number or an order that is somebody else's (ID22, S121). Invariant: the visitor cannot tell it from one that
// nobody has, by status, size, shape or time, and the agent sees a possible match with a masked identifier and nothing of the other person.
import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Handoff } from '@throughline/types';
import { hex128, post, visitor } from '../servers/visitor-http.js';
import { fieldsIn, leaksOf } from './canary-allowed.fixture.js';
import { call } from './canary-calls.fixture.js';
import type { Planted } from './canary-site.fixture.js';
import type { Canaries } from './canary-tokens.fixture.js';
import type { CanaryWorld } from './canary-world.fixture.js';

const PAIRS = 12;
const ARRIVES_MS = 30_000;

/** What is typed: of the same length, whether it is somebody's or nobody's. */
interface Typed {
  email: string;
  phone: string;
  order: string;
}
const hers = ({ email, phone, order }: Planted): Typed => ({ email, phone, order });
const nobodys = (ana: Planted): Typed => ({
  email: ana.email.replace(
    /^zq.{9}/,
    () =>
      `zq${hex128()
        .replace(/[^b-df-hj-np]/g, 'k')
        .slice(0, 9)}`,
  ),
  phone: ana.phone.slice(0, -6) + String(randomInt(100_000, 999_999)),
  order: `OR-${randomInt(100_000_000, 999_999_999)}`,
});

interface Answer {
  status: number;
  /** Sizes of the body and of each of its parts; ids and times are as long as each other. */
  shape: string;
  ms: number;
}
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
  return typeof value === 'string' ? value.length : typeof value;
};

/** Everything a page can type it into, one after the other. */
async function typeEverywhere(world: CanaryWorld, typed: Typed): Promise<Record<string, Answer>> {
  const { url } = world.relay;
  const { keys } = world.sites.one;
  const browser = await visitor(url, keys.siteId);
  const answers: Record<string, Answer> = {};
  const ask = async (name: string, path: string, body: Record<string, unknown>): Promise<void> => {
    const at = performance.now();
    const answer = await post(`${url}${path}`, body);
    const sizes = [answer.headers.get('content-length'), [...answer.headers.keys()].sort().join()];
    answers[name] = { status: answer.status, shape: JSON.stringify([sizes, shapeOf(answer.body)]), ms: performance.now() - at };
  };
  const who = { anonymousId: browser.session.anonymousId, context: { deviceToken: browser.token } };
  const event = (more: Record<string, unknown>) => ({ writeKey: keys.writeKey, batch: [{ messageId: hex128(), ...who, ...more }] });
  const { email, phone, order } = typed;
  await ask('identify', '/v1/b', event({ type: 'identify', traits: { email, phone, name: 'Holm' } }));
  await ask('unsigned user id', '/v1/b', event({ type: 'identify', userId: email }));
  await ask('form', '/v1/b', event({ type: 'track', event: 'Form Submitted', properties: { email, phone, order_id: order } }));
  const submit = (text: string) => ({ conv_key: hex128(), stream: hex128(), msgs: [{ n: 1, kind: 'message', body: { text } }] });
  const site = keys.siteId;
  await ask('chat', '/visitor/v1/submit', {
    site,
    deviceToken: browser.token,
    submit: submit(
      `Hello, you can reach me here: ${email}, ${phone}. Please tell me when my order ${order} will arrive, thank you very much.`,
    ),
  });
  await ask('look-up', '/visitor/v1/items/lookup', { site, number: order, proof: 'nobody@mail.example' });
  await ask('session', '/visitor/v1/session', { site, deviceToken: browser.token });
  const items = await call(url, `/visitor/v1/items?site=${site}`, { headers: { authorization: `Bearer ${browser.token}` } });
  answers['items'] = { status: items.status, shape: String(items.text.length), ms: 0 };
  return answers;
}

/** Types it in a fresh browser; answers what the agent was shown, and what the page was. */
async function typedBy(world: CanaryWorld, typed: Typed): Promise<{ answers: Record<string, Answer>; shown: Handoff }> {
  const arrived = new Promise<Handoff>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('No conversation reached the agent')), ARRIVES_MS);
    world.desk('one', 'sales').socket.once('handoff', (handoff: Handoff) => {
      clearTimeout(late);
      resolve(handoff);
    });
  });
  const answers = await typeEverywhere(world, typed);
  return { answers, shown: await arrived };
}

const sizes = (answers: Record<string, Answer>) => Object.entries(answers).map(([name, { status, shape }]) => [name, status, shape]);

const middle = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The tests, against a world that is there when they run. */
export function strangersWhoType(given: () => { world: CanaryWorld; canaries: Canaries; ana: Planted }): void {
  it('[ID22] [ID8] [S121] a page gets the same answers, in status and size, and no canary', async () => {
    const { world, ana } = given();
    const [known, unknown] = [await typedBy(world, hers(ana)), await typedBy(world, nobodys(ana))];
    expect(sizes(known.answers)).toEqual(sizes(unknown.answers));
  });

  it('[ID21] [S123] the agent sees a possible match by its masked identifier, and nothing else of that person', async () => {
    const { world, ana, canaries } = given();
    const { headers } = world.desk('one', 'sales');
    const [{ shown: known }, { shown: unknown }] = [await typedBy(world, hers(ana)), await typedBy(world, nobodys(ana))];
    const { possibleMatches } = known.context.customer;
    expect(possibleMatches.length).toBeGreaterThan(0);
    expect(unknown.context.customer.possibleMatches).toEqual([]);
    expect(
      leaksOf(canaries, { reader: 'webhook', got: [{ where: 'matches', status: 200, text: JSON.stringify(possibleMatches) }] }),
    ).toEqual([]);
    expect(known.row.customer.id).not.toBe(ana.customerId);
    expect(known.context.customer.verification.level).toBe(0);
    // Only what was typed: her e-mail, her number, her order. Not her name, address, chat, promises or items.
    const shown = [{ where: 'hand-off', status: 200, text: JSON.stringify(known) }];
    expect(fieldsIn(canaries, shown).filter((field) => !['email', 'phone', 'order number', 'user id'].includes(field))).toEqual([]);
    for (const list of ['commitments', 'trackedItems', 'openCases', 'previousConversations', 'attempts'] as const)
      expect([list, known.context[list].length]).toEqual([list, unknown.context[list].length]);
    const codes = ({ context }: Handoff): string[] => context.alerts.map(({ code }) => code).filter((code) => code !== 'possible_match');
    expect(codes(known)).toEqual(codes(unknown));
    expect(known.context.history).toMatchObject({ conversations: unknown.context.history.conversations });
    expect(known.context.timeline.items.length).toBe(unknown.context.timeline.items.length);
    const customer = await call(world.relay.url, `/api/v1/customers/${known.row.customer.id}`, { headers });
    expect(
      fieldsIn(canaries, [{ where: 'customer', ...customer }]).filter((field) => !['email', 'phone', 'user id'].includes(field)),
    ).toEqual([]);
  });

  it('[ID22] [C40] it takes as long, too', async () => {
    const { world, ana } = given();
    const times: { name: string; known: number; unknown: number }[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const [first, second] = pair % 2 === 0 ? [hers(ana), nobodys(ana)] : [nobodys(ana), hers(ana)];
      const [one, two] = [await typeEverywhere(world, first), await typeEverywhere(world, second)];
      const [known, unknown] = pair % 2 === 0 ? [one, two] : [two, one];
      for (const name of Object.keys(known)) times.push({ name, known: known[name]?.ms ?? 0, unknown: unknown[name]?.ms ?? 0 });
    }
    for (const name of ['identify', 'form', 'chat', 'look-up']) {
      const of = times.filter((one) => one.name === name);
      const [known, unknown] = [middle(of.map((one) => one.known)), middle(of.map((one) => one.unknown))];
      const spread = middle(of.map((one) => Math.abs(one.unknown - unknown)));
      // A class of time, not a stopwatch: the machine's own noise is allowed for.
      expect([name, Math.abs(known - unknown) <= Math.max(15, 4 * spread)]).toEqual([name, true]);
    }
  });
}
