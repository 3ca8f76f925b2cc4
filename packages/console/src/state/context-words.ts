// What a context says about promises, items, mood, effort and risk, in words before numbers (K14). Pure.
import type { HandoffContext, ItemType, Money, TimelineItem } from '@throughline/types';
import { entryKindWords } from './code-words.js';
import { inLanguage, t, tn } from './t.js';
import { channelWords, clockTime, dateLocale, daysBefore, durationWords, moneyWords, sentence } from './words.js';

const MINUTE_MS = 60_000;
const NEAR_DAYS = 6; // nearer than that, the day of the week says which
const shortDay = inLanguage((locale) => new Intl.DateTimeFormat(dateLocale(locale), { weekday: 'short' }));
const dayMonth = inLanguage((locale) => new Intl.DateTimeFormat(dateLocale(locale), { day: 'numeric', month: 'short' }));

/** A moment to come or just gone, as people say it: `today 17:00`, `Fri 17:00`, `12 May 17:00`. */
export function dueTime(atMs: number, nowMs: number): string {
  const time = clockTime(atMs);
  const days = -daysBefore(atMs, nowMs);
  if (days === 0) return t('today {time}', { time });
  if (days === 1) return t('tomorrow {time}', { time });
  if (days === -1) return t('yesterday {time}', { time });
  return `${(days > 0 && days < NEAR_DAYS ? shortDay : dayMonth)().format(atMs)} ${time}`;
}

/** `due today 17:00, in 2 h` · `was due Fri 17:00, 3 d ago` */
export function dueWords(atMs: number, nowMs: number, open: boolean): string {
  const when = dueTime(atMs, nowMs);
  const away = Math.abs(atMs - nowMs);
  const time = durationWords(away);
  const isNow = away < MINUTE_MS;
  if (!open) return t('due {when}', { when });
  if (atMs >= nowMs) return isNow ? t('due {when}, now', { when }) : t('due {when}, in {time}', { when, time });
  return isNow ? t('was due {when}', { when }) : t('was due {when}, {time} ago', { when, time });
}

const ITEMS = inLanguage((): Record<ItemType, string> => ({
  order: t('Order##bought'),
  shipment: t('Shipment'),
  claim: t('Claim##insurance'),
  application: t('Application'),
  refund: t('Refund'),
  repair: t('Repair'),
  invoice: t('Invoice'),
  subscription: t('Subscription'),
  provisioning: t('Set-up'),
  other: t('Item'),
}));
export const itemTypeWords = (type: ItemType): string => ITEMS()[type];

type Milestone = NonNullable<HandoffContext['trackedItems'][number]['milestones']>[number];

/** The step an item stands at: the current or failed one, else the last one done; -1 before the first. */
export function standingAt(steps: readonly Milestone[]): number {
  const current = steps.findIndex(({ state }) => state === 'current');
  if (current >= 0) return current;
  const failed = steps.findLastIndex(({ state }) => state === 'failed');
  return failed >= 0 ? failed : steps.findLastIndex(({ state }) => state === 'done');
}

const MISMATCHES = inLanguage((): Record<string, string> => ({
  price_differs: t('Invoiced differently from what was promised'),
  item_differs: t('Not what was ordered'),
  quantity_differs: t('Not as many as ordered'),
  delivery_late: t('Later than promised'),
  duplicate_invoice: t('Invoiced twice'),
  status_backwards: t('Went back a step'),
  eta_moved: t('Expected date moved'),
}));

/** `€39.80 more than promised` when money differs, else what is wrong. */
export function mismatchWords(code: string, differenceMinor: number | undefined, amount: Money | undefined): string {
  if (differenceMinor !== undefined && differenceMinor !== 0 && amount !== undefined) {
    const money = moneyWords({ amountMinor: Math.abs(differenceMinor), currency: amount.currency });
    return differenceMinor > 0 ? t('{money} more than promised', { money }) : t('{money} less than promised', { money });
  }
  return MISMATCHES()[code] ?? sentence(code);
}

type Sentiment = HandoffContext['sentiment'];
const MOODS = inLanguage((): Record<Exclude<Sentiment['state'], 'unknown'>, string> => ({
  positive: t('Friendly'),
  neutral: t('Calm'),
  negative: t('Unhappy'),
  very_negative: t('Very unhappy'),
}));

/** `Unhappy, getting worse`; null when nothing can be said. */
export function moodWords({ state, trend }: Sentiment): string | null {
  if (state === 'unknown') return null;
  const mood = MOODS()[state];
  if (trend === 'improving') return t('{mood}, getting better', { mood });
  return trend === 'worsening' ? t('{mood}, getting worse', { mood }) : mood;
}

/** What it cost this customer to get here, each component that is not nothing. */
export function effortParts(effort: HandoffContext['effort']): string[] {
  const minutes = Math.round(effort.waitedSeconds / 60);
  return [
    effort.contacts7d > 1 ? tn(effort.contacts7d, '{n} contact in 7 days', '{n} contacts in 7 days') : '',
    effort.channelSwitches > 0 ? tn(effort.channelSwitches, '{n} change of channel', '{n} changes of channel') : '',
    effort.transfers > 0 ? tn(effort.transfers, '{n} transfer', '{n} transfers') : '',
    effort.repeatExplanations > 0 ? tn(effort.repeatExplanations, 'explained it again {n} time', 'explained it again {n} times') : '',
    effort.reAsks > 0 ? tn(effort.reAsks, 'asked again {n} time', 'asked again {n} times') : '',
    effort.failedSelfService > 0 ? tn(effort.failedSelfService, '{n} failed attempt alone', '{n} failed attempts alone') : '',
    minutes > 0 ? t('waited {n} min', { n: minutes }) : '',
    effort.brokenCommitments > 0 ? tn(effort.brokenCommitments, '{n} broken promise', '{n} broken promises') : '',
  ].filter((part) => part !== '');
}

const EFFORT_SOME = 20;
const EFFORT_HIGH = 45; // two contacts, a switch, a transfer and a wait

export function effortWords(score: number): string {
  if (score >= EFFORT_HIGH) return t('A lot of effort');
  return score >= EFFORT_SOME ? t('Some effort') : t('Little effort');
}

export const riskWords = (churn: HandoffContext['risk']['churn']): string | null =>
  churn === 'high' ? t('May well leave') : churn === 'medium' ? t('May leave') : null;

/** `Sales · note · 11:02 — visible to sales`: all that may be said about another department's entry (C54). */
export function stubWords(item: TimelineItem, when: string): string {
  const code = item.type === 'track' && item.name !== '' ? item.name : item.type;
  const kind = code === 'track' ? channelWords(item.channel) : entryKindWords(code);
  const { department } = item;
  // A code in the middle of a line is written small; a language that writes its nouns large has its own words for the common ones.
  const what = code === 'track' || kind === sentence(code) ? kind.toLowerCase() : kind;
  if (department === null) return t('Another department · {what} · {when} — visible to that department', { what, when });
  return t('{department} · {what} · {when} — visible to {whom}', { department: sentence(department), what, when, whom: department });
}
