// What an interaction says about tracked items (C36): the item's own shape, Segment's shopping names, back-office names, CloudEvents. Pure.
// A visitor's page may say what it ordered, and that is marked `claimed`: whatever the company itself says goes before it, and no amount of
// it counts against an invoice.
import type { ItemType } from '@throughline/types';
import { parseInstant } from '../ingest/instant.js';
import { itemFields } from './item-fields.js';
import type { FoundItem, ItemEvent } from './model.js';
import { firstWords, isData, sourceOf, wholeNumber, words } from './saying.js';
import type { Data, Origin, Saying } from './saying.js';
import { SHOP_READERS } from './shop-events.js';
import { isItemType, stepOf } from './templates.js';

export interface SaidOfItem {
  type: ItemType;
  number: string;
  event: ItemEvent;
}

const ID_MAX_CHARS = 64;
const PAGE_CHANNELS: readonly string[] = ['web', 'web_chat', 'mobile_app', 'partner_site'];
/** What a page knows of its own checkout. */
const CLAIMABLE: readonly string[] = ['Order Completed', 'Order Updated', 'Order Cancelled'];
const STATUS_CHANGED = /^(\w+) Status Changed$/;
const SUBJECT = /^([a-z]+)\/(\S{1,64})$/;

/** The items that `interaction` says something about: usually none or one, a shipment beside its order two. */
export function itemEventsOf(interaction: Saying): SaidOfItem[] {
  const shopping = CLAIMABLE.includes(interaction.name);
  const document = interaction.name === 'Document Uploaded';
  if (interaction.unverified && !shopping && !document) return [];
  const page = PAGE_CHANNELS.includes(interaction.channel);
  const origin: Origin = interaction.unverified || (shopping && page) ? 'claimed' : 'known';
  return found(interaction).map(({ type, number, fields }) => ({ type, number, event: eventOf(interaction, fields, origin) }));
}

function eventOf(interaction: Saying, fields: Partial<ItemEvent>, origin: Origin): ItemEvent {
  const { id, data, occurredAt, receivedAt } = interaction;
  const own = interaction.name === 'tracked_item.updated' ? parseInstant(data['time']) : null;
  return {
    ...(origin === 'claimed' ? claimable(fields) : fields),
    id,
    // A clock that runs ahead would keep every later word from counting.
    at: own === null ? occurredAt : Math.min(own, receivedAt),
    version: origin === 'claimed' ? null : wholeNumber(data['version'], 0),
    source: sourceOf(interaction, origin),
  };
}

/** A page promises no date and links nowhere. */
function claimable({
  etaFrom: _from,
  etaUntil: _until,
  links: _links,
  milestones: _milestones,
  ...fields
}: Partial<ItemEvent>): Partial<ItemEvent> {
  return fields;
}

function found(interaction: Saying): FoundItem[] {
  const { name, data } = interaction;
  if (name === 'tracked_item.updated') return trackedItem(data, data['type'], data['number']);
  if (name === 'Branch Visit Logged') return branchVisit(data);
  if (name === 'Document Uploaded') return documentOf(data);
  const changed = STATUS_CHANGED.exec(name)?.[1]?.toLowerCase();
  if (isItemType(changed)) return statusChanged(changed, data);
  const shop = SHOP_READERS.get(name);
  return shop === undefined ? fromSubject(name, data) : shop(data);
}

function trackedItem(data: Data, type: unknown, number: unknown): FoundItem[] {
  const named = typeof number === 'string' || typeof number === 'number' ? words(number, ID_MAX_CHARS) : null;
  if (!isItemType(type) || named === null) return [];
  const fields = { ...itemFields(data), ...(data['removed'] === true ? { status: 'cancelled' } : {}) };
  return [{ type, number: named, fields: withStep(type, fields) }];
}

/** A status that means a step of the type's template reaches it, unless the event brings its own list. */
function withStep(type: ItemType, fields: Partial<ItemEvent>): Partial<ItemEvent> {
  const step = fields.status === undefined || fields.milestones !== undefined ? null : stepOf(type, fields.status);
  return step === null ? fields : { ...fields, reached: step.code };
}

function statusChanged(type: ItemType, data: Data): FoundItem[] {
  const number = firstWords(data, [`${type}_id`, `${type}_no`, `${type}_number`, 'number'], ID_MAX_CHARS);
  const { orderId, ...fields } = itemFields(data);
  const related = type === 'order' || orderId === undefined ? {} : { orderId };
  return number === null ? [] : [{ type, number, fields: withStep(type, { ...fields, ...related }) }];
}

/** `item {type, number, …}`, or an `application_id` that was begun there. */
function branchVisit(data: Data): FoundItem[] {
  const { item } = data;
  if (isData(item)) return trackedItem(item, item['type'], item['number']);
  const number = words(data['application_id'], ID_MAX_CHARS);
  return number === null ? [] : [{ type: 'application', number, fields: { reached: 'started' } }];
}

/** A document of a claim or application is a milestone of it while nothing happened since it was reported. */
function documentOf(data: Data): FoundItem[] {
  const claim = firstWords(data, ['claim_id', 'claim_no'], ID_MAX_CHARS);
  if (claim !== null) return [{ type: 'claim', number: claim, fields: { reached: 'documents_received', reachedFrom: 'reported' } }];
  const application = firstWords(data, ['application_id', 'application_no'], ID_MAX_CHARS);
  return application === null
    ? []
    : [{ type: 'application', number: application, fields: { reached: 'documents', reachedFrom: 'started' } }];
}

/** CloudEvents without the item's shape: type `com.example.claim.reported`, subject `claim/CL-7741` (C16). */
function fromSubject(name: string, data: Data): FoundItem[] {
  const subject = data['subject'];
  const [, type, number] = (typeof subject === 'string' ? SUBJECT.exec(subject) : null) ?? [];
  if (!isItemType(type) || number === undefined || !name.includes('.')) return [];
  const said = words((name.split('.').at(-1) ?? '').replaceAll(/[_-]/g, ' '), ID_MAX_CHARS);
  const fields = itemFields(data);
  const status = fields.status ?? (said === null || NO_STATUS.includes(said) ? undefined : said);
  return trackedItem({ ...data, ...(status === undefined ? {} : { status }) }, type, number);
}

/** Last words of event types that say that something happened, not what. */
const NO_STATUS: readonly string[] = ['changed', 'updated', 'modified', 'upserted', 'v1', 'v2'];
