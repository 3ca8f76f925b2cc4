// What the customer did in the last 72 hours, most telling first (C41). Pure.
// score = weight · 2^(−age / 12 h); equal neighbours collapse into one entry with a count.
import { limits } from '@throughline/types';
import type { HandoffContext } from '@throughline/types';
import { moneyOf, moneyText } from '../commitments/commitment.js';
import { count, field, pagePath } from './event-fields.js';
import { interactionRef, ownedAs, refsOf } from './refs.js';
import { toIso } from '../time/civil.js';
import { compareNewestFirst } from './timeline-item.js';
import type { PastInteraction } from './material.js';

const HALF_LIFE_MS = 12 * 3_600_000;
const TEXT_MAX_CHARS = 120;

interface Sign {
  weight: number;
  text(interaction: PastInteraction): string;
}

const said = (weight: number, lead: string, ...keys: string[]): Sign => ({
  weight,
  text: (interaction) => {
    const detail = field(interaction, ...keys);
    return detail === null ? lead : `${lead} ${detail}`;
  },
});
const paid = (weight: number, lead: string, ...keys: string[]): Sign => ({
  weight,
  text: (interaction) => {
    const money = moneyOf(interaction.data, ['total', 'amount', 'revenue', 'value']);
    const line = said(weight, lead, ...keys).text(interaction);
    return money === null ? line : `${line} (${moneyText(money)})`;
  },
});
const form: Sign = {
  weight: 8,
  text: (interaction) => {
    const total = count(interaction, 'total');
    const name = field(interaction, 'title', 'form', 'form_id') ?? 'a form';
    const step = field(interaction, 'step');
    const filled = total > 0 ? ` (${count(interaction, 'filled')} of ${total} fields)` : '';
    return `left ${name}${step === null ? '' : ` at ${step}`}${filled}`;
  },
};

/** Weights of C41 by event name. */
const SIGNS: ReadonlyMap<string, Sign> = new Map([
  ['Payment Failed', paid(10, 'payment failed', 'order_id')],
  ['Order Cancelled', said(9, 'order cancelled', 'order_id')],
  ['Order Refunded', paid(9, 'order refunded', 'order_id')],
  ['Form Abandoned', form],
  ['Error Shown', said(8, 'saw an error:', 'what', 'action', 'message', 'code')],
  ['Order Completed', paid(7, 'ordered', 'order_id')],
  ['Coupon Denied', said(6, 'coupon refused', 'coupon', 'coupon_name')],
  ['Checkout Started', said(6, 'started checkout')],
  ['Checkout Step Viewed', said(6, 'checkout step', 'step')],
  ['Checkout Step Completed', said(6, 'finished checkout step', 'step')],
  ['Payment Info Entered', said(6, 'entered payment details')],
  ['Search No Result', said(6, 'found nothing for', 'query')],
  ['Help Article Viewed', said(5, 'read help:', 'title', 'article', 'article_id')],
  ['Product Added', said(5, 'put in the cart:', 'name', 'product_id')],
  ['Product Removed', said(5, 'took out of the cart:', 'name', 'product_id')],
  ['Cart Viewed', said(5, 'viewed the cart')],
  ['Login Failed', said(5, 'could not sign in')],
  ['Product Viewed', said(1, 'viewed', 'name', 'product_id')],
  ['Products Searched', said(1, 'searched for', 'query')],
]);
const PAGE: Sign = { weight: 1, text: (interaction) => `viewed ${pagePath(interaction)}` };

/** Names of events with a weight above a page view: the newest of each are looked up, however much came after them (C51). */
export const TELLING_EVENTS: readonly string[] = [...SIGNS].filter(([, sign]) => sign.weight > 1).map(([name]) => name);

/** Weight · 2^(−age / 12 h). */
export function activityScore(weight: number, ageMs: number): number {
  return weight * 2 ** (-ageMs / HALF_LIFE_MS);
}

function signOf(interaction: PastInteraction): Sign | undefined {
  return interaction.type === 'page' || interaction.type === 'screen' ? PAGE : SIGNS.get(interaction.name);
}

interface Run {
  text: string;
  weight: number;
  newest: PastInteraction;
  members: PastInteraction[];
}

/** At most eight entries; `interactions` distinct, in any order. */
export function recentActivity(interactions: readonly PastInteraction[], now: number): HandoffContext['recentActivity'] {
  const inWindow = interactions.filter(({ occurredAt }) => occurredAt <= now && now - occurredAt <= limits.RECENT_ACTIVITY_WINDOW_MS);
  const runs: Run[] = [];
  for (const interaction of inWindow.sort(compareNewestFirst)) {
    const sign = signOf(interaction);
    if (sign === undefined) continue;
    const text = sign.text(interaction).slice(0, TEXT_MAX_CHARS);
    const last = runs.at(-1);
    if (last?.text === text && last.newest.channel === interaction.channel && ownedAs(last.newest) === ownedAs(interaction))
      last.members.push(interaction);
    else runs.push({ text, weight: sign.weight, newest: interaction, members: [interaction] });
  }
  return runs
    .map((run) => ({ run, score: activityScore(run.weight, now - run.newest.occurredAt) }))
    .sort((a, b) => b.score - a.score || compareNewestFirst(a.run.newest, b.run.newest))
    .slice(0, limits.RECENT_ACTIVITY_MAX)
    .map(({ run: { text, newest, members } }) => ({
      text,
      channel: newest.channel,
      count: members.length,
      at: toIso(newest.occurredAt),
      refs: refsOf(members.slice(0, 3).map(interactionRef)),
    }));
}
