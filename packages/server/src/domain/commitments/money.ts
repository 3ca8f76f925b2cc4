// Money of Segment's wire format, in integer minor units (C34). Pure.
import type { Json, Money } from '@throughline/types';
import { minorDigits } from './minor-units.js';

/** Segment sends major units as numbers or text; null when it is no amount of `currency` in whole minor units. */
export function toMinor(major: unknown, currency: string): number | null {
  const number = typeof major === 'string' && /^[-+]?\d+(\.\d+)?$/.test(major.trim()) ? Number(major) : major;
  if (typeof number !== 'number') return null;
  const minor = Math.round(number * 10 ** minorDigits(currency));
  return Number.isSafeInteger(minor) ? minor : null;
}

/** Money of Segment's wire format: `total` in major units, `total_minor` in minor ones; both need `currency`. */
export function moneyOf(data: Record<string, Json>, fields: readonly string[]): Money | null {
  const currency = typeof data['currency'] === 'string' && /^[A-Za-z]{3}$/.test(data['currency']) ? data['currency'].toUpperCase() : null;
  if (currency === null) return null;
  for (const field of fields) {
    const minor = data[`${field}_minor`] ?? data[`${field}Minor`];
    if (typeof minor === 'number' && Number.isSafeInteger(minor)) return { amountMinor: minor, currency };
    const amountMinor = toMinor(data[field], currency);
    if (amountMinor !== null) return { amountMinor, currency };
  }
  return null;
}

/** `159.20 EUR`. */
export function moneyText(money: Money): string {
  const exponent = minorDigits(money.currency);
  const sign = money.amountMinor < 0 ? '-' : '';
  const digits = String(Math.abs(money.amountMinor)).padStart(exponent + 1, '0');
  return exponent === 0
    ? `${sign}${digits} ${money.currency}`
    : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)} ${money.currency}`;
}
