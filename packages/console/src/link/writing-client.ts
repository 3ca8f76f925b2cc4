// Saved replies, tags, emoji and earlier conversations over HTTP. Emoji are a file of the relay with its hash in the name (K143).
import { apiHttp, deskApi } from '@throughline/types/decode';
import { EMOJI_PATH } from '../emoji/address.js';
import type { WritingActions, EmojiGroup } from '../state/writing-actions.js';
import type { Decoder, Http } from './http.js';

const API = 'api/v1';

function isGroup(value: unknown): value is EmojiGroup {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('emoji' in value)) return false;
  return typeof value.name === 'string' && Array.isArray(value.emoji) && value.emoji.every((one: unknown) => Array.isArray(one));
}
/** The relay's own file: its shape is known, only that it is one is asked. */
const emojiFile: Decoder<readonly EmojiGroup[]> = {
  safeParse: (value) =>
    Array.isArray(value) && value.every(isGroup)
      ? { success: true, data: value }
      : { success: false, error: new TypeError('not the emoji file') },
};

/** @param mint a fresh key per request, so that a repeated one happens once */
export function createWritingClient(http: Http, mint: () => string): WritingActions {
  const of = (...parts: string[]): string => [API, ...parts.map((part) => encodeURIComponent(part))].join('/');
  const lists = { replies: deskApi.settingsList('saved_reply'), tags: deskApi.settingsList('tag') };
  return {
    savedReplies: async () => {
      const answer = await http.ask({ method: 'GET', path: of('saved-replies') }, lists.replies);
      return answer.ok ? { ok: true, value: answer.value.items } : answer;
    },
    savedReplyUsed: (id) => http.tell({ method: 'POST', path: of('saved-replies', id, 'uses'), idempotencyKey: mint() }),
    tags: async () => {
      const answer = await http.ask({ method: 'GET', path: of('tags') }, lists.tags);
      return answer.ok ? { ok: true, value: answer.value.items } : answer;
    },
    emoji: () => http.ask({ method: 'GET', path: EMOJI_PATH }, emojiFile),
    conversationsOf: async (customerId) => {
      const path = `${of('conversations')}?${new URLSearchParams({ customerId }).toString()}`;
      const answer = await http.ask({ method: 'GET', path }, apiHttp.ConversationList);
      return answer.ok ? { ok: true, value: answer.value.conversations } : answer;
    },
    entries: (conv, lane, after) =>
      http.ask(
        {
          method: 'GET',
          path: `${of('conversations', conv, 'entries')}?${new URLSearchParams({ lane, after: String(after) }).toString()}`,
        },
        apiHttp.EntryList,
      ),
  };
}
