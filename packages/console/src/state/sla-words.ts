// What a row says about time promised: the target that is due next (K70), and when a snoozed one wakes. Never by colour alone (K19).
import type { ConversationRow } from '@throughline/types';
import { t } from './t.js';
import { durationWords, whenWords } from './words.js';

export interface SlaChip {
  tone: 'plain' | 'warn' | 'bad';
  words: string;
}

/** Null where nothing is promised, or its clock stands still. */
export function slaChip({ sla, status }: Pick<ConversationRow, 'sla' | 'status'>, now: number): SlaChip | null {
  if (sla === null || sla.dueAt === null || status === 'closed') return null;
  const left = sla.dueAt - now;
  if (left <= 0 || sla.state === 'missed') return { tone: 'bad', words: t('Overdue {time}', { time: durationWords(Math.max(0, -left)) }) };
  if (sla.state === 'paused') return null;
  return { tone: sla.state === 'at_risk' ? 'warn' : 'plain', words: t('Due in {time}', { time: durationWords(left) }) };
}

/** Null when it is not snoozed. */
export function snoozeWords({ status, snoozedUntil }: Pick<ConversationRow, 'status' | 'snoozedUntil'>, now: number): string | null {
  if (status !== 'snoozed') return null;
  return snoozedUntil === null ? t('Until a reply') : t('Until {time}', { time: whenWords(snoozedUntil, now) });
}
