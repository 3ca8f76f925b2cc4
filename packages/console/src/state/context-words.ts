// What a context says about promises, items, mood, effort and risk, in words before numbers (K14). Pure.
import type { HandoffContext, ItemType, Money, TimelineItem } from '@throughline/types';
import { channelWords, clockTime, dayWords, durationWords, moneyWords, sentence } from './words.js';

const DAY_MS = 86_400_000;
const shortDay = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** A moment to come or just gone, as people say it: `today 17:00`, `Fri 17:00`, `12 May 17:00`. */
export function dueTime(atMs: number, nowMs: number): string {
  const day = dayWords(atMs, nowMs);
  const near = Math.abs(atMs - nowMs) < 6 * DAY_MS;
  const tomorrow = dayWords(atMs - DAY_MS, nowMs) === 'Today';
  const name =
    day === 'Today' || day === 'Yesterday'
      ? day.toLowerCase()
      : tomorrow
        ? 'tomorrow'
        : near && atMs > nowMs
          ? shortDay.format(atMs)
          : dayMonth.format(atMs);
  return `${name} ${clockTime(atMs)}`;
}

/** `due today 17:00, in 2 h` · `was due Fri 17:00, 3 d ago` */
export function dueWords(atMs: number, nowMs: number, open: boolean): string {
  const away = durationWords(Math.abs(atMs - nowMs));
  if (!open) return `due ${dueTime(atMs, nowMs)}`;
  if (atMs >= nowMs) return `due ${dueTime(atMs, nowMs)}${away === 'now' ? ', now' : `, in ${away}`}`;
  return `was due ${dueTime(atMs, nowMs)}${away === 'now' ? '' : `, ${away} ago`}`;
}

const ITEMS: Record<ItemType, string> = {
  order: 'Order',
  shipment: 'Shipment',
  claim: 'Claim',
  application: 'Application',
  refund: 'Refund',
  repair: 'Repair',
  invoice: 'Invoice',
  subscription: 'Subscription',
  provisioning: 'Set-up',
  other: 'Item',
};
export const itemTypeWords = (type: ItemType): string => ITEMS[type];

type Milestone = NonNullable<HandoffContext['trackedItems'][number]['milestones']>[number];

/** The step an item stands at: the current or failed one, else the last one done; -1 before the first. */
export function standingAt(steps: readonly Milestone[]): number {
  const current = steps.findIndex(({ state }) => state === 'current');
  if (current >= 0) return current;
  const failed = steps.findLastIndex(({ state }) => state === 'failed');
  return failed >= 0 ? failed : steps.findLastIndex(({ state }) => state === 'done');
}

const MISMATCHES: Record<string, string> = {
  price_differs: 'Invoiced differently from what was promised',
  item_differs: 'Not what was ordered',
  quantity_differs: 'Not as many as ordered',
  delivery_late: 'Later than promised',
  duplicate_invoice: 'Invoiced twice',
  status_backwards: 'Went back a step',
  eta_moved: 'Expected date moved',
};

/** `€39.80 more than promised` when money differs, else what is wrong. */
export function mismatchWords(code: string, differenceMinor: number | undefined, amount: Money | undefined): string {
  if (differenceMinor !== undefined && differenceMinor !== 0 && amount !== undefined) {
    const money = moneyWords({ amountMinor: Math.abs(differenceMinor), currency: amount.currency });
    return `${money} ${differenceMinor > 0 ? 'more' : 'less'} than promised`;
  }
  return MISMATCHES[code] ?? sentence(code);
}

const times = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const MOODS = { positive: 'Friendly', neutral: 'Calm', negative: 'Unhappy', very_negative: 'Very unhappy' } as const;
const TRENDS = { improving: 'getting better', stable: 'unchanged', worsening: 'getting worse' } as const;

/** `Unhappy, getting worse`; null when nothing can be said. */
export function moodWords({ state, trend }: HandoffContext['sentiment']): string | null {
  if (state === 'unknown') return null;
  return trend === 'unknown' || trend === 'stable' ? MOODS[state] : `${MOODS[state]}, ${TRENDS[trend]}`;
}

/** What it cost this customer to get here, each component that is not nothing. */
export function effortParts(effort: HandoffContext['effort']): string[] {
  const minutes = Math.round(effort.waitedSeconds / 60);
  return [
    effort.contacts7d > 1 ? `${times(effort.contacts7d, 'contact', 'contacts')} in 7 days` : '',
    effort.channelSwitches > 0 ? times(effort.channelSwitches, 'change of channel', 'changes of channel') : '',
    effort.transfers > 0 ? times(effort.transfers, 'transfer', 'transfers') : '',
    effort.repeatExplanations > 0 ? `explained it again ${times(effort.repeatExplanations, 'time', 'times')}` : '',
    effort.reAsks > 0 ? `asked again ${times(effort.reAsks, 'time', 'times')}` : '',
    effort.failedSelfService > 0 ? times(effort.failedSelfService, 'failed attempt alone', 'failed attempts alone') : '',
    minutes > 0 ? `waited ${minutes} min` : '',
    effort.brokenCommitments > 0 ? times(effort.brokenCommitments, 'broken promise', 'broken promises') : '',
  ].filter((part) => part !== '');
}

const EFFORT_SOME = 20;
const EFFORT_HIGH = 45; // two contacts, a switch, a transfer and a wait

export function effortWords(score: number): string {
  if (score >= EFFORT_HIGH) return 'A lot of effort';
  return score >= EFFORT_SOME ? 'Some effort' : 'Little effort';
}

export const riskWords = (churn: HandoffContext['risk']['churn']): string | null =>
  churn === 'high' ? 'May well leave' : churn === 'medium' ? 'May leave' : null;

/** `Sales · note · 11:02 — visible to sales`: all that may be said about another department's entry (C54). */
export function stubWords(item: TimelineItem, when: string): string {
  const department = item.department ?? 'another department';
  const kind = sentence(item.type === 'track' && item.name !== '' ? item.name : item.type).toLowerCase();
  return `${sentence(department)} · ${kind === 'track' ? channelWords(item.channel).toLowerCase() : kind} · ${when} — visible to ${department}`;
}
