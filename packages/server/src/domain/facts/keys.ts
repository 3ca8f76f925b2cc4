// The keys a fact may have, what agents read for them, and which field names mean them (C23, C24). Pure.
// A field without a known key keeps its own name: a form asks what we never heard of, and the answer still must not be asked again.
import { redactText } from './redact.js';

export interface FactKey {
  key: string;
  /** What a line of the brief calls it. */
  label: string;
  /** `customer`: one current value, a new one supersedes · `case`: many may be current. */
  scope: 'customer' | 'case';
  /** Shown only by its last four characters. */
  masked: boolean;
}

const known = (key: string, label: string, scope: FactKey['scope'], masked = false): FactKey => ({ key, label, scope, masked });

/** In the order in which equal times are listed (C47). */
const KNOWN: readonly FactKey[] = [
  known('name', 'name', 'customer'),
  known('email', 'e-mail', 'customer'),
  known('phone', 'phone number', 'customer'),
  known('postcode', 'postcode', 'customer'),
  known('address', 'address', 'customer'),
  known('date', 'date', 'case'),
  known('amount', 'amount', 'case'),
  known('product', 'product', 'case'),
  known('error_code', 'error code', 'case'),
  known('order_id', 'order number', 'case'),
  known('account_no', 'account number', 'customer', true),
  known('policy_id', 'policy number', 'case'),
  known('claim_id', 'claim number', 'case'),
  known('booking_ref', 'booking reference', 'case'),
  known('invoice_no', 'invoice number', 'case'),
  known('card', 'card number', 'case', true),
  known('iban', 'IBAN', 'customer', true),
];
const BY_KEY = new Map(KNOWN.map((entry) => [entry.key, entry]));
const ORDER = new Map(KNOWN.map((entry, index) => [entry.key, index]));

const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  name: ['full name', 'fullname', 'your name', 'customer name', 'display name'],
  email: ['e mail', 'email address', 'e mail address', 'mail'],
  phone: ['phone number', 'mobile', 'mobile number', 'mobile phone', 'telephone', 'telephone number', 'tel'],
  postcode: ['postal code', 'zip', 'zip code', 'post code'],
  address: ['street address', 'home address', 'postal address'],
  product: ['product name'],
  error_code: ['error code'],
  order_id: ['order', 'order id', 'order number', 'order no', 'order nr'],
  account_no: ['account', 'account no', 'account number', 'account nr', 'customer account'],
  policy_id: ['policy', 'policy id', 'policy number', 'policy no'],
  claim_id: ['claim', 'claim id', 'claim number', 'claim no', 'claim reference'],
  booking_ref: ['booking', 'booking id', 'booking number', 'booking reference', 'booking ref', 'reservation', 'reservation number'],
  invoice_no: ['invoice', 'invoice id', 'invoice number', 'invoice no', 'bill number'],
  card: ['card number', 'card no', 'credit card', 'credit card number', 'debit card number'],
  iban: ['bank account', 'iban number'],
};
const BY_NAME = new Map(
  Object.entries(SYNONYMS).flatMap(
    ([key, names]) => [[key.replace(/_/g, ' '), key], ...names.map((name) => [name, key])] as [string, string][],
  ),
);
/** Longest first: `claim number` before `claim`. One-word synonyms are too weak inside a sentence. */
const PHRASES = [...BY_NAME].filter(([name]) => name.includes(' ')).sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));

/** What nobody may read back, whatever the form calls it. */
const SECRET = /password|passcode|passwd|secret|token|captcha|(?:^| )(?:pin|otp|tan|cvv2?|cvc2?|ssn|security code)(?: |$)/;
const NAME_MAX_CHARS = 40;

/** `orderNumber`, `order_number`, `Order-Number` → `order number`. */
export function plainName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** The key a form field or prompt names; null when it must not become a fact. A sentence is searched for a known phrase. */
export function keyOfField(name: string): FactKey | null {
  const plain = plainName(redactText(name).text);
  if (plain === '' || SECRET.test(plain)) return null;
  const exact = BY_NAME.get(plain);
  if (exact !== undefined) return factKey(exact);
  const phrase = PHRASES.find(([words]) => ` ${plain} `.includes(` ${words} `));
  if (phrase !== undefined && plain.split(' ').length > 2) return factKey(phrase[1]);
  return factKey([...plain.replace(/ /g, '_')].slice(0, NAME_MAX_CHARS).join(''));
}

/** Label, scope and masking of a key; an unknown one is the customer's own word for something about this case. */
export function factKey(key: string): FactKey {
  return BY_KEY.get(key) ?? { key, label: key.replace(/_/g, ' '), scope: 'case', masked: false };
}

/** A key that every site has, not a form's own word. */
export const isKnownKey = (key: string): boolean => BY_KEY.has(key);

/** Order of keys among equal times: the table's, then alphabetical. */
export function compareKeys(a: string, b: string): number {
  const rank = (ORDER.get(a) ?? KNOWN.length) - (ORDER.get(b) ?? KNOWN.length);
  return rank !== 0 ? rank : a < b ? -1 : a > b ? 1 : 0;
}
