// The quiet cards of the widget's home view (W212): which stand there now, and which of them are new. Pure.
// Invariants: what was dismissed never comes back; about one item there is one card, and no new one within 12 h of the last; nothing new in
// the quiet hours; what is no longer true is gone.
import { clockOf } from '../context/clock.js';
import { wordsFor } from '../context/words.js';
import { holdsNotice } from '../playbooks/guidance.js';
import type { NoticeHolders } from '../playbooks/guidance.js';
import { civil } from '../time/civil.js';
import { offsetAt } from '../time/zone.js';
import type { Zone } from '../time/zone.js';
import { candidates } from './card-candidates.js';
import type { Candidate, CandidateInput } from './card-candidates.js';
import { cardWordsFor } from './card-words.js';

const HOUR_MS = 3_600_000;
const ITEM_EVERY_MS = 12 * HOUR_MS; // W212
const QUIET_FROM_HOUR = 21; // CH33
const QUIET_UNTIL_HOUR = 8;
const MINUTE_MS = 60_000;
const CARDS_MAX = 5;

/** A card as it was shown first: its words stay. */
export interface ShownCard {
  id: string;
  kind: Candidate['kind'];
  text: string;
  itemId: string | null;
  /** ms; when it was told. */
  at: number;
}

export interface CardMaterial extends CandidateInput {
  shown: readonly ShownCard[];
  /** Ids that were dismissed for good. */
  dismissed: ReadonlySet<string>;
  holders: NoticeHolders;
}

export interface CardSetting {
  now: number;
  /** Of the visitor as far as it is known, else the site's. */
  zone: Zone;
  locale: string;
  /** The id of a key: the same for the same key. */
  idOf(key: string): string;
}

/** `cards`: newest first, the new ones among them. `fresh`: those that nobody was shown before; whoever shows them records it. */
export function cardsFor(material: CardMaterial, setting: CardSetting): { cards: ShownCard[]; fresh: ShownCard[] } {
  const { now, zone, locale, idOf } = setting;
  const notices = material.notices.filter(({ kind }) => !holdsNotice(kind, material.holders));
  const found = candidates({ ...material, notices }, { now, clock: clockOf(zone, now, wordsFor(locale)), words: cardWordsFor(locale) }).map(
    (one) => ({ ...one, id: idOf(one.key) }),
  );
  const told = new Map(material.shown.map((card) => [card.id, card]));
  const news = isQuiet(now, zone) ? [] : found.filter(({ id }) => !told.has(id) && !material.dismissed.has(id));
  const fresh = newestPerItem(news)
    .filter((one) => mayFollow(one, material.shown, now))
    .map(({ id, kind, text, itemId }): ShownCard => ({ id, kind, text, itemId, at: now }));
  const still = found.flatMap(({ id }) => (material.dismissed.has(id) ? [] : (told.get(id) ?? [])));
  const cards = newestPerItem([...fresh, ...still]).slice(0, CARDS_MAX);
  return { cards, fresh: fresh.filter((one) => cards.includes(one)) };
}

/** 21:00 to 08:00 (CH33). */
function isQuiet(now: number, zone: Zone): boolean {
  const { hour } = civil(now + offsetAt(zone, now) * MINUTE_MS);
  return hour >= QUIET_FROM_HOUR || hour < QUIET_UNTIL_HOUR;
}

/** Not within 12 h of the last card about the item, and nothing older than that one, unless we owe it. */
function mayFollow({ itemId, at, kind }: Candidate, shown: readonly ShownCard[], now: number): boolean {
  if (itemId === null) return true;
  const last = shown.filter((card) => card.itemId === itemId).reduce<number | null>((top, card) => Math.max(top ?? card.at, card.at), null);
  return last === null || (now - last >= ITEM_EVERY_MS && (at > last || kind === 'promise_due'));
}

/** Newest first; of those about one item the newest (CH44). */
function newestPerItem<T extends { id: string; itemId: string | null; at: number }>(cards: readonly T[]): T[] {
  const seen = new Set<string>();
  return [...cards]
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    .filter(({ itemId }) => {
      if (itemId === null) return true;
      if (seen.has(itemId)) return false;
      seen.add(itemId);
      return true;
    });
}
