// A code opens a conversation and makes nobody one person, on both stores: neither whoever redeems a code nor whoever made one learns anything
// else of the other, from before or from after (docs/identity.md).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resumedEvent } from '../../domain/identity/resumed-event.js';
import { DAY, device, email, MINUTE, NOW, user, worldOn } from '../../testing/identity-world.js';
import type { World } from '../../testing/identity-world.js';
import { hex, message } from '../../testing/store-contract/stage.js';
import type { Visitor } from '../../testing/store-contract/stage.js';
import { STORES } from '../../../../../tests/stores/both-stores.fixture.js';
import type { Opened } from '../../../../../tests/stores/both-stores.fixture.js';

const LATER = NOW + MINUTE;
const CANARY = /CANARY/;

describe.each(STORES)('two who share a conversation by a code on %s', (_kind, open) => {
  let opened: Opened;
  let world: World;
  let attacker: Visitor;
  let victim: Visitor;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.dispose());
  beforeEach(async () => {
    world = await worldOn(opened.store);
    [attacker, victim] = [await visitor(), await visitor()];
    await signIn();
  });

  const site = () => ({ siteId: world.siteId });
  async function visitor(): Promise<Visitor> {
    const made = await opened.store.createVisitor({ ...site(), anonymousId: `anon ${hex()}`, tokenHash: hex(), now: NOW });
    return { type: 'visitor', ...site(), id: made.id, anonymousId: made.anonymousId, userId: null };
  }
  async function signIn(): Promise<void> {
    await world.say(`sign-in ${attacker.id}`, [device(attacker.anonymousId), user('mallory')]);
    await opened.store.verifyVisitor({ ...site(), id: attacker.id, userId: 'mallory', method: 'jwt', now: NOW });
    attacker = { ...attacker, userId: 'mallory' };
  }
  /** The back end knows the device, as one of a person with an order. */
  async function known(): Promise<void> {
    const identifiers = [device(victim.anonymousId), email(`${hex()}@example.test`)];
    const traits = { name: 'CANARY name', email: 'CANARY@example.test', phone: '+491701234567' };
    await world.say('known', identifiers, { traits, traitTrust: 3 });
    const order = { type: 'order', number: 'CANARY-1', status: 'shipped' };
    await world.say('order', identifiers, { name: 'tracked_item.updated', data: order });
  }
  async function share(from: Visitor, to: Visitor): Promise<void> {
    const submit = { conv_key: hex(), stream: hex(), msgs: [message(1, 'hello')] };
    const { answer } = await opened.store.submit({ principal: from, submit, online: true, now: NOW });
    if (!answer.ok) throw new Error(answer.code);
    const { conv } = answer;
    const own = await opened.store.ownConversation({ principal: from, conv });
    const [hash, object] = [hex(), { type: 'conversation', id: conv } as const];
    const code = { ...site(), customerId: own?.customerId ?? '', object, purpose: 'continue', kind: 'code', hash, actor: 'x' } as const;
    await opened.store.createResumeCode({ ...code, expiresAt: NOW + DAY, now: NOW });
    const event = resumedEvent({ visitor: to, hash, conv, messageId: hex(), now: LATER });
    const { written } = await opened.store.record({ ...site(), sourceId: 'relay', events: [event], now: LATER });
    expect(written).toMatchObject([{ resumeCode: 'redeemed' }]);
    expect((await opened.store.visitorConversations({ principal: to })).map(({ id }) => id)).toContain(conv);
  }
  async function learned(): Promise<string> {
    const asked = { ...site(), userId: 'mallory', now: LATER };
    const { items, promises } = await opened.store.visitorItems(asked);
    const { traits } = await opened.store.toldBefore({ ...site(), visitorId: attacker.id, userId: 'mallory' });
    const { cards } = await opened.store.showCards(asked);
    return JSON.stringify([items, promises, traits, cards]);
  }

  it('[ID20] [C40] who redeems a code of a known visitor reads no item, card or trait of theirs', async () => {
    await known();
    await share(victim, attacker);
    expect(await learned()).not.toMatch(CANARY);
  });

  it('[ID20] [C40] who lets a known visitor redeem their own code reads none either', async () => {
    await known();
    await share(attacker, victim);
    expect(await learned()).not.toMatch(CANARY);
  });

  it('[ID20] [C40] nor when the visitor becomes known only afterwards', async () => {
    await share(attacker, victim);
    await known();
    expect(await learned()).not.toMatch(CANARY);
  });

  it('[ID20] [C40] nor when who made the code signs in only afterwards', async () => {
    attacker = await visitor();
    await share(attacker, victim);
    await known();
    await signIn();
    expect(await learned()).not.toMatch(CANARY);
  });
});
