// What we did that may keep a promise (C33): a call, a letter, a refund, a delivery. Pure.
import type { Saying } from '../items/saying.js';
import type { Fulfilment } from './model.js';

/** The fulfilment in `interaction`; null when it is none. */
export function fulfilmentOf(_interaction: Saying): Fulfilment | null {
  return null;
}
