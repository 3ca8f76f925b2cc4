// Time-based one-time codes (RFC 6238): HMAC-SHA-1, steps of 30 s, 6 digits; one step to either side is let through, for clocks that differ.
// Whether a step was used before is the store's to say.

const STEP_MS = 30_000;
const DIGITS = 6;
const DRIFT_STEPS = 1;

/** HMAC-SHA-1: injected, this file is pure. */
export type HmacSha1 = (key: Uint8Array, message: Uint8Array) => Uint8Array;

export const stepAt = (now: number): number => Math.floor(now / STEP_MS);

/** The code of one step (RFC 4226 §5.3). */
export function codeOfStep(hmac: HmacSha1, key: Uint8Array, step: number): string {
  const counter = new Uint8Array(8);
  new DataView(counter.buffer).setBigUint64(0, BigInt(step));
  const mac = hmac(key, counter);
  const at = (mac[mac.length - 1] ?? 0) & 15;
  const number = new DataView(mac.buffer, mac.byteOffset + at, 4).getUint32(0) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/**
 * The step whose code this is, or null. All steps that would do are compared, whatever matched: `same` in constant time, so that the answer
 * takes as long for a code that is nearly right.
 */
export function stepOfCode(
  { hmac, same }: { hmac: HmacSha1; same: (a: string, b: string) => boolean },
  { key, code, now }: { key: Uint8Array; code: string; now: number },
): number | null {
  let found: number | null = null;
  for (let step = stepAt(now) - DRIFT_STEPS; step <= stepAt(now) + DRIFT_STEPS; step += 1) {
    if (same(codeOfStep(hmac, key, step), code)) found = step;
  }
  return found;
}

/** What an authenticator app reads from the picture. */
export function otpauthAddress({ issuer, account, secret }: { issuer: string; account: string; secret: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}
