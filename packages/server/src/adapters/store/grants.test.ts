// A conversation that a redeemed code opened to another device, on both stores: that one conversation, until the device is reset, erased or
// somebody else's (docs/identity.md).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resumedEvent } from '../../domain/identity/resumed-event.js';
import { hex, message, NOON, stageOn } from '../../testing/store-contract/stage.js';
import type { Stage, Visitor } from '../../testing/store-contract/stage.js';
import { STORES } from '../../../../../tests/stores/both-stores.fixture.js';
import type { Opened } from '../../../../../tests/stores/both-stores.fixture.js';

const DAY = 24 * 3_600_000;
const LATER = NOON + 60_000;

describe.each(STORES)('a conversation that goes on elsewhere on %s', (_kind, open) => {
  let opened: Opened;
  let stage: Stage;
  let phone: Visitor;
  let laptop: Visitor;
  let conv: string;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.dispose());
  beforeEach(async () => {
    stage = await stageOn(opened.store);
    const first = await stage.opened();
    ({ visitor: phone, conv } = first);
    laptop = await stage.visitor();
  });

  const at = () => ({ siteId: stage.siteId, now: LATER });
  async function code(of = conv, hash = hex()): Promise<string> {
    const own = await opened.store.ownConversation({ principal: phone, conv: of });
    const customerId = own?.customerId ?? (await opened.store.row({ siteId: stage.siteId, conv }))?.customer.id ?? '';
    const object = { type: 'conversation', id: of } as const;
    const wanted = { ...at(), customerId, object, purpose: 'continue', kind: 'code', hash, actor: 'x', expiresAt: NOON + DAY } as const;
    expect(await opened.store.createResumeCode(wanted)).toMatchObject({ ok: true });
    return hash;
  }
  async function redeem(visitor: Visitor, hash: string, now = LATER) {
    const event = resumedEvent({ visitor, hash, conv, messageId: hex(), now });
    const { written } = await opened.store.record({ siteId: stage.siteId, sourceId: 'relay', events: [event], now });
    return written[0]?.resumeCode;
  }
  const listed = async (principal: Visitor) => (await opened.store.visitorConversations({ principal })).map(({ id }) => id);
  const reads = async (principal: Visitor, of = conv, lane: 'pub' | 'int' = 'pub') => {
    const sync = { conv: of, lane, after: 0, after_id: '', epoch: '', max_bytes: 60_000 };
    return (await opened.store.sync({ principal, sync })).ok;
  };
  const writes = async (principal: Visitor, of = conv) => {
    const submit = { conv: of, stream: hex(), msgs: [message(1, 'here I am again')] };
    return (await stage.submit(principal, submit, LATER)).answer.ok;
  };
  const hears = async (principal: Visitor) => {
    const live = await opened.store.livePrincipals({ ...at(), visitors: [principal.id], sessions: [] });
    return live.visitors[0]?.convs ?? [];
  };
  const signIn = (principal: Visitor, userId: string) => opened.store.verifyVisitor({ ...at(), id: principal.id, userId, method: 'jwt' });

  it('[CH36] [ID20] is listed, read, written, receipted and heard on the second device, which stays its own customer', async () => {
    expect(await reads(laptop)).toBe(false);
    expect(await redeem(laptop, await code())).toBe('redeemed');
    expect(await listed(laptop)).toEqual([conv]);
    expect([await reads(laptop), await writes(laptop)]).toEqual([true, true]);
    expect(await hears(laptop)).toEqual([conv]);
    expect(await opened.store.receipt({ principal: laptop, conv, delivered: 1, read: 1 })).toMatchObject({ moved: true });
    const both = [phone, laptop].map((principal) => opened.store.receipt({ principal, conv, delivered: 2, read: 2 }));
    expect((await Promise.all(both)).every((answer) => answer !== null)).toBe(true);
    const own = await stage.say(laptop, { conv_key: hex() }, 'and another thing');
    const customers = await Promise.all([conv, own.conv].map((id) => opened.store.row({ siteId: stage.siteId, conv: id })));
    expect(customers[0]?.customer.id).not.toBe(customers[1]?.customer.id);
  });

  it('[ID20] opens nothing else of the person: no other conversation, no inner lane, no right to pass it on', async () => {
    const other = await stage.say(phone, { conv_key: hex() }, 'something private');
    await redeem(laptop, await code());
    expect(await listed(laptop)).toEqual([conv]);
    expect([await reads(laptop, other.conv), await writes(laptop, other.conv)]).toEqual([false, false]);
    expect(await opened.store.receipt({ principal: laptop, conv: other.conv, delivered: 1, read: 1 })).toBeNull();
    expect(await reads(laptop, conv, 'int')).toBe(false);
    expect(await opened.store.ownConversation({ principal: laptop, conv })).toBeNull();
    expect(await opened.store.visitorConversations({ principal: laptop, own: true })).toEqual([]);
    expect(await opened.store.ownConversation({ principal: phone, conv })).not.toBeNull();
  });

  describe('and the device signs in', () => {
    const rowOf = async (id: string) => (await opened.store.row({ siteId: stage.siteId, conv: id }))?.customer.id;
    /** Records the sign-in as the relay does; answers whose it is. */
    async function arrive(visitor: Visitor, userId: string): Promise<string | undefined> {
      const identified = resumedEvent({ visitor: { ...visitor, userId }, hash: '', conv, messageId: hex(), now: LATER + 1 });
      const { resumeCodeHash: _hash, redeemedBy: _by, ...event } = identified;
      const { written } = await opened.store.record({ siteId: stage.siteId, sourceId: 'relay', events: [event], now: LATER + 1 });
      await signIn(visitor, userId);
      return written[0]?.customerId;
    }

    it('[C40] [ID20] the anonymous customer of the code stays somebody else; an agent sees the possible match', async () => {
      const known = await arrive(await stage.visitor(), 'eve');
      const theirs = await rowOf(conv);
      expect(await redeem(laptop, await code())).toBe('redeemed');
      const own = await stage.say(laptop, { conv_key: hex() }, 'my own words');
      const mine = (await rowOf(own.conv)) ?? '';
      expect(mine).not.toBe(theirs);
      const suggestions = await opened.store.suggestions({ siteId: stage.siteId, customerId: mine });
      expect(suggestions).toMatchObject([{ reasonCode: 'device_not_proven', identifierType: 'anonymous_id' }]);
      expect(await arrive(laptop, 'eve')).toBe(known);
      expect(await rowOf(conv)).toBe(theirs);
      expect(known).not.toBe(theirs);
      expect(await rowOf(own.conv)).toBe(known); // what was said on the device itself comes along (W42)
      expect(await listed(laptop)).toEqual(expect.arrayContaining([conv, own.conv]));
      expect(await arrive(phone, 'ana')).toBe(theirs); // the device it began on is proof
    });

    it('[C40] [ID20] nor does a user nobody knew take the customer over, or one who was signed in before', async () => {
      const theirs = await rowOf(conv);
      await redeem(laptop, await code());
      expect(await arrive(laptop, 'mallory')).not.toBe(theirs);
      const tablet = await stage.visitor();
      const trudy = await arrive(tablet, 'trudy');
      expect(await redeem({ ...tablet, userId: 'trudy' }, await code())).toBe('redeemed');
      expect([await rowOf(conv), trudy === theirs]).toEqual([theirs, false]);
      expect(await listed(tablet)).toEqual([conv]);
    });

    it('[C40] what the device was before it got a code is not given to the code’s maker either', async () => {
      const mine = await stage.say(laptop, { conv_key: hex() }, 'I was here before');
      const [before, theirs] = [await rowOf(mine.conv), await rowOf(conv)];
      expect(await redeem(laptop, await code())).toBe('redeemed');
      expect(await reads(laptop)).toBe(true);
      expect(await arrive(phone, 'ana')).toBe(theirs);
      expect(await rowOf(mine.conv)).toBe(before);
      expect(before).not.toBe(theirs);
      expect(await arrive(laptop, 'ana')).toBe(theirs); // the same person on both: now it is proven
      expect(await rowOf(mine.conv)).toBe(theirs);
    });
  });

  it('[CH36] a code works once, for one device, while it lasts; another site’s code is none', async () => {
    const hash = await code();
    expect(await redeem(laptop, hash)).toBe('redeemed');
    const third = await stage.visitor();
    expect(await redeem(third, hash)).toBe('refused');
    expect(await redeem(third, await code(), NOON + DAY)).toBe('refused');
    const [older, newer] = [await code(), await code()];
    expect([await redeem(third, older), await reads(third)]).toEqual(['refused', false]);
    const elsewhere = await stageOn(opened.store);
    const stranger = await elsewhere.visitor();
    expect(await opened.store.redeemableCode({ principal: stranger, hash: newer, now: LATER })).toBeNull();
    expect(await opened.store.redeemableCode({ principal: third, hash: newer, now: LATER })).toEqual({ conv, open: false });
    expect(await opened.store.redeemableCode({ principal: laptop, hash: newer, now: LATER })).toEqual({ conv, open: true });
  });

  it('[CH36] of many who redeem one code at once, one is let in', async () => {
    const hash = await code();
    const crowd = await Promise.all(Array.from({ length: 6 }, () => stage.visitor()));
    const answers = await Promise.all(crowd.map((one) => redeem(one, hash)));
    expect(answers.filter((answer) => answer === 'redeemed')).toHaveLength(1);
    const open = await Promise.all(crowd.map((one) => reads(one)));
    expect(open).toEqual(answers.map((answer) => answer === 'redeemed'));
  });

  it('[CH36] a code of a draft opens no conversation and stays what it was', async () => {
    const customerId = (await opened.store.ownConversation({ principal: phone, conv }))?.customerId ?? '';
    const hash = hex();
    const object = { type: 'draft', id: conv } as const;
    const wanted = { ...at(), customerId, object, purpose: 'continue', kind: 'code', hash, actor: 'x', expiresAt: NOON + DAY } as const;
    await opened.store.createResumeCode(wanted);
    expect([await redeem(laptop, hash), await reads(laptop)]).toEqual(['refused', false]);
    expect(await opened.store.redeemedObjects({ siteId: stage.siteId, anonymousId: laptop.anonymousId })).toEqual([]);
  });

  it('[ID19] [ID20] ends with the reset of the device', async () => {
    await redeem(laptop, await code());
    await opened.store.revokeVisitor({ siteId: stage.siteId, id: laptop.id });
    expect([await reads(laptop), await writes(laptop), await listed(laptop)]).toEqual([false, false, []]);
    expect(await reads(phone)).toBe(true);
  });

  it('[ID20] never crosses from one verified user to another, whoever signs in first', async () => {
    await signIn(phone, 'ana');
    await redeem(laptop, await code());
    expect(await reads(laptop)).toBe(true);
    await signIn(laptop, 'ben');
    expect([await reads(laptop), await listed({ ...laptop, userId: 'ben' })]).toEqual([false, []]);
    const signedIn = await stage.visitor('cid');
    expect([await redeem(signedIn, await code()), await reads(signedIn)]).toEqual(['refused', false]);

    const fresh = await stage.opened();
    phone = fresh.visitor;
    conv = fresh.conv;
    const tablet = await stage.visitor('dan');
    await redeem(tablet, await code());
    expect(await reads(tablet)).toBe(true);
    await signIn(phone, 'eva');
    expect([await reads(tablet), await hears(tablet)]).toEqual([false, []]);
  });

  it('[ID20] stays when the same person signs in on the second device', async () => {
    await signIn(phone, 'ana');
    await redeem(laptop, await code());
    await signIn(laptop, 'ana');
    expect([await reads({ ...laptop, userId: 'ana' }), await writes(laptop)]).toEqual([true, true]);
  });

  it('[ID24] ends with erasure of the customer', async () => {
    await redeem(laptop, await code());
    const customerId = (await opened.store.row({ siteId: stage.siteId, conv }))?.customer.id ?? '';
    await opened.store.eraseCustomer({ siteId: stage.siteId, customerId, actor: 'x', now: LATER });
    expect([await reads(laptop), await writes(laptop), await listed(laptop)]).toEqual([false, false, []]);
  });

  it('[P43] a handshake of the second device joins what was opened to it', async () => {
    const tokenHash = hex();
    const created = await opened.store.createVisitor({ siteId: stage.siteId, anonymousId: `anon-${hex()}`, tokenHash, now: NOON });
    const tablet: Visitor = { type: 'visitor', siteId: stage.siteId, id: created.id, anonymousId: created.anonymousId, userId: null };
    await redeem(tablet, await code());
    const own = await stage.say(tablet, { conv_key: hex() }, 'mine');
    for (const userId of [null, 'ana']) {
      if (userId !== null) await signIn(tablet, userId);
      const admission = await opened.store.admitVisitor({ siteId: stage.siteId, tokenHash, now: LATER, ttlMs: DAY });
      expect(admission?.conversations.map((one) => one.conv).sort()).toEqual([conv, own.conv].sort());
    }
  });
});
