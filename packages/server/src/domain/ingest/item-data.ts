// What an item request says, in the words that interactions keep (`tracked_item.updated`). Pure.
import type { ItemRequest, ItemType, Json } from '@throughline/types';
import { toJson } from './json-shape.js';

/** Absent parts are left out: they say nothing, which is not the same as being empty. */
export function itemData(key: { type: ItemType; number: string }, body: Omit<ItemRequest, 'customer'>): Record<string, Json> {
  const said: Record<string, unknown> = {
    ...key,
    title: body.title,
    status: body.status,
    milestones: body.milestones?.map(({ plannedAt, ...rest }) => ({
      ...rest,
      ...(plannedAt === undefined ? {} : { planned_at: plannedAt }),
    })),
    eta_from: body.eta?.from,
    eta_until: body.eta?.until,
    lines: body.lines?.map(({ amountMinor, imageUrl, ...rest }) => ({
      ...rest,
      ...(amountMinor === undefined ? {} : { amount_minor: amountMinor }),
      ...(imageUrl === undefined ? {} : { image_url: imageUrl }),
    })),
    amount_minor: body.amount?.amountMinor,
    currency: body.amount?.currency,
    order_id: body.orderId,
    links: body.links,
    version: body.version,
    time: body.time,
  };
  return Object.fromEntries(
    Object.entries(said)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, toJson(value)]),
  );
}
