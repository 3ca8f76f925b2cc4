// What we promised (C31): read from `Promise Made` and `Quote Issued`; broken once its time has passed (C33). Pure.
import type { Interaction, Json, Money } from '@throughline/types';
import { redactText } from '../facts/redact.js';
import type { Saying } from '../items/saying.js';
import type { Calendar } from '../time/calendar.js';
import { fromIso } from '../time/civil.js';
import type { CommitmentEvent, FoldedCommitment } from './model.js';

export interface Commitment {
  text: string;
  kind: 'action' | 'price' | 'date';
  amount: Money | null;
  dueAt: number | null;
  madeBy: string;
  department: string | null;
}

export type CommitmentStatus = 'open' | 'kept' | 'broken' | 'cancelled';

const TEXT_MAX_CHARS = 200;
const NAME_MAX_CHARS = 64;
/** Currencies whose minor unit is not a hundredth (ISO 4217). */
const EXPONENT: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  ISK: 0,
  JPY: 0,
  KRW: 0,
  PYG: 0,
  UGX: 0,
  VND: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  OMR: 3,
  TND: 3,
};

/** The commitment in `interaction`; null when it makes none. What only a visitor's page vouches for promises nothing. */
export function commitmentOf(interaction: Interaction): Commitment | null {
  const { name, data, unverified } = interaction;
  if (unverified || (name !== 'Promise Made' && name !== 'Quote Issued')) return null;
  const amount = moneyOf(data, ['amount', 'total', 'price']);
  const quote = name === 'Quote Issued';
  const text =
    line(data['text'] ?? data['promise'] ?? data['title'], TEXT_MAX_CHARS) ??
    (quote && amount !== null ? `a price of ${moneyText(amount)}` : null);
  if (text === null) return null;
  const department = line(data['department'], NAME_MAX_CHARS) ?? interaction.department;
  return {
    text,
    kind: quote || amount !== null ? 'price' : 'action',
    amount,
    dueAt: instant(data['due_at'] ?? data['dueAt'] ?? data['due'] ?? data['valid_until']),
    madeBy: line(data['made_by'] ?? data['madeBy'], NAME_MAX_CHARS) ?? department ?? 'we',
    department,
  };
}

/** Status at `now`: an open promise whose time has passed is broken. */
export function statusAt(status: CommitmentStatus, dueAt: number | null, now: number): CommitmentStatus {
  return status === 'open' && dueAt !== null && dueAt < now ? 'broken' : status;
}

/** Money of Segment's wire format: `total` in major units, `total_minor` in minor ones; both need `currency`. */
export function moneyOf(data: Record<string, Json>, fields: readonly string[]): Money | null {
  const currency = typeof data['currency'] === 'string' && /^[A-Za-z]{3}$/.test(data['currency']) ? data['currency'].toUpperCase() : null;
  if (currency === null) return null;
  for (const field of fields) {
    const minor = data[`${field}_minor`] ?? data[`${field}Minor`];
    if (typeof minor === 'number' && Number.isSafeInteger(minor)) return { amountMinor: minor, currency };
    const major = typeof data[field] === 'string' ? Number(data[field]) : data[field];
    const amountMinor = typeof major === 'number' && data[field] !== '' ? Math.round(major * 10 ** (EXPONENT[currency] ?? 2)) : Number.NaN;
    if (Number.isSafeInteger(amountMinor)) return { amountMinor, currency };
  }
  return null;
}

/** `159.20 EUR`. */
export function moneyText(money: Money): string {
  const exponent = EXPONENT[money.currency] ?? 2;
  const sign = money.amountMinor < 0 ? '-' : '';
  const digits = String(Math.abs(money.amountMinor)).padStart(exponent + 1, '0');
  return exponent === 0
    ? `${sign}${digits} ${money.currency}`
    : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)} ${money.currency}`;
}

function instant(value: Json | undefined): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 && value < 253_402_300_800_000 ? value : null;
  return typeof value === 'string' ? fromIso(value) : null;
}

function line(value: Json | undefined, maxChars: number): string | null {
  if (typeof value !== 'string') return null;
  const clean = redactText(value).text.replace(/\s+/g, ' ').trim();
  return clean === '' ? null : [...clean].slice(0, maxChars).join('');
}

/** What `interaction` says about a promise: it makes one, or what became of one. `commitmentId` null: the maker of ids names it. */
export function commitmentEventOf(
  _interaction: Saying,
  _calendar?: Calendar,
): { commitmentId: string | null; event: CommitmentEvent } | null {
  return null;
}

/** The promise from its events, in any order; null until one of them makes it. */
export function foldCommitment(_events: readonly CommitmentEvent[]): FoldedCommitment | null {
  return null;
}
