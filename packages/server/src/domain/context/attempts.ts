// What the customer already tried without us (C47 `tried`): errors, searches without result, forms left, help read. Pure.
import type { HandoffContext } from '@throughline/types';
import { count, field } from './event-fields.js';
import { interactionRef, ownedAs, refsOf } from './refs.js';
import { toIso } from '../time/civil.js';
import { compareNewestFirst } from './timeline-item.js';
import type { PastInteraction } from './material.js';
import type { Words } from './words.js';

const WINDOW_MS = 30 * 86_400_000; // C43 counts the same reason over 30 days
const ATTEMPTS_MAX = 10;

type Result = HandoffContext['attempts'][number]['result'];
export interface Attempt {
  what: string;
  result: Result;
  newest: PastInteraction;
  members: PastInteraction[];
}

const formName = (interaction: PastInteraction, words: Words): string => field(interaction, 'title', 'form', 'form_id') ?? words.form;

function attemptOf(interaction: PastInteraction, words: Words): { what: string; result: Result } | null {
  switch (interaction.name) {
    case 'Error Shown':
      return {
        what: field(interaction, 'what', 'action', 'task') ?? plain(field(interaction, 'code', 'error_code', 'error')) ?? words.something,
        result: 'failed',
      };
    case 'Search No Result':
      return { what: words.helpSearch, result: 'failed' };
    case 'Form Abandoned':
      return { what: formName(interaction, words), result: count(interaction, 'filled') > 0 ? 'partial' : 'failed' };
    case 'Help Article Viewed':
      return { what: words.helpArticles, result: 'unknown' };
    case 'Login Failed':
      return { what: words.signIn, result: 'failed' };
    case 'Payment Failed':
      return { what: words.payment, result: 'failed' };
    case 'Coupon Denied':
      return { what: words.coupon, result: 'failed' };
    default:
      return null;
  }
}

/** `upload_failed` → `upload`. */
function plain(code: string | null): string | null {
  const words = code
    ?.replace(/[_-]+/g, ' ')
    .replace(/ ?(?:failed|failure|error)$/i, '')
    .trim();
  return words === undefined || words === '' ? null : words;
}

/** Newest first; the same thing tried on the same channel again is one attempt. A form that was sent and a payment that went through in the end are none. */
export function attemptsOf(interactions: readonly PastInteraction[], now: number, words: Words): Attempt[] {
  const recent = interactions.filter(({ occurredAt }) => occurredAt <= now && now - occurredAt <= WINDOW_MS).sort(compareNewestFirst);
  const paidAt = recent.find(({ name }) => name === 'Payment Succeeded' || name === 'Order Completed')?.occurredAt ?? 0;
  const sentForms = new Map<string, number>();
  for (const interaction of recent) {
    if (interaction.name !== 'Form Submitted' && interaction.name !== 'Form Completed') continue;
    const form = formName(interaction, words);
    sentForms.set(form, Math.max(interaction.occurredAt, sentForms.get(form) ?? 0));
  }
  const attempts = new Map<string, Attempt>();
  for (const interaction of recent) {
    const attempt = attemptOf(interaction, words);
    if (attempt === null) continue;
    if (interaction.name === 'Payment Failed' && paidAt >= interaction.occurredAt) continue;
    if (interaction.name === 'Form Abandoned' && (sentForms.get(attempt.what) ?? 0) >= interaction.occurredAt) continue;
    const key = `${interaction.channel} ${attempt.what} ${ownedAs(interaction)}`; // words of one attempt have one owner (C54)
    const same = attempts.get(key);
    if (same === undefined) attempts.set(key, { ...attempt, newest: interaction, members: [interaction] });
    else same.members.push(interaction);
  }
  return [...attempts.values()];
}

export function attemptsView(attempts: readonly Attempt[]): HandoffContext['attempts'] {
  return attempts.slice(0, ATTEMPTS_MAX).map(({ what, result, newest, members }) => ({
    what,
    result,
    channel: newest.channel,
    at: toIso(newest.occurredAt),
    refs: refsOf(members.map(interactionRef)).slice(0, 3),
  }));
}
