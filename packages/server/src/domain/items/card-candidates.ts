// What would be worth a card right now (W212, CH42), whether it was shown before or not. Pure. Every candidate has a key: the same thing told
// again has the same key, and a key is shown once and never comes back.
import type { VisitorCard } from '@throughline/types';
import { statusAt } from '../commitments/commitment.js';
import type { StoredCommitment } from '../commitments/model.js';
import type { Clock } from '../context/clock.js';
import { shown } from '../context/plain-text.js';
import { said } from './card-words.js';
import type { CardWords } from './card-words.js';
import { isLate, isVouched, milestoneKey } from './fold-item.js';
import { standingOf } from './fold-milestones.js';
import type { StoredItem } from './model.js';

const HOUR_MS = 3_600_000;
/** News older than this is history. */
export const NEWS_MS = 7 * 24 * HOUR_MS;
const DUE_AHEAD_MS = 24 * HOUR_MS;
const BROKEN_FOR_MS = 3 * 24 * HOUR_MS;
const NO_NEWS_MS = 48 * HOUR_MS; // CH42
const USUAL_STEPS = 2; // so many of an item's usual steps without a word are too long
const NUMBER_MAX_CHARS = 40;
const TEXT_MAX_CHARS = 160;

export type NoticeKind = 'transactional' | 'dunning' | 'marketing';

export interface CardNotice {
  id: string;
  at: number;
  kind: NoticeKind;
  text: string;
  /** Id of the item it is about, if any. */
  itemId: string | null;
}
export type CardPromise = StoredCommitment & { itemId: string | null };

export interface Candidate {
  key: string;
  kind: VisitorCard['kind'];
  text: string;
  /** Id of the item it is about, if any: one card per item at a time. */
  itemId: string | null;
  /** ms; when it became true. */
  at: number;
}

export interface CandidateInput {
  /** As the customer may see them. */
  items: readonly StoredItem[];
  promises: readonly CardPromise[];
  /** Those that nothing holds. */
  notices: readonly CardNotice[];
  /** ms; when the person first signed in here: steps from before are no news. Null: never. */
  since: number | null;
}

export interface CandidateSetting {
  now: number;
  clock: Clock;
  words: CardWords;
}

export function candidates({ items, promises, notices, since }: CandidateInput, setting: CandidateSetting): Candidate[] {
  return [
    ...items.filter(isVouched).flatMap((item) => ofItem(item, since, setting)),
    ...promises.flatMap((promise) => ofPromise(promise, setting)),
    ...notices.filter(({ at }) => setting.now - at <= NEWS_MS).map(ofNotice),
  ];
}

/** The one thing to say about an item: that it is late before where it stands, that nothing happened before that it is late. */
function ofItem(item: StoredItem, since: number | null, setting: CandidateSetting): Candidate[] {
  const key = `${item.id}:${milestoneKey(item)}`;
  const late = isLate(item, setting.now);
  const quietSince = item.updatedAt + (late ? NO_NEWS_MS : patience(item, setting.now));
  if (!item.done && setting.now >= quietSince) return [noNews(item, { key: `no_news:${key}:${item.updatedAt}`, at: quietSince }, setting)];
  if (late) return [delay(item, `late:${key}`, setting)];
  return milestone(item, { key: `milestone:${key}`, since }, setting);
}

/** How long an item may be silent: twice its usual step, at least two days; for ever while its date is ahead or its pace is not known. */
function patience({ etaUntil, milestones }: StoredItem, now: number): number {
  const times = milestones.flatMap(({ at }) => (at === null ? [] : [at])).sort((a, b) => a - b);
  const steps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  const usual = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)];
  if (usual === undefined || (etaUntil !== null && etaUntil >= now)) return Number.POSITIVE_INFINITY;
  return Math.max(NO_NEWS_MS, USUAL_STEPS * usual);
}

const named = ({ number }: StoredItem): string => shown(number, NUMBER_MAX_CHARS);
const standing = ({ milestone: label }: StoredItem): string => shown(label, TEXT_MAX_CHARS);

function noNews(item: StoredItem, { key, at }: { key: string; at: number }, { words, clock }: CandidateSetting): Candidate {
  const text = said(words.noNews, named(item), standing(item), clock.day(item.updatedAt));
  return { key, kind: 'no_news', text, itemId: item.id, at };
}

function delay(item: StoredItem, key: string, { now, words, clock }: CandidateSetting): Candidate {
  const { etaUntil, lateAt } = item;
  const dated = etaUntil !== null && etaUntil > now;
  const text = dated ? said(words.lateBy, named(item), clock.day(etaUntil)) : said(words.late, named(item));
  return { key, kind: 'late', text, itemId: item.id, at: lateAt ?? now };
}

function milestone(
  item: StoredItem,
  { key, since }: { key: string; since: number | null },
  { now, words, clock }: CandidateSetting,
): Candidate[] {
  const at = standingOf(item.milestones)?.at ?? item.updatedAt;
  if (item.milestone === '' || since === null || at < since || now - at > NEWS_MS) return [];
  const dated = !item.done && item.etaUntil !== null && item.etaUntil > now;
  const text = dated
    ? said(words.milestoneBy, named(item), standing(item), clock.day(item.etaUntil ?? now))
    : said(words.milestone, named(item), standing(item));
  return [{ key, kind: 'milestone', text, itemId: item.id, at }];
}

/** A promise that is due within a day, or was broken lately and is not made good. */
function ofPromise(promise: CardPromise, { now, words, clock }: CandidateSetting): Candidate[] {
  const { id, itemId, dueAt, origin, fulfilledAt } = promise;
  if (dueAt === null || origin === 'quote' || fulfilledAt !== null) return [];
  const status = statusAt(promise.status, dueAt, now);
  const text = shown(promise.text, TEXT_MAX_CHARS);
  if (status === 'open' && dueAt - now <= DUE_AHEAD_MS) {
    const line = said(words.promiseDue, text, clock.time(dueAt));
    return [{ key: `due:${id}:${dueAt}`, kind: 'promise_due', text: line, itemId, at: dueAt - DUE_AHEAD_MS }];
  }
  if (status === 'broken' && dueAt < now && now - dueAt <= BROKEN_FOR_MS)
    return [{ key: `broken:${id}:${dueAt}`, kind: 'promise_due', text: said(words.promiseBroken, text), itemId, at: dueAt }];
  return [];
}

function ofNotice({ id, at, text, itemId }: CardNotice): Candidate {
  return { key: `notice:${id}`, kind: 'notice', text: shown(text, TEXT_MAX_CHARS), itemId, at };
}
