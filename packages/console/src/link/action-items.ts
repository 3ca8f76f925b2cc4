// Claim, transfer, release, close and reopen travel through the same outbox as texts. This file reads off an outbox what is under way
// and what was refused. Pure. The relay decides these first: nothing is shown as done before its entry is in the log (K12).
import type { OutboxItem } from '@throughline/types';
import { failureWords } from '../state/words.js';
import type { OpenConversationState } from '../state/store.js';

export type ConversationAction = NonNullable<OpenConversationState['acting']>;

export function actionOf(item: OutboxItem): ConversationAction | null {
  if (item.skip === true) return null;
  if (item.kind === 'close' || item.kind === 'open') return item.kind;
  if (item.kind !== 'assign') return null;
  const how = item.body['how'];
  return how === 'claim' || how === 'transfer' || how === 'release' ? how : null;
}

/** The action the relay has not decided yet. */
export function actingOf(outbox: readonly OutboxItem[]): ConversationAction | null {
  for (const item of outbox) {
    const action = actionOf(item);
    if (action !== null && (item.state.state === 'queued' || item.state.state === 'sending')) return action;
  }
  return null;
}

export interface FailedAction {
  origin: string;
  action: ConversationAction;
  /** `already_claimed` stays a code: who won is known from the row. */
  reason: string;
}

/** Actions that will not happen: refused, or too old to be done now. */
export function failedActions(outbox: readonly OutboxItem[]): FailedAction[] {
  const failed: FailedAction[] = [];
  for (const item of outbox) {
    const action = actionOf(item);
    if (action === null) continue;
    if (item.state.state === 'held') failed.push({ origin: item.origin, action, reason: 'it waited for too long' });
    if (item.state.state === 'failed') {
      const { reason } = item.state;
      failed.push({ origin: item.origin, action, reason: reason === 'already_claimed' ? reason : failureWords(reason) });
    }
  }
  return failed;
}
