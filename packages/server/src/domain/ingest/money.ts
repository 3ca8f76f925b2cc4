// Amounts in titles: minor units in, one spelling out. No Intl in the domain, and an agent's line needs no locale.

const NO_MINOR_UNIT: readonly string[] = ['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'UGX', 'XAF', 'XOF', 'PYG', 'RWF'];

/** `15920, 'EUR'` → `159.20 EUR`. */
export function formatMoney(amountMinor: number, currency: string): string {
  const code = currency.toUpperCase();
  return NO_MINOR_UNIT.includes(code) ? `${amountMinor} ${code}` : `${(amountMinor / 100).toFixed(2)} ${code}`;
}

/** Segment sends major units as numbers or text; null when it is no amount. */
export function toMinor(major: unknown, currency: string): number | null {
  const number = typeof major === 'string' && /^-?\d+(\.\d+)?$/.test(major) ? Number(major) : major;
  if (typeof number !== 'number' || !Number.isFinite(number)) return null;
  const minor = Math.round(number * (NO_MINOR_UNIT.includes(currency.toUpperCase()) ? 1 : 100));
  return Number.isSafeInteger(minor) ? minor : null;
}
