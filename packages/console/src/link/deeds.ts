// One deed of an agent, from the press to the relay's decision: kept, sent and resent by the delivery client like a text (K12).
import type { ConversationClient } from '@throughline/types';
import type { DeedAnswer, DeedKind } from '../state/deed.js';
import type { Store } from '../state/store.js';
import { t } from '../state/t.js';
import { failureWords } from '../state/words.js';
import type { AgentPort } from './agent-connector.js';
import type { Clients } from './clients.js';

export interface DeedsOptions {
  store: Store;
  clients: Clients;
  port(): AgentPort | null;
}

/** Answers when the item of this origin was taken or refused; one that is held will not happen by itself. */
export function decided(client: ConversationClient, origin: string): Promise<DeedAnswer> {
  return new Promise((resolve) => {
    let undo = (): void => undefined;
    const look = (): boolean => {
      const item = client.view().outbox.find((one) => one.origin === origin);
      if (item?.state.state === 'queued' || item?.state.state === 'sending') return false;
      undo();
      if (item?.state.state === 'failed') resolve({ ok: false, words: failureWords(item.state.reason) });
      else if (item?.state.state === 'held') resolve({ ok: false, words: t('it waited for too long, or a new message came first') });
      else resolve({ ok: true });
      return true;
    };
    if (!look()) undo = client.subscribe(look);
  });
}

export function createDeeds({ store, clients, port }: DeedsOptions) {
  const isShown = (conv: string): boolean => store.open.value?.id === conv;
  return async (conv: string, kind: DeedKind, body: Record<string, unknown>): Promise<DeedAnswer> => {
    const open = store.open.value;
    if (open?.id === conv) store.open.value = { ...open, failed: null };
    const client = await clients.take(conv);
    const taken = await client.send(kind, body);
    if (!taken.ok) {
      store.problem.value = t('Too much is waiting to be sent. Try again when the connection is back.');
      if (!isShown(conv)) clients.release(conv);
      return { ok: false, words: t('too much is waiting to be sent') };
    }
    const live = port();
    if (!isShown(conv) && live !== null) client.online(live); // nobody subscribed to it: it only drains
    const answer = await decided(client, taken.item.origin);
    if (!isShown(conv)) clients.release(conv);
    return answer;
  };
}
