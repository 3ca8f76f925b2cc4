// One thing the customer told us, out of one interaction: normalised, so that the same thing said twice is one fact (C24). Pure.
import { factKey } from './keys.js';
import type { FactKey } from './keys.js';
import { oneLine } from './one-line.js';
import { redactText } from './redact.js';

export interface StatedFact {
  key: string;
  label: string;
  /** As an agent reads it: masked where the key says so. */
  value: string;
  /** What equality compares. */
  norm: string;
  masked: boolean;
  scope: FactKey['scope'];
  /**
   * How we know. `given`: said or typed by the customer · `form:<name>`: a form field, given once however often the draft is saved (C25) ·
   * `known`: a system told us; true and worth showing, but never "already given".
   */
  origin: string;
}

const VALUE_MAX_CHARS = 200;
const CARD_MARK = /^\[(card|iban) •([0-9A-Z]{4})\]$/;
const ID_KEYS = new Set(['order_id', 'account_no', 'policy_id', 'claim_id', 'booking_ref', 'invoice_no', 'iban', 'card']);

/** A value whose equality its spelling does not show: a phone number in E.164, a date as ISO. */
export interface Written {
  value: string;
  norm: string;
}

/** `value` as a fact of `name`; null for an empty value. `value` is redacted here once more: a mark stays a mark. */
export function statedFact(key: FactKey, value: string | Written, origin: string): StatedFact | null {
  const written = typeof value === 'string' ? value : value.value;
  const clean = oneLine(redactText(written).text.normalize('NFKC'));
  if (clean === '') return null;
  const mark = CARD_MARK.exec(clean);
  const actual = mark?.[1] === undefined || key.masked ? key : factKey(mark[1]);
  const norm = typeof value === 'string' ? normalise(actual.key, clean) : cut(redactText(value.norm).text);
  if (norm === '') return null;
  const masked = actual.masked || mark !== null;
  const shown = masked ? `•${lastFour(mark?.[2] ?? (typeof value === 'string' ? norm : clean))}` : cut(clean);
  return { key: actual.key, label: actual.label, value: shown, norm, masked, scope: actual.scope, origin };
}

function normalise(key: string, value: string): string {
  if (key === 'email') return cut(value.toLowerCase());
  if (key === 'phone') return cut(value.replace(/[^\d+]/g, ''));
  if (ID_KEYS.has(key)) return cut(value.replace(/[\s#]/g, '').toUpperCase());
  return cut(value.toLowerCase());
}

/** Never more than half of a short value. */
function lastFour(value: string): string {
  return value.length < 8 && !/^[0-9A-Z]{4}$/.test(value) ? value.slice(-2) : value.slice(-4);
}

function cut(value: string): string {
  return value.length <= VALUE_MAX_CHARS ? value : [...value].slice(0, VALUE_MAX_CHARS).join('');
}
