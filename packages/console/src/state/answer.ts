// What the relay said to a call: a value, or why there is none.
import type { HttpErrorCode } from '@throughline/types';

/**
 * An answer of the agent API. `network`: no answer came · `instead`: the id that counts now, of what is `gone` (C17) · `challenge`: what the
 * second factor is sent with, of `second_factor_needed` (S25).
 */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: HttpErrorCode | 'network'; instead?: string; challenge?: string };
