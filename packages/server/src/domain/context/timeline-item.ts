// An interaction as an agent reads it in the timeline: one title and up to six details (C21). Pure.
import type { Json, TimelineItem } from '@throughline/types';
import { moneyOf, moneyText } from '../commitments/money.js';
import { isKnownKey, keyOfField } from '../facts/keys.js';
import { engineTitle } from '../ingest/engine-titles.js';
import { isMaskedKey, maskedDetail } from './masked-detail.js';
import { recalledKey } from './remembering.js';
import { shown } from './plain-text.js';
import { inWords, isNews, LABELS } from './timeline-news.js';
import type { PastInteraction } from './material.js';

const DETAILS_MAX = 6;
const TITLE_MAX_CHARS = 120;
const LABEL_MAX_CHARS = 40;
const VALUE_MAX_CHARS = 120;
const ID_MAX_CHARS = 64;
/** Where an IVR event keeps what was typed. */
const INPUT_KEYS = new Set(['digits', 'value', 'input']);
const MASKABLE_MIN_CHARS = 4;
/** Worth reading first, in this order. */
const FIRST: ReadonlyMap<string, number> = new Map(
  [
    'text',
    'subject',
    'label',
    'value',
    'digits',
    'order_id',
    'claim_id',
    'policy_id',
    'invoice_id',
    'status',
    'total',
    'amount',
    'due_at',
    'form',
    'step',
    'code',
    'message',
    'query',
    'topic',
    'outcome',
  ].map((key, rank) => [key, rank]),
);

/** Newest first (C21): negative when `a` is shown before `b`. */
export function compareNewestFirst(a: PastInteraction, b: PastInteraction): number {
  return b.occurredAt - a.occurredAt || b.receivedAt - a.receivedAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/** With its `visibility`: whoever sends it renders it for the agent first (C55). */
export function timelineItem(interaction: PastInteraction): TimelineItem {
  const { id, channel, department, visibility, type, name, data, occurredAt, unverified, conversationId } = interaction;
  const caseId = data['case_id'];
  const pairs = pairsOf(interaction);
  return {
    id,
    channel,
    department,
    type,
    name: shown(name, TITLE_MAX_CHARS),
    title: shown(maskedTitle(titleOf(interaction), pairs), TITLE_MAX_CHARS),
    at: occurredAt,
    unverified,
    conversationId,
    details: detailsOf(pairs),
    ...(typeof caseId === 'string' && caseId !== '' && caseId.length <= ID_MAX_CHARS ? { caseId } : {}),
    visibility,
  };
}

/** What the relay and its people decide is titled by what it says, however it was titled when it was made. */
const titleOf = ({ name, data, title }: PastInteraction): string => engineTitle(name, data) ?? (title === '' ? name : title);

/** A title may quote a value whose key says that only its end is shown. */
function maskedTitle(title: string, pairs: readonly [string, string][]): string {
  let masked = title;
  for (const [key, value] of pairs) {
    if (value.length < MASKABLE_MIN_CHARS || !masked.includes(value)) continue;
    const detail = maskedDetail(key, value);
    if (detail !== value) masked = masked.replaceAll(value, detail);
  }
  return masked;
}

/** Keypad input is named by its prompt, everything else by its own key. */
function pairsOf({ name, data }: PastInteraction): [string, string][] {
  const money = moneyOf(data, ['amount', 'total']);
  const pairs = Object.entries(data)
    .filter(([key]) => isNews(name, key))
    .flatMap(([key, value]) => flatten(key, value))
    .map(([key, value]): [string, string] => [key, money !== null && (key === 'amount' || key === 'total') ? moneyText(money) : value]);
  if (money !== null && data['amount'] === undefined && data['total'] === undefined && isNews(name, 'amount'))
    pairs.push(['amount', moneyText(money)]);
  const prompt =
    name === 'IVR Input Received'
      ? [data['key'], data['field'], data['prompt']].find((one) => typeof one === 'string' && one !== '')
      : undefined;
  if (typeof prompt !== 'string') return pairs;
  const known = recalledKey(prompt, keyOfField);
  if (known !== null && !isMaskedKey(known)) return pairs;
  return pairs.map(([key, value]) => [INPUT_KEYS.has(key) ? prompt : key, value]);
}

function detailsOf(pairs: readonly [string, string][]): TimelineItem['details'] {
  const rank = (key: string): number => FIRST.get(key) ?? FIRST.size;
  return [...pairs]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, value]) => ({
      label: shown(labelOf(key), LABEL_MAX_CHARS),
      value: maskedDetail(key, shown(inWords(key, value), VALUE_MAX_CHARS)),
    }))
    .filter(({ label, value }) => label !== '' && value !== '')
    .slice(0, DETAILS_MAX);
}

const labelOf = (key: string): string =>
  (LABELS.get(key) ?? key)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();

/** One level deep: `fields` and `traits` show their own names; lists show how long they are only when they hold plain values. */
function flatten(key: string, value: Json): [string, string][] {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') {
    return value === null || value === '' ? [] : [[key, String(value)]];
  }
  if (Array.isArray(value)) return value.flatMap((item) => pairOf(key, item));
  return Object.entries(value).flatMap(([inner, item]): [string, string][] =>
    isPlain(item) && item !== '' ? [[inner, String(item)]] : [],
  );
}

/** `{name|key, label, value}` items of a list of fields. */
function pairOf(key: string, item: Json): [string, string][] {
  if (isPlain(item)) return [[key, String(item)]];
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return [];
  const label = item['label'];
  const named = item['name'] ?? item['key'];
  // What everybody asks for goes by its own name; a form's own question by what the form calls it.
  const own = typeof named !== 'string' || !isKnownKey(named);
  const name = own && typeof label === 'string' && label !== '' ? label : (named ?? label);
  const value = item['value'];
  return typeof name === 'string' && isPlain(value) && value !== '' ? [[name, String(value)]] : [];
}

function isPlain(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
