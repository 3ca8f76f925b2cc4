// Deeds travel through the same outbox as texts. This file reads off an outbox what is under way and what was refused. Pure.
import type { OutboxItem } from '@throughline/types';
import type { Deed } from '../state/deed.js';
import { t } from '../state/t.js';
import { failureWords } from '../state/words.js';

const DEEDS = ['close', 'open', 'snooze', 'wake', 'tag', 'priority', 'consult', 'merge', 'pin', 'note_edit', 'note_delete'] as const;
const ASSIGNMENTS = ['claim', 'transfer', 'release', 'decline'] as const;
/** The relay decides these first: nothing is shown as done before its entry is in the log (K12). The others show at once. */
const DECIDED_FIRST: readonly Deed[] = [...ASSIGNMENTS, 'close', 'open', 'merge'];

/** Null for what is no deed. */
export function actionOf(item: OutboxItem): Deed | null {
  if (item.skip === true) return null;
  if (item.kind === 'assign') return ASSIGNMENTS.find((how) => how === item.body['how']) ?? null;
  return DEEDS.find((kind) => kind === item.kind) ?? null;
}

const isWaiting = ({ state: { state } }: OutboxItem): boolean => state === 'queued' || state === 'sending';

/** The deed the relay has not decided yet, and that nothing else may be done before. */
export function actingOf(outbox: readonly OutboxItem[]): Deed | null {
  for (const item of outbox) {
    const action = actionOf(item);
    if (action !== null && isWaiting(item) && DECIDED_FIRST.includes(action)) return action;
  }
  return null;
}

export interface FailedAction {
  origin: string;
  action: Deed;
  /** `already_claimed` stays a code: who won is known from the row. */
  reason: string;
}

/** Actions that will not happen: refused, or too old to be done now. */
export function failedActions(outbox: readonly OutboxItem[]): FailedAction[] {
  const failed: FailedAction[] = [];
  for (const item of outbox) {
    const action = actionOf(item);
    if (action === null) continue;
    if (item.state.state === 'held')
      failed.push({ origin: item.origin, action, reason: t('it waited for too long, or a new message came first') });
    if (item.state.state === 'failed') {
      const { reason } = item.state;
      failed.push({ origin: item.origin, action, reason: reason === 'already_claimed' ? reason : failureWords(reason) });
    }
  }
  return failed;
}
