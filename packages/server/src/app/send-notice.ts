// What the customer is told without having asked (C30, C35): held while it would make things worse, not repeated within half a day.
// The notice itself goes out through whoever asked; here it is decided, recorded and shown on the widget's card.
import type { CaseView, ItemView, NoticeAnswer, NoticeRequest } from '@throughline/types';
import { holdsNotice } from '../domain/playbooks/guidance.js';
import type { Actor } from './actor.js';
import type { Owner } from './owner-of.js';
import { writeEvent } from './write-event.js';
import type { WriteDeps } from './write-event.js';

const REPEAT_AFTER_MS = 12 * 3_600_000; // C60: no second notice for the same milestone within 12 h
const LOOKED_AT = 100;
const PAGES_MAX = 5;

export interface NoticeToSend {
  owner: Owner;
  /** The root, when it is known before anything is written. */
  customerId: string | null;
  request: NoticeRequest;
  now: number;
}

/** `conflict`: the item is not of the customer who is to be told. */
export async function sendNotice(
  deps: WriteDeps,
  actor: Actor,
  { owner, customerId, request, now }: NoticeToSend,
): Promise<NoticeAnswer | 'conflict'> {
  const { siteId } = actor;
  const named = customerId === null ? await namedBy(deps, siteId, owner) : [customerId];
  const item = request.item === undefined ? null : await itemOf(deps, { siteId, item: request.item, named, now });
  if (item === 'conflict') return item;
  const whose = customerId ?? item?.customerId ?? null;
  if (whose !== null && (await isHeld(deps, { siteId, customerId: whose, kind: request.kind, now })))
    return { status: 'held', reason: 'A case about a bill or a complaint is open', interactionId: null };
  if (whose !== null && item !== null && (await wasTold(deps, { siteId, customerId: whose, item, channel: request.channel, now })))
    return { status: 'repeated', reason: 'Told within the last 12 hours', interactionId: null };
  const written = await writeEvent(deps, actor, {
    name: 'notice.sent',
    title: request.text,
    data: {
      channel: request.channel,
      kind: request.kind,
      text: request.text,
      item: request.item,
      milestone: item?.milestone,
      due_at: request.due,
      actor: actor.id,
    },
    channel: request.channel,
    owner: whose === null ? owner : { customerId: whose, identifiers: [] },
    now,
  });
  return { status: 'sent', interactionId: written.interactionId };
}

const ATTESTED = 2;

/** The customers these identifiers belong to: attested ones, else those that only claim them. */
async function namedBy({ store }: WriteDeps, siteId: string, { identifiers }: Owner): Promise<string[]> {
  for (const minTrust of [ATTESTED, 1] as const) {
    const customers = [];
    for (const { type, value } of identifiers) customers.push(...(await store.findCustomers({ siteId, type, value, minTrust })));
    if (customers.length > 0) return [...new Set(customers.map(({ id }) => id))];
  }
  return [];
}

/** The item as the company knows it, else as the customer's own page claims it; null when it is unknown. */
async function itemOf(
  { store }: WriteDeps,
  { siteId, item, named, now }: { siteId: string; item: NonNullable<NoticeRequest['item']>; named: readonly string[]; now: number },
): Promise<ItemView | null | 'conflict'> {
  const vouched = await store.vouchedItem({ siteId, ...item, now });
  if (vouched !== null) return named.includes(vouched.customerId) ? vouched : 'conflict';
  const claimed = await store.trackedItem({ siteId, ...item, now });
  return claimed !== null && named.includes(claimed.customerId) ? claimed : null;
}

interface Whose {
  siteId: string;
  customerId: string;
  now: number;
}

async function isHeld(deps: WriteDeps, { kind, ...whose }: Whose & { kind: NoticeRequest['kind'] }): Promise<boolean> {
  if (kind === 'transactional') return false;
  const cases =
    (await deps.store.cases({ ...whose, limit: LOOKED_AT }))?.items.filter(({ status }) => !['resolved', 'closed'].includes(status)) ?? [];
  const items = (await deps.store.trackedItems({ ...whose, limit: LOOKED_AT }))?.items ?? [];
  const context = await deps.store.customerContext({ ...whose, online: false });
  return holdsNotice(kind, {
    openBillingMismatchCase: cases.some((one) => isAboutBill(one, items)),
    openComplaint: cases.some(({ reason }) => /complaint/.test(reason ?? '')),
    mood: context?.sentiment.state ?? 'unknown',
  });
}

const BILLING_REASON = /^(invoice|billing|payment|price)/;

function isAboutBill({ reason, itemNumbers }: CaseView, items: readonly ItemView[]): boolean {
  if (BILLING_REASON.test(reason ?? '')) return true;
  return items.some(
    ({ number, orderId, mismatches }) => mismatches.length > 0 && itemNumbers.some((one) => one === number || one === orderId),
  );
}

/** True when a notice about this item's milestone went out on this channel within half a day. */
async function wasTold(
  deps: WriteDeps,
  { siteId, customerId, item, channel, now }: Whose & { item: ItemView; channel: string },
): Promise<boolean> {
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const lines: Awaited<ReturnType<WriteDeps['store']['timeline']>> = await deps.store.timeline({
      siteId,
      customerId,
      channel,
      from: now - REPEAT_AFTER_MS,
      limit: LOOKED_AT,
      ...(cursor === null ? {} : { cursor }),
    });
    for (const line of lines?.items ?? []) {
      if (line.at <= now - REPEAT_AFTER_MS) return false;
      if (line.name === 'notice.sent' && (await saysOf(deps, { siteId, id: line.id, item }))) return true;
    }
    cursor = lines?.cursor ?? null;
    if (cursor === null) return false;
  }
  return false;
}

async function saysOf(deps: WriteDeps, { siteId, id, item }: { siteId: string; id: string; item: ItemView }): Promise<boolean> {
  const data = (await deps.store.interaction({ siteId, id }))?.data;
  const said = data?.['item'];
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return false;
  return said['type'] === item.type && said['number'] === item.number && data?.['milestone'] === item.milestone;
}
