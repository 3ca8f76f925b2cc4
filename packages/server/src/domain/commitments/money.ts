// Money of Segment's wire format, in integer minor units (C34). Pure.
import type { Json, Money } from '@throughline/types';

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
