// Words for the codes that arrive with a context (K119): states, roles, causes. An unknown one is shown readable, never dropped. Pure.
import type { ConversationStatus, Ref } from '@throughline/types';
import { codeTable } from './handoff-words.js';
import { t } from './t.js';

export const conversationStatusWords = codeTable((): Record<ConversationStatus, string> => ({
  queued: t('In the queue'),
  open: t('Open'),
  waiting: t('Customer’s turn'),
  snoozed: t('Snoozed'),
  closed: t('Closed'),
}));

export const caseStatusWords = codeTable(() => ({
  new: t('New'),
  open: t('Open##case'),
  pending_customer: t('Waiting for the customer'),
  pending_internal: t('Waiting for colleagues'),
  resolved: t('Solved'),
  closed: t('Closed##case'),
  reopened: t('Opened again'),
}));

export const promiseStatusWords = codeTable(() => ({
  open: t('Open##promise'),
  kept: t('Kept'),
  broken: t('Broken'),
  cancelled: t('Cancelled##promise'),
}));

/** To announce what became of a promise. */
export const promiseSettledWords = (status: 'open' | 'kept' | 'cancelled'): string =>
  status === 'kept' ? t('Promise kept') : status === 'open' ? t('Promise opened again') : t('Promise cancelled');

export const milestoneStateWords = codeTable(() => ({
  done: t('Done'),
  current: t('Current'),
  upcoming: t('To come'),
  skipped: t('Skipped'),
  failed: t('Failed'),
}));

export const journeyStateWords = codeTable(() => ({
  on_track: t('On track'),
  stalled: t('Stalled'),
  deviated: t('Off the way'),
  abandoned: t('Given up'),
  failed: t('Failed'),
  completed: t('Completed'),
}));

export const sourceStateWords = codeTable(() => ({ live: t('Live##source'), stale: t('Silent'), missing: t('Never heard') }));

/** Why two records may be one customer. */
export const matchWords = codeTable(() => ({
  different_user_id: t('Signed in as somebody else'),
  device_of_known: t('Device of a known customer'),
  device_not_proven: t('Device not proven'),
  never_merge: t('Recorded as two people'),
  limit_exceeded: t('Too large together'),
  claimed_identifier: t('Said the same address or number'),
}));

/** What made two customers one. */
export const mergeRuleWords = codeTable(() => ({
  attested: t('Attested identifier'),
  device: t('Same device'),
  check: t('After a check'),
  request: t('On request'),
  override: t('Against a refusal'),
}));

export const sourceTypeWords = codeTable((): Record<Ref['type'], string> => ({
  interaction: t('Interaction'),
  message: t('Message'),
  conversation: t('Conversation'),
  case: t('Case'),
  tracked_item: t('Order or claim'),
  fact: t('Fact'),
  commitment: t('Promise'),
  journey: t('Journey'),
  trait: t('Trait'),
  suggestion: t('Possible match'),
}));

/** What about the time of an entry is not as it should be. */
export const flagWords = codeTable(() => ({
  bad_clock: t('Time unreadable'),
  skewed: t('Clock of the sender is off'),
  late: t('Arrived late'),
}));

/** Kinds of entries whose content is not shown: in the middle of a line. */
export const entryKindWords = codeTable(() => ({
  note: t('note'),
  message: t('message'),
  page: t('page'),
  identify: t('identification'),
  'Note Logged': t('note'),
  'Call Logged': t('call'),
  'Branch Visit Logged': t('visit'),
}));
