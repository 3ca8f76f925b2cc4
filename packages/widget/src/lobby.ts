// The chat until stage 3 is here: a visitor can write and send at once, over HTTPS, with nothing but the panel (W8).
// Invariants: a text is stored before it is shown (P60); (stream, n) is taken with the text (P61). So whatever became of a request
// made here, the delivery client of stage 3 finds the texts in the storage and sends them again under the same names (P15).
import type { OutboxItem, OutboxStorage, StoredConversation, Submit, SubmitAnswer } from '@throughline/types';
import type { Chat } from './seams/panel.js';
import { newConversation, unsentView } from './core/new-conversation.js';
import type { PanelHost } from './seams/panel.js';
import { surroundings } from './io/surroundings.js';

const ANSWER_MS = 5_000; // as ACK_TIMEOUT_MS: then it is for stage 3 to try again

export interface Lobby extends Chat {
  /** What was begun here. Its texts count as queued even where the relay has them: asked again, it says they are duplicates. */
  first(): StoredConversation;
  /** Resolves when no request of the lobby's is on its way. */
  idle(): Promise<unknown>;
}

export function createLobby(
  host: PanelHost,
  storage: () => Promise<OutboxStorage>,
  arrive: () => Promise<Chat>,
  changed: () => void,
): Lobby {
  // Who was here before may have an open conversation: their text waits for stage 3, which knows.
  const returning = host.keep.get('device');
  let first = newConversation(surroundings.hex128);
  let durable = true;
  let acked = 0;
  let sending: Promise<unknown> = Promise.resolve();

  const submit = async ({ n, kind, body }: OutboxItem): Promise<void> => {
    const { deviceToken } = await host.session();
    const message: Submit = { conv_key: first.convKey, stream: first.stream, msgs: [{ n, kind, body }] };
    const answer = await host.relay.post<SubmitAnswer>('visitor/v1/submit', { site: host.site, deviceToken, submit: message }, ANSWER_MS);
    if (!answer.ok) return;
    acked = n;
    const { conv } = answer;
    if (!first.conv) host.emit('conversation:started', { conversationId: conv });
    first = { ...first, conv };
    for (const { id } of answer.results) host.emit('message:sent', { conversationId: conv, messageId: id, from: 'visitor' });
    changed();
  };
  const nothing = (): undefined => undefined;

  return {
    first: () => first,
    view: () => 'thread',
    conversations: () => [],
    idle: () => sending,
    thread: () => unsentView(first, durable, acked),
    items: nothing,
    told: () => ({}),
    say: async (kind, body) => (await arrive()).say(kind, body),
    typing: () => null,
    async send(text) {
      const chat = returning && (await arrive().catch(nothing));
      if (chat) return chat.send(text);
      const { stream, nextN: n, items } = first;
      const item: OutboxItem = { n, origin: `${stream}:${n}`, kind: 'message', body: { text }, at: Date.now(), state: { state: 'queued' } };
      first = { ...first, nextN: n + 1, items: [...items, item] };
      const kept = first;
      const store = await storage();
      durable =
        store.durable &&
        (await store
          .update(kept.convKey, () => kept)
          .then(
            () => true,
            () => false,
          ));
      changed();
      sending = sending.then(() => submit(item)).catch(nothing); // stage 3 tries again
      return true;
    },
    show: nothing,
    retry: nothing,
    discard: nothing,
    wrote: nothing,
    older: nothing,
    read: nothing,
    refresh: nothing,
    stop: nothing,
  };
}
