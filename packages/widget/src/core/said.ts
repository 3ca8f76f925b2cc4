// What was said in a conversation, by kind. Pure.
import type { ConversationView } from '@throughline/types';

/** True when an entry of this kind is in the conversation or on its way there. @param by type of its author */
export const has = ({ pub, outbox }: ConversationView, of: string, by = 'visitor'): boolean =>
  pub.entries.some(({ kind, author }) => kind === of && author.type === by) ||
  (by === 'visitor' && outbox.some(({ kind, state }) => kind === of && state.state !== 'failed'));

export const isOver = ({ pub }: ConversationView): boolean =>
  pub.entries.findLast(({ kind }) => kind === 'open' || kind === 'close')?.kind === 'close';
