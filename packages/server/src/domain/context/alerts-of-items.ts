// Alerts that items raise (C34, C38, C46): billed otherwise than agreed, delivered otherwise than ordered, late. Pure. Their texts hold
// amounts and numbers alone: both departments of a mismatch are told, also the one that may not read the other's entry.
import type { HandoffContext } from '@throughline/types';
import { moneyText } from '../commitments/commitment.js';
import type { StoredMismatch } from '../items/model.js';
import { shown } from './plain-text.js';
import { refsOf, sourceRef } from './refs.js';
import type { ItemNow } from './tracked-items.js';
import { filled } from './words.js';
import type { Words } from './words.js';

const OF_EACH_MAX = 3;
const COUNTS_MS = 90 * 86_400_000; // a case-scoped fact is current as long (C24)
const NUMBER_MAX_CHARS = 40;

export type Alert = HandoffContext['alerts'][number];

export interface ItemAlertInput {
  items: readonly ItemNow[];
  words: Words;
  now: number;
}

export function itemAlerts({ items, words, now }: ItemAlertInput): Alert[] {
  const found = items.flatMap((item) =>
    item.mismatches
      .filter(({ at, refs }) => refs.length > 0 && now - at <= COUNTS_MS)
      .flatMap((mismatch) => mismatchAlert(mismatch, { number: item.number, words }) ?? []),
  );
  const of = (code: string): Alert[] => found.filter((alert) => alert.code === code).slice(0, OF_EACH_MAX);
  const late = items
    .filter((item) => item.late)
    .slice(0, OF_EACH_MAX)
    .map((item): Alert => ({
      code: 'item_late',
      severity: 'warn',
      text: filled(words.itemLate, shown(item.number, NUMBER_MAX_CHARS)),
      refs: item.allRefs,
    }));
  return [...of('mismatch_price'), ...of('mismatch_order'), ...late];
}

/** A date that moved and a delivery that came late are said by promise and lateness. */
function mismatchAlert(mismatch: StoredMismatch, { number, words }: { number: string; words: Words }): Alert | null {
  const refs = refsOf(mismatch.refs.map(sourceRef));
  const price = (text: string): Alert => ({ code: 'mismatch_price', severity: 'critical', text, refs });
  const order = (text: string): Alert => ({ code: 'mismatch_order', severity: 'warn', text, refs });
  switch (mismatch.code) {
    case 'price_differs':
      return price(differenceText(mismatch, words));
    case 'duplicate_invoice':
      return price(words.billedTwice);
    case 'item_differs':
    case 'quantity_differs':
      return order(words.deliveredDiffers);
    case 'status_backwards':
      return order(filled(words.wentBack, shown(number, NUMBER_MAX_CHARS)));
    case 'delivery_late':
    case 'eta_moved':
      return null;
  }
}

function differenceText({ differenceMinor, currency }: StoredMismatch, words: Words): string {
  if (differenceMinor === null || currency === null) return words.priceNotHonoured;
  const amount = moneyText({ amountMinor: Math.abs(differenceMinor), currency });
  return filled(differenceMinor < 0 ? words.billedLess : words.billedMore, amount);
}
