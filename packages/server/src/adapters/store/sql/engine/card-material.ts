// What the cards of a customer are derived from (W212), read by key with bounds: own items and promises, notices, what was shown and
// dismissed, and the time zone of the visitor's own pages.
import type { Json } from '@throughline/types';
import type { CardMaterial, ShownCard } from '../../../../domain/items/cards.js';
import type { CardNotice, CardPromise, NoticeKind } from '../../../../domain/items/card-candidates.js';
import { NEWS_MS } from '../../../../domain/items/card-candidates.js';
import type { NoticeHolders } from '../../../../domain/playbooks/guidance.js';
import { isBillingMismatch, isComplaint } from '../../../../domain/reasons/taxonomy.js';
import type { Zone } from '../../../../domain/time/zone.js';
import { isObject, objectOf } from '../context/rows.js';
import { membersOf } from '../customers.js';
import { relaySourceId } from '../identity/identity-events.js';
import type { Tx } from '../operation.js';
import { itemId } from './sourced-rows.js';
import { knownItemType, storedCase } from './stored.js';
import { ownRows } from './visitor-operations.js';
import { zoneTable } from './zone-table.js';

export const CARD_SHOWN = 'card.shown';
const SHOWN_READ = 100;
const NOTICES_READ = 20;
const PAGES_READ = 10;
const CASES_READ = 16;
const OPEN_CASE = 1;

interface Whose {
  siteId: string;
  rootId: string;
  userId: string;
  now: number;
}

export async function cardMaterial(tx: Tx, { siteId, rootId, userId, now }: Whose): Promise<CardMaterial & { zone: Zone | null }> {
  const members = await membersOf(tx, siteId, rootId);
  const { items, promises } = await ownRows(tx, siteId, members);
  const notices = await noticesTo(tx, siteId, { members, from: now - NEWS_MS });
  return {
    items,
    promises: promises.filter(({ refs }) => refs.every(({ visibility }) => visibility === 'shared')).map(withItemId),
    notices,
    since: await firstSignIn(tx, siteId, userId),
    shown: await shownCards(tx, siteId, members),
    dismissed: await dismissedCards(tx, siteId, members),
    holders: notices.every(({ kind }) => kind === 'transactional') ? NOTHING_HELD : await holdersOf(tx, siteId, members),
    zone: await visitorZone(tx, siteId, members),
  };
}

const NOTHING_HELD: NoticeHolders = { openBillingMismatchCase: false, openComplaint: false, mood: 'unknown' };

const withItemId = (promise: Omit<CardPromise, 'itemId'>): CardPromise => ({
  ...promise,
  itemId: promise.item === null ? null : itemId(promise.item.type, promise.item.number),
});

const byName = (tx: Tx, siteId: string, { members, name }: { members: readonly string[]; name: string }) =>
  tx.db
    .selectFrom('interactions')
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .where('name', '=', name)
    .orderBy('occurred_at', 'desc')
    .orderBy('id');

/** What the site told this customer on its pages. What the relay adds by itself about lateness is a card of its own. */
async function noticesTo(tx: Tx, siteId: string, { members, from }: { members: readonly string[]; from: number }): Promise<CardNotice[]> {
  const rows = await byName(tx, siteId, { members, name: 'notice.sent' })
    .select(['id', 'data', 'occurred_at'])
    .where('channel', 'in', ['web', 'web_chat'])
    .where('visibility', '=', 'shared')
    .where('unverified', '=', 0)
    .where('occurred_at', '>=', from)
    .limit(NOTICES_READ)
    .execute();
  return rows.flatMap(({ id, data: text, occurred_at: at }): CardNotice[] => {
    const data = objectOf(text);
    const kind = KINDS.get(textOf(data['kind']));
    const line = textOf(data['text']);
    if (kind === undefined || line === '' || data['automatic'] === true) return [];
    return [{ id, at, kind, text: line, itemId: itemOf(data['item']) }];
  });
}

const KINDS = new Map<string, NoticeKind>([
  ['transactional', 'transactional'],
  ['dunning', 'dunning'],
  ['marketing', 'marketing'],
]);
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function itemOf(item: Json | undefined): string | null {
  if (!isObject(item)) return null;
  const type = knownItemType(textOf(item['type']));
  return type === null || textOf(item['number']) === '' ? null : itemId(type, textOf(item['number']));
}

const CARD_KINDS = new Map<string, ShownCard['kind']>([
  ['milestone', 'milestone'],
  ['late', 'late'],
  ['no_news', 'no_news'],
  ['promise_due', 'promise_due'],
  ['notice', 'notice'],
]);

/** Of the relay's own word alone: nobody else says what was shown. */
async function shownCards(tx: Tx, siteId: string, members: readonly string[]): Promise<ShownCard[]> {
  const rows = await byName(tx, siteId, { members, name: CARD_SHOWN })
    .select(['data', 'occurred_at'])
    .where('source_id', '=', await relaySourceId(tx, siteId))
    .limit(SHOWN_READ)
    .execute();
  return rows.flatMap(({ data: text, occurred_at: at }): ShownCard[] => {
    const data = objectOf(text);
    const kind = CARD_KINDS.get(textOf(data['kind']));
    if (kind === undefined) return []; // of an erased customer
    return [{ id: textOf(data['card_id']), kind, text: textOf(data['text']), itemId: textOf(data['item_id']) || null, at }];
  });
}

async function dismissedCards(tx: Tx, siteId: string, members: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('dismissed_cards')
    .select('id')
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

async function firstSignIn(tx: Tx, siteId: string, userId: string): Promise<number | null> {
  const row = await tx.db
    .selectFrom('visitors')
    .select(({ fn }) => fn.min('verified_at').as('at'))
    .where('site_id', '=', siteId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.at ?? null;
}

async function holdersOf(tx: Tx, siteId: string, members: readonly string[]): Promise<NoticeHolders> {
  const rows = await tx.db
    .selectFrom('cases')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .where('open', '=', OPEN_CASE)
    .orderBy('at', 'desc')
    .limit(CASES_READ)
    .execute();
  const reasons = rows.flatMap((row) => storedCase(row)).map(({ reason }) => reason);
  return {
    openBillingMismatchCase: reasons.some(isBillingMismatch),
    openComplaint: reasons.some((reason) => isComplaint(reason) || /complaint/.test(reason ?? '')),
    mood: 'unknown', // decided when the notice was sent
  };
}

/** Of the newest page the customer was on that says one; only zones there are, so that no page fills the table of zones. */
async function visitorZone(tx: Tx, siteId: string, members: readonly string[]): Promise<Zone | null> {
  const rows = await tx.db
    .selectFrom('interactions')
    .select('data')
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .where('channel', '=', 'web')
    .where('source_id', '!=', await relaySourceId(tx, siteId))
    .orderBy('occurred_at', 'desc')
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGES_READ)
    .execute();
  for (const row of rows) {
    const { context } = objectOf(row.data);
    const name = isObject(context) ? textOf(context['timezone']) : '';
    if (ZONES.has(name)) return zoneTable(name);
  }
  return null;
}
const ZONES: ReadonlySet<string> = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
