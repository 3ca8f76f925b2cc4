// What the customer already tried without us (C47 `tried`): errors, searches without result, forms left, help read. Pure.
import type { HandoffContext } from '@throughline/types';
import { count, field } from './event-fields.js';
import { interactionRef, refsOf } from './refs.js';
import { toIso } from '../time/civil.js';
import { compareNewestFirst } from './timeline-item.js';
import type { PastInteraction } from './material.js';

const WINDOW_MS = 30 * 86_400_000; // C43 counts the same reason over 30 days
const ATTEMPTS_MAX = 10;

type Result = HandoffContext['attempts'][number]['result'];
export interface Attempt {
  what: string;
  result: Result;
  newest: PastInteraction;
  members: PastInteraction[];
}

const formName = (interaction: PastInteraction): string => field(interaction, 'title', 'form', 'form_id') ?? 'form';

function attemptOf(interaction: PastInteraction): { what: string; result: Result } | null {
  switch (interaction.name) {
    case 'Error Shown':
      return {
        what: field(interaction, 'what', 'action', 'task') ?? plain(field(interaction, 'code', 'error_code', 'error')) ?? 'something',
        result: 'failed',
      };
    case 'Search No Result':
      return { what: 'help search', result: 'failed' };
    case 'Form Abandoned':
      return { what: formName(interaction), result: count(interaction, 'filled') > 0 ? 'partial' : 'failed' };
    case 'Help Article Viewed':
      return { what: 'help articles', result: 'unknown' };
    case 'Login Failed':
      return { what: 'sign-in', result: 'failed' };
    case 'Payment Failed':
      return { what: 'payment', result: 'failed' };
    case 'Coupon Denied':
      return { what: 'coupon', result: 'failed' };
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

/** Newest first; the same thing tried on the same channel again is one attempt. A form that was sent in the end is none. */
export function attemptsOf(interactions: readonly PastInteraction[], now: number): Attempt[] {
  const recent = interactions.filter(({ occurredAt }) => occurredAt <= now && now - occurredAt <= WINDOW_MS).sort(compareNewestFirst);
  const sentForms = new Map<string, number>();
  for (const interaction of recent) {
    if (interaction.name !== 'Form Submitted' && interaction.name !== 'Form Completed') continue;
    sentForms.set(formName(interaction), Math.max(interaction.occurredAt, sentForms.get(formName(interaction)) ?? 0));
  }
  const attempts = new Map<string, Attempt>();
  for (const interaction of recent) {
    const attempt = attemptOf(interaction);
    if (attempt === null) continue;
    if (interaction.name === 'Form Abandoned' && (sentForms.get(attempt.what) ?? 0) >= interaction.occurredAt) continue;
    const key = `${interaction.channel} ${attempt.what}`;
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
