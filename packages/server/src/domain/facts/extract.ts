// Which facts one interaction carries (C23): form fields, keypad input, visits, orders, claims, invoices, e-mail. Pure.
// Chat messages are read by factsOfText; verified traits are joined when the context is assembled.
import { cutText } from '@throughline/types';
import type { Interaction, Json } from '@throughline/types';
import { factsOfText } from './extract-text.js';
import type { TextOptions } from './extract-text.js';
import { phoneNumber } from './find-phones.js';
import { factKey, isKnownKey, keyOfField } from './keys.js';
import { oneLine } from './one-line.js';
import { redactText } from './redact.js';
import { statedFact } from './stated-fact.js';
import type { StatedFact } from './stated-fact.js';
import { CUSTOMER_EMAIL_EVENTS } from './event-names.js';

/** What a site sets, and the language of the writing. */
export type FactOptions = Omit<TextOptions, 'asked'>;

const TRAIT_ROWS = new Set(['name', 'email', 'phone']);
const FIELDS_MAX = 40;
const LABEL_MAX_CHARS = 40;
/** What a visit note says about the visit, not about the customer. */
const NOT_ABOUT_CUSTOMER = new Set([
  'context',
  'branch',
  'branch_id',
  'advisor',
  'agent',
  'employee',
  'note',
  'notes',
  'location',
  'duration',
  'outcome',
  'department',
  'id',
  'fields',
  'form',
  'step',
  'filled',
  'total',
  'currency',
  'visit_id',
  'summary',
]);
/** Ids that a system event carries at the top level. */
const SYSTEM_IDS: Readonly<Record<string, string>> = {
  order_id: 'order_id',
  claim_id: 'claim_id',
  policy_id: 'policy_id',
  invoice_id: 'invoice_no',
  invoice_no: 'invoice_no',
  booking_ref: 'booking_ref',
};
const SYSTEM_EVENT = /^(?:Order|Claim|Policy|Invoice|Booking|Payment) /;
/** System events that are the customer's own doing: what they carry, the customer gave. */
const OWN_DOING = new Set(['Order Completed', 'Claim Submitted', 'Claim Reported', 'Booking Completed']);

/**
 * Facts in `interaction`, each key and value once. Customer e-mail text is read like a message. What only the visitor's page vouches for is
 * believed of its own forms and orders, never of calls, visits and systems.
 */
export function factsOf(interaction: Interaction, options: FactOptions = {}): StatedFact[] {
  const { data, name, unverified } = interaction;
  if (unverified && !name.startsWith('Form ') && !OWN_DOING.has(name)) return [];
  if (interaction.type === 'identify') return unverified ? [] : traitFacts(data['traits'], options);
  switch (name) {
    case 'Form Draft Saved':
    case 'Form Abandoned':
    case 'Form Submitted':
      return fieldFacts(data['fields'], `form:${cutText(text(data['form']) ?? text(data['form_id']) ?? '', 60)}`, options);
    case 'details.given':
      return fieldFacts(data['fields'], 'form:chat', options);
    case 'IVR Input Received':
      return ivrFacts(data, options);
    case 'Branch Visit Logged':
      return once([...fieldFacts(data['fields'], 'given', options), ...fieldFacts(aboutCustomer(data), 'given', options)]);
    default:
      if (CUSTOMER_EMAIL_EVENTS.has(name)) return emailFacts(data, options);
      return SYSTEM_EVENT.test(name) ? systemFacts(data, OWN_DOING.has(name) ? 'given' : 'known') : [];
  }
}

/** What the site's own server says about its customer: known, never given. Name, e-mail and phone are kept as traits with their trust. */
function traitFacts(traits: Json | undefined, options: FactOptions): StatedFact[] {
  return fieldFacts(traits, 'known', options).filter(({ key }) => isKnownKey(key) && !TRAIT_ROWS.has(key));
}

function fieldFacts(fields: Json | undefined, origin: string, options: FactOptions): StatedFact[] {
  const pairs = fieldPairs(fields).slice(0, FIELDS_MAX);
  return once(pairs.map((pair) => fieldFact(pair, origin, options)));
}

function fieldFact([name, value, label]: Pair, origin: string, { region = null, patterns = [] }: FactOptions): StatedFact | null {
  const key = keyOfField(name);
  const written = text(value);
  if (key === null || written === null) return null;
  const own = patterns.find((pattern) => pattern.key === key.key);
  const number = key.key === 'phone' ? phoneNumber(written, region) : null;
  const called = label === undefined || isKnownKey(key.key) ? key : { ...key, label };
  return statedFact(
    own === undefined ? called : { ...key, label: own.label, scope: own.scope },
    number === null ? written : { value: written, norm: number },
    origin,
  );
}

/** Name, value, and what the form calls it where it says both. */
type Pair = [name: string, value: Json | undefined, label?: string];

/** `{name: value}` or `[{name|key|label, value, prefilled?}]`; a prefilled and unchanged field was not given (C25). */
function fieldPairs(fields: Json | undefined): Pair[] {
  if (Array.isArray(fields)) {
    return fields.flatMap((field): Pair[] => {
      if (!isObject(field) || field['prefilled'] === true) return [];
      const label = text(field['label']);
      const name = text(field['name']) ?? text(field['key']) ?? label;
      if (name === null) return [];
      return [label === null || label === name ? [name, field['value']] : [name, field['value'], labelOf(label)]];
    });
  }
  return isObject(fields) ? Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)) : [];
}

/** A question of a form as a line of the brief calls the answer. */
const labelOf = (label: string): string => cutText(oneLine(redactText(label).text), LABEL_MAX_CHARS);

function aboutCustomer(data: Record<string, Json>): Json {
  return Object.fromEntries(Object.entries(data).filter(([key]) => !NOT_ABOUT_CUSTOMER.has(key)));
}

/** The prompt names its key; digits without a name are a fact only when redaction recognised them. A menu choice is a reason, not a fact. */
function ivrFacts(data: Record<string, Json>, options: FactOptions): StatedFact[] {
  const digits = text(data['value']) ?? text(data['digits']) ?? text(data['input']);
  if (digits === null) return [];
  const isChoice = text(data['choice']) !== null;
  const name =
    text(data['key']) ?? text(data['field']) ?? (isChoice ? null : text(data['label'])) ?? (isChoice ? null : text(data['prompt']));
  if (name !== null) return once([fieldFact([name, digits], 'given', options)]);
  const fact = statedFact(factKey('input'), digits, 'given');
  return fact !== null && fact.key !== 'input' ? [fact] : [];
}

function emailFacts(data: Record<string, Json>, options: FactOptions): StatedFact[] {
  const written = [data['subject'], data['text'], data['body'], data['message']].flatMap((part) => text(part) ?? []);
  return once([
    ...fieldFacts(data['fields'], 'given', options),
    ...systemFacts(data, 'given'),
    ...factsOfText(written.join('\n'), options),
  ]);
}

function systemFacts(data: Record<string, Json>, origin: string): StatedFact[] {
  return once(
    Object.entries(SYSTEM_IDS).map(([field, key]) => {
      const value = text(data[field]);
      return value === null ? null : statedFact(factKey(key), value, origin);
    }),
  );
}

function once(facts: (StatedFact | null)[]): StatedFact[] {
  const byIdentity = new Map<string, StatedFact>();
  for (const fact of facts)
    if (fact !== null && !byIdentity.has(`${fact.key} ${fact.norm}`)) byIdentity.set(`${fact.key} ${fact.norm}`, fact);
  return [...byIdentity.values()];
}

function text(value: Json | undefined): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
