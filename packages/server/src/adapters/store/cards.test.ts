// The quiet cards of the home view on both stores: recorded once when they are shown, gone for good when they are dismissed, never another
// customer's (docs/widget.md).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '@throughline/types';
import { hex } from '../../testing/store-contract/stage.js';
import { DAY, device, MINUTE, NOW, user, worldOn } from '../../testing/identity-world.js';
import type { Said, World } from '../../testing/identity-world.js';
import { STORES } from '../../../../../tests/stores/both-stores.fixture.js';
import type { Opened } from '../../../../../tests/stores/both-stores.fixture.js';

const HOUR = 60 * MINUTE;

describe.each(STORES)('cards of the home view on %s', (_kind, open) => {
  let opened: Opened;
  let world: World;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.dispose());
  beforeEach(async () => {
    world = await worldOn(opened.store);
    for (const name of ['mara', 'nils']) await signIn(name);
  });

  const site = () => ({ siteId: world.siteId });
  async function signIn(userId: string): Promise<void> {
    const visitor = await opened.store.createVisitor({ ...site(), anonymousId: `anon ${userId}`, tokenHash: hex(), now: NOW });
    await opened.store.verifyVisitor({ ...site(), id: visitor.id, userId, method: 'jwt', now: NOW });
    await world.say(`sign-in ${userId}`, [user(userId)]);
  }
  const order = (userId: string, data: { [key: string]: Json }, at = NOW + HOUR) =>
    say(userId, 'tracked_item.updated', { type: 'order', number: 'HB-2041', ...data }, at);
  const say = (userId: string, name: string, data: { [key: string]: Json }, at = NOW + HOUR, more: Said = {}) =>
    world.say(`${name} ${hex()}`, [user(userId)], { name, data, at, ...more });
  const show = async (userId: string, now = NOW + 2 * HOUR) => {
    const { cards } = await opened.store.showCards({ ...site(), userId, now });
    return cards.map(({ kind, text }) => [kind, text]);
  };
  const standing = (userId: string, now = NOW + 3 * HOUR) => opened.store.visitorCards({ ...site(), userId, now });
  const told = async (userId: string) => {
    const [customer] = await opened.store.findCustomers({ ...site(), type: 'user_id', value: userId, minTrust: 2 });
    const page = await opened.store.timeline({ ...site(), customerId: customer?.id ?? '', limit: 50 });
    return (page?.items ?? []).filter(({ name }) => name === 'card.shown').map(({ title, at }) => [title, at]);
  };

  it('[W212] a step is told once, and the timeline says when', async () => {
    await order('mara', { status: 'shipped' });
    expect(await standing('mara')).toMatchObject({ fresh: true });
    expect(await show('mara')).toEqual([['milestone', 'HB-2041: shipped']]);
    expect(await told('mara')).toEqual([['Told in the widget: HB-2041: shipped', NOW + 2 * HOUR]]);
    expect(await standing('mara')).toMatchObject({ fresh: false, cards: [{ kind: 'milestone' }] });
    await show('mara', NOW + 4 * HOUR);
    expect(await told('mara')).toHaveLength(1);
    expect([await show('nils'), await told('nils')]).toEqual([[], []]);
  });

  it('[W212] shown by many relays at once it is recorded once', async () => {
    await order('mara', { status: 'shipped' });
    const all = await Promise.all(Array.from({ length: 6 }, () => show('mara')));
    expect(new Set(all.map((cards) => JSON.stringify(cards))).size).toBe(1);
    expect(await told('mara')).toHaveLength(1);
  });

  it('[W212] a dismissed card never returns, and nobody dismisses another’s', async () => {
    await order('mara', { status: 'shipped' });
    await show('mara');
    const id = (await standing('mara')).cards[0]?.id ?? '';
    const dismiss = (userId: string, card: string) => opened.store.dismissCard({ ...site(), userId, id: card, now: NOW + 3 * HOUR });
    expect([await dismiss('nils', id), await dismiss('nobody', id), await dismiss('mara', 'crd_x')]).toEqual([false, false, false]);
    expect((await standing('mara')).cards).toHaveLength(1);
    expect([await dismiss('mara', id), await dismiss('mara', id)]).toEqual([true, true]);
    expect(await standing('mara')).toEqual({ cards: [], fresh: false });
    expect(await show('mara', NOW + DAY)).toEqual([]);
    await opened.store.rebuild(site());
    expect(await show('mara', NOW + DAY)).toEqual([]);
    await order('mara', { status: 'delivered' }, NOW + DAY);
    expect(await show('mara', NOW + DAY)).toEqual([['milestone', 'HB-2041: delivered']]);
  });

  it('[W212] a promise due today and what the site tells; what departments keep to themselves makes none', async () => {
    const dueAt = new Date(NOW + 5 * HOUR).toISOString();
    await say('mara', 'Promise Made', { text: 'find the bookmark', due_at: dueAt });
    await say('mara', 'notice.sent', { channel: 'web', kind: 'transactional', text: 'The shop moves on Friday' }, NOW + HOUR, {
      channel: 'web',
    });
    await say('mara', 'notice.sent', { channel: 'sms', kind: 'transactional', text: 'by text' }, NOW + HOUR, { channel: 'sms' });
    const secret = { visibility: 'restricted', department: 'fraud' } as const;
    await say('mara', 'Promise Made', { text: 'look into CANARY', due_at: dueAt }, NOW + HOUR, secret);
    await say('mara', 'notice.sent', { channel: 'web', kind: 'transactional', text: 'CANARY' }, NOW + HOUR, { ...secret, channel: 'web' });
    const cards = await show('mara');
    expect(cards).toEqual(
      expect.arrayContaining([
        ['promise_due', 'We promised: find the bookmark, by 17:00'],
        ['notice', 'The shop moves on Friday'],
      ]),
    );
    expect(JSON.stringify(cards)).not.toMatch(/CANARY|by text/);
  });

  it('[W212] [C35] no marketing while a complaint case is open', async () => {
    await say('mara', 'notice.sent', { channel: 'web', kind: 'marketing', text: 'Ten per cent off' }, NOW + HOUR, { channel: 'web' });
    await say('mara', 'case.opened', { case_id: 'c1', title: 'Rude answer', reason: 'service.complaint' });
    expect(await show('mara')).toEqual([]);
    await say('nils', 'notice.sent', { channel: 'web', kind: 'marketing', text: 'Ten per cent off' }, NOW + HOUR, { channel: 'web' });
    expect(await show('nils')).toEqual([['notice', 'Ten per cent off']]);
  });

  it('[W212] quiet hours are those of the visitor’s last page, else the site’s', async () => {
    await order('mara', { status: 'shipped' });
    await order('nils', { number: 'HB-2', status: 'shipped' });
    await world.say('page', [user('mara')], { type: 'page', channel: 'web', data: { context: { timezone: 'Asia/Tokyo' } } });
    await world.say('odd', [user('nils')], { type: 'page', channel: 'web', data: { context: { timezone: 'Mars/Olympus' } } });
    expect([await show('mara'), (await show('nils')).length]).toEqual([[], 1]); // 14:00 UTC is 23:00 in Tokyo
    await opened.store.changeSiteSettings({ ...site(), change: { timezone: 'Asia/Tokyo' } });
    expect((await show('mara', NOW + 12 * HOUR)).length).toBe(1); // 09:00 there
  });

  it('[W212] [ID24] erasure takes what was shown and dismissed with it', async () => {
    await order('mara', { status: 'shipped' });
    await show('mara');
    const [customer] = await opened.store.findCustomers({ ...site(), type: 'user_id', value: 'mara', minTrust: 2 });
    await opened.store.eraseCustomer({ ...site(), customerId: customer?.id ?? '', actor: 'x', now: NOW + DAY });
    expect(await standing('mara')).toEqual({ cards: [], fresh: false });
  });

  it('[W212] who is joined with another record sees what either was told, once', async () => {
    await order('mara', { status: 'shipped' });
    await show('mara');
    const earlier = await world.say('letter', [{ type: 'email', value: 'mara@example.com', trust: 2, proven: true }]);
    await world.say('joined', [user('mara'), device('d1'), { type: 'email', value: 'mara@example.com', trust: 2, proven: true }]);
    expect(await world.root(earlier)).toBeTruthy();
    expect(await show('mara', NOW + 4 * HOUR)).toEqual([['milestone', 'HB-2041: shipped']]);
    expect(await told('mara')).toHaveLength(1);
  });
});
