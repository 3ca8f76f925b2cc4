// When a conversation that a code opened closes again for the device it was opened to, on both stores: whose it is counts, also where it was
// closed before its person signed in, and whichever of two sign-ins comes first (docs/identity.md).
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resumedEvent } from '../../domain/identity/resumed-event.js';
import { hex, message, NOON, stageOn } from '../../testing/store-contract/stage.js';
import type { Stage, Visitor } from '../../testing/store-contract/stage.js';
import { STORES } from '../../../../../tests/stores/both-stores.fixture.js';
import type { Opened } from '../../../../../tests/stores/both-stores.fixture.js';
import { freshDatabase } from '../../../../../tests/servers/postgres.js';
import { openPostgresStore } from './postgres/postgres-store.js';

const DAY = 24 * 3_600_000;
const LATER = NOON + 60_000;

async function codeOf(stage: Stage, owner: Visitor, conv: string): Promise<string> {
  const own = await stage.store.ownConversation({ principal: owner, conv });
  const hash = hex();
  const object = { type: 'conversation', id: conv } as const;
  const wanted = { siteId: stage.siteId, customerId: own?.customerId ?? '', object, purpose: 'continue', kind: 'code', hash } as const;
  expect(await stage.store.createResumeCode({ ...wanted, actor: 'x', expiresAt: NOON + DAY, now: NOON })).toMatchObject({ ok: true });
  return hash;
}
async function redeem(stage: Stage, visitor: Visitor, { hash, conv }: { hash: string; conv: string }) {
  const event = resumedEvent({ visitor, hash, conv, messageId: hex(), now: LATER });
  const { written } = await stage.store.record({ siteId: stage.siteId, sourceId: 'relay', events: [event], now: LATER });
  return written[0]?.resumeCode;
}

describe.each(STORES)('what a code opened ends on %s', (_kind, open) => {
  let opened: Opened;
  let stage: Stage;
  let phone: Visitor;
  let conv: string;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.dispose());
  beforeEach(async () => {
    stage = await stageOn(opened.store);
    ({ visitor: phone, conv } = await stage.opened());
  });

  const reads = async (principal: Visitor) => {
    const sync = { conv, lane: 'pub', after: 0, after_id: '', epoch: '', max_bytes: 60_000 } as const;
    return (await opened.store.sync({ principal, sync })).ok;
  };
  const signIn = ({ id }: Visitor, userId: string) =>
    opened.store.verifyVisitor({ siteId: stage.siteId, id, userId, method: 'jwt', now: LATER });
  const close = async () => {
    const agent = await stage.agent('Bo');
    const closed = await stage.submit(agent, { conv, stream: hex(), msgs: [{ n: 1, kind: 'close', body: {} }] });
    expect(closed.answer).toMatchObject({ ok: true });
  };

  it('[ID20] a conversation that was closed at the sign-in is its person’s too: another user’s device loses it', async () => {
    const ben = await stage.visitor('ben');
    const hash = await codeOf(stage, phone, conv);
    await close();
    expect(await redeem(stage, ben, { hash, conv })).toBe('redeemed');
    expect(await reads(ben)).toBe(true);
    expect(await signIn(phone, 'fay')).toMatchObject({ ok: true, cutOff: [ben.id] });
    await stage.submit({ ...phone, userId: 'fay' }, { conv, stream: hex(), msgs: [message(1, 'private')] });
    expect(await reads(ben)).toBe(false);
  });

  it('[ID20] and a code of it opens nothing to another user afterwards', async () => {
    const [ben, guest] = [await stage.visitor('ben'), await stage.visitor()];
    await close();
    await signIn(phone, 'fay');
    const hash = await codeOf(stage, { ...phone, userId: 'fay' }, conv);
    expect([await redeem(stage, ben, { hash, conv }), await reads(ben)]).toEqual(['refused', false]);
    expect([await redeem(stage, guest, { hash, conv }), await reads(guest)]).toEqual(['redeemed', true]);
    expect(await signIn(guest, 'cid')).toMatchObject({ ok: true, cutOff: [guest.id] });
    expect(await reads(guest)).toBe(false);
  });

  it('[ID20] a sign-in names whom it cut off, and nobody who may stay', async () => {
    const [dan, stays] = [await stage.visitor('dan'), await stage.visitor()];
    for (const device of [dan, stays]) await redeem(stage, device, { hash: await codeOf(stage, phone, conv), conv });
    const asked = (device: Visitor) => opened.store.stillOpen({ siteId: stage.siteId, visitorId: device.id, convs: [conv, 'cnv_none'] });
    expect([await asked(dan), await asked(stays), await asked(phone)]).toEqual([[conv], [conv], [conv]]);
    expect(await signIn(phone, 'eva')).toMatchObject({ ok: true, cutOff: [dan.id] });
    expect(await signIn(phone, 'eva')).toMatchObject({ ok: true, changed: false, cutOff: [] });
    expect([await asked(dan), await asked(stays), await asked(phone)]).toEqual([[], [conv], [conv]]);
    await opened.store.revokeVisitor({ siteId: stage.siteId, id: phone.id });
    expect(await asked(phone)).toEqual([]);
  });

  it('[ID20] two who sign in at once, one on either side of a code, leave nothing open between them', async () => {
    for (let round = 0; round < 8; round += 1) {
      ({ visitor: phone, conv } = await stage.opened());
      const guest = await stage.visitor();
      await redeem(stage, guest, { hash: await codeOf(stage, phone, conv), conv });
      await Promise.all([signIn(phone, `eva ${round}`), signIn(guest, `dan ${round}`)]);
      expect(await reads(guest)).toBe(false);
    }
  });
});

it('[P22] on PostgreSQL redeeming holds the conversation before it asks who is who, as a message does', async () => {
  const database = await freshDatabase();
  const store = await openPostgresStore({ url: database.url });
  const [held, looks] = [new pg.Client({ connectionString: database.adminUrl }), new pg.Client({ connectionString: database.adminUrl })];
  try {
    const stage = await stageOn(store);
    const { visitor: phone, conv } = await stage.opened();
    const laptop = await stage.visitor();
    const hash = await codeOf(stage, phone, conv);
    for (const client of [held, looks]) await client.connect();
    await held.query('BEGIN');
    await held.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [0x1d11, stage.siteId]);
    const redeemed = redeem(stage, laptop, { hash, conv });
    const waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    await expect.poll(async () => (await looks.query(waiting)).rowCount, { timeout: 5_000 }).toBeGreaterThan(0);
    const free = await looks.query('SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE SKIP LOCKED', [conv]);
    await held.query('COMMIT');
    expect(free.rowCount).toBe(0);
    expect(await redeemed).toBe('redeemed');
  } finally {
    for (const client of [held, looks]) await client.end();
    await store.close();
    await database.drop();
  }
});
