// The fields of an item as `tracked_item.updated`, the REST API and CloudEvents carry them (C36), read defensively. Pure.
import type { Json } from '@throughline/types';
import { parseInstant } from '../ingest/instant.js';
import { moneyOf } from '../commitments/money.js';
import type { ItemEvent, ItemLine, Milestone, MilestoneState } from './model.js';
import { dataList, firstWords, isData, wholeNumber, words } from './saying.js';
import type { Data } from './saying.js';

const TITLE_MAX_CHARS = 120;
const STATUS_MAX_CHARS = 60;
const CODE_MAX_CHARS = 40;
const LABEL_MAX_CHARS = 80;
const ID_MAX_CHARS = 64;
const URL_MAX_CHARS = 500;
const NOTE_MAX_CHARS = 200;
const LINES_MAX = 50;
const MILESTONES_MAX = 20;
const LINKS_MAX = 5;
const QUANTITY_MAX = 1_000_000;
const STATES: readonly MilestoneState[] = ['done', 'current', 'upcoming', 'skipped', 'failed'];

export type ItemFields = Omit<ItemEvent, 'id' | 'at' | 'version' | 'source' | 'reached' | 'reachedFrom'>;

/** What `data` says of an item; fields that it does not name stay away, `null` takes an ETA back. */
export function itemFields(data: Data): ItemFields {
  const title = words(data['title'], TITLE_MAX_CHARS);
  const status = words(data['status'], STATUS_MAX_CHARS);
  const note = words(data['note'], NOTE_MAX_CHARS);
  const orderId = firstWords(data, ['order_id', 'orderId'], ID_MAX_CHARS);
  const lines = linesOf(data['lines'] ?? data['products'], data['currency']);
  return {
    ...(title === null ? {} : { title }),
    ...(status === null ? {} : { status }),
    ...(Array.isArray(data['milestones']) ? { milestones: milestonesOf(data['milestones']) } : {}),
    ...etaOf(data),
    ...(lines === null ? {} : { lines }),
    ...amountOf(data),
    ...(Array.isArray(data['links']) ? { links: linksOf(data['links']) } : {}),
    ...(orderId === null ? {} : { orderId }),
    ...(note === null ? {} : { note }),
  };
}

/** `amount_minor` or `amount` of the item's own shape, else `total`. Segment's `revenue` is before shipping and tax: no invoice can equal it. */
function amountOf(data: Data): { amountMinor: number; currency: string } | Record<string, never> {
  const nested = data['amount'];
  return (
    (isData(nested) ? moneyOf({ ...nested, amount_minor: nested['amountMinor'] ?? nested['amount_minor'] ?? null }, ['amount']) : null) ??
    moneyOf(data, ['amount', 'total']) ??
    {}
  );
}

function etaOf(data: Data): Pick<ItemEvent, 'etaFrom' | 'etaUntil'> {
  const { eta } = data;
  const from = isData(eta) ? eta['from'] : data['eta_from'];
  const until = isData(eta) ? eta['until'] : eta === null || typeof eta === 'string' ? eta : data['eta_until'];
  return { ...timeField('etaFrom', from), ...timeField('etaUntil', until) };
}

function timeField<Key extends 'etaFrom' | 'etaUntil'>(key: Key, value: Json | undefined): Partial<Record<Key, number | null>> {
  const said: Partial<Record<Key, number | null>> = {};
  const at = parseInstant(value);
  if (value === null || at !== null) said[key] = at;
  return said;
}

/** Milestones as sent; without a label the code is read aloud. Codes are unique, the first one counts. */
function milestonesOf(list: Json): Milestone[] {
  const milestones = new Map<string, Milestone>();
  for (const entry of dataList(list).slice(0, MILESTONES_MAX)) {
    const code = words(entry['code'] ?? entry['label'] ?? null, CODE_MAX_CHARS);
    if (code === null || milestones.has(code)) continue;
    milestones.set(code, {
      code,
      label: words(entry['label'], LABEL_MAX_CHARS) ?? code.replaceAll('_', ' '),
      state: STATES.find((state) => state === entry['state']) ?? 'upcoming',
      at: parseInstant(entry['at']),
      plannedAt: parseInstant(entry['planned_at'] ?? entry['plannedAt']),
    });
  }
  return [...milestones.values()];
}

/** Segment's `products` and the item's own `lines`; null when neither is there. Amounts are of the whole line; `price` is per piece. */
function linesOf(list: Json | undefined, currency: Json | undefined): ItemLine[] | null {
  if (!Array.isArray(list)) return null;
  return dataList(list)
    .slice(0, LINES_MAX)
    .flatMap((entry): ItemLine[] => {
      const sku = firstWords(entry, ['sku', 'product_id'], ID_MAX_CHARS);
      const title = firstWords(entry, ['title', 'name'], TITLE_MAX_CHARS) ?? sku;
      if (title === null) return [];
      const quantity = wholeNumber(entry['quantity'], 0, QUANTITY_MAX) ?? 1;
      const piece = moneyOf({ currency: currency ?? null, ...entry }, ['price']);
      const whole = piece === null ? null : piece.amountMinor * quantity;
      return [
        {
          sku,
          title,
          quantity,
          amountMinor: wholeNumber(entry['amount_minor'] ?? entry['amountMinor']) ?? wholeNumber(whole ?? undefined),
          imageUrl: httpsUrl(entry['image_url'] ?? entry['imageUrl']),
        },
      ];
    });
}

function linksOf(list: Json): { label: string; url: string }[] {
  return dataList(list)
    .slice(0, LINKS_MAX)
    .flatMap((entry) => {
      const url = httpsUrl(entry['url']);
      return url === null ? [] : [{ label: words(entry['label'], STATUS_MAX_CHARS) ?? 'link', url }];
    });
}

/** https alone: these become links and pictures on the site's own page. */
function httpsUrl(value: Json | undefined): string | null {
  return typeof value === 'string' && value.length <= URL_MAX_CHARS && /^https:\/\/[^\s"'<>\\]+$/i.test(value) ? value : null;
}
