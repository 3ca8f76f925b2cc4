// What would keep a promise (C33), read from its words in English and German. The first that fits counts: `send a replacement` is kept by the
// replacement, not by any mail. A promise of none of these is kept by a person alone. Pure.
import type { Fulfilment } from './model.js';
import type { Promised } from './same.js';

const ACTIONS: readonly (readonly [RegExp, readonly Fulfilment['kind'][]])[] = [
  [/\breplac|\bexchang|ersatz|austausch|umtausch/i, ['replacement']],
  [/\brefund|\breimburs|money back|erstatt|(?:rück|zurück)zahl/i, ['refund', 'credit']],
  [/\bcredit\b|\bvoucher|gutschrift|gutschein|gutgeschrieben/i, ['credit', 'refund']],
  [/\bcall(?:ed|ing|s)?\b|\bcall ?back|\bphone\b|\bring you\b|anruf|rückruf|\brufe\b|telefon/i, ['call']],
  [/\bdeliver|\barriv|liefer|zustell/i, ['delivery']],
  [/\bship|\bdispatch|verschick|versand|versend/i, ['shipping', 'delivery']],
  [/\be-?mail|\bwrite\b|\bschreib/i, ['email']],
  [/get back|\bupdate you\b|let you know|\binform|\bkeep you\b|\bmelde|bescheid/i, ['call', 'email']],
  [/\bsend|\bschick|\bsende/i, ['email', 'shipping', 'delivery']],
  [/\b(?:change|cancel|update|correct)\w* (?:the|your) order|bestellung (?:ändern|stornieren)/i, ['order_update', 'refund']],
];

/** Kinds of what we do that keep this promise; a date of an item is kept by its end. */
export function actionsOf({ kind, origin, text }: Pick<Promised, 'kind' | 'origin' | 'text'>): readonly Fulfilment['kind'][] {
  if (origin === 'eta') return ['delivery'];
  const said = ACTIONS.find(([pattern]) => pattern.test(text))?.[1];
  return said ?? (kind === 'date' ? ['delivery'] : []);
}
