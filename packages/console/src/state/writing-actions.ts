// What a conversation needs of the desk around it: saved replies, tags, emoji, and what the same person said before. The link implements it
// over HTTP; it is loaded after the first paint.
import type { ConversationRow, Entry, SettingsObject } from '@throughline/types';
import type { Answer } from './answer.js';

export interface EmojiGroup {
  name: string;
  /** The character and the words it is found by. */
  emoji: readonly (readonly [character: string, words: string])[];
}

export interface WritingActions {
  /** Those this person may use: their own, their teams', everybody's. */
  savedReplies(): Promise<Answer<readonly SettingsObject<'saved_reply'>[]>>;
  /** It was inserted once more (K50). */
  savedReplyUsed(id: string): Promise<Answer<null>>;
  tags(): Promise<Answer<readonly SettingsObject<'tag'>[]>>;
  emoji(): Promise<Answer<readonly EmojiGroup[]>>;
  /** Newest first, as far as this person may see them. */
  conversationsOf(customerId: string): Promise<Answer<readonly ConversationRow[]>>;
  /** One page of a lane after a position. */
  entries(conv: string, lane: 'pub' | 'int', after: number): Promise<Answer<{ entries: readonly Entry[]; more: boolean }>>;
}
