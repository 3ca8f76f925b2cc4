// A trust as the database keeps it: an integer. Anything but 0–3 is a damaged row, not a value.
import type { Trust } from '@throughline/types';

export function trustOf(stored: number): Trust {
  if (stored === 0 || stored === 1 || stored === 2 || stored === 3) return stored;
  throw new Error(`Trust ${stored} in the store`);
}
