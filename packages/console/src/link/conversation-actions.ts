// What an agent does to a conversation: everything goes through its delivery client, so each is kept, resent and acked like a text.
import { limits } from '@throughline/types';
import type { ConversationClientOptions, Surroundings } from '@throughline/types';
import type { Actions } from '../state/actions.js';
import { EMPTY_DRAFT } from '../state/store.js';
import type { Draft, Store } from '../state/store.js';
import { textOf } from '../state/thread.js';
import type { AgentPort } from './agent-connector.js';
import type { Clients } from './clients.js';
import { somebodyWrote } from './stale-head.js';

type Refused = Parameters<NonNullable<ConversationClientOptions['onRefused']>>[0];

export interface ConversationActionsOptions {
  store: Store;
  clients: Clients;
  surroundings: Surroundings;
  port(): AgentPort | null;
  /** Keeps a draft on the device. */
  saveDraft(conv: string, draft: Draft): void;
  /** Keeps what has been seen on the device. */
  saveSeen(seen: ReadonlyMap<string, number>): void;
}

export type ConversationActions = Pick<
  Actions,
  | 'setDraft'
  | 'send'
  | 'retry'
  | 'discard'
  | 'typing'
  | 'loadOlder'
  | 'markSeen'
  | 'claim'
  | 'transfer'
  | 'close'
  | 'reopen'
  | 'dismissFailure'
> & { onRefused(conv: string, refusal: Refused): void };

const TYPING_EVERY_MS = 3_000; // S52 allows one a second; the other side forgets after TYPING_SHOWN_MS
export const SEEN_KEPT_MAX = 1_000; // conversations whose reading position is kept on the device

export function createConversationActions(options: ConversationActionsOptions): ConversationActions {
  const { store, clients, surroundings } = options;
  let typedAt = 0;

  const patchOpen = (conv: string, change: Partial<NonNullable<typeof store.open.value>>): void => {
    if (store.open.value?.id === conv) store.open.value = { ...store.open.value, ...change };
  };
  function setDraft(conv: string, draft: Draft): void {
    const drafts = new Map(store.drafts.value);
    if (draft.text === '' && draft.mode === 'reply') drafts.delete(conv);
    else drafts.set(conv, draft);
    store.drafts.value = drafts;
    options.saveDraft(conv, draft);
  }
  async function act(conv: string, kind: string, body: Record<string, unknown>): Promise<void> {
    patchOpen(conv, { failed: null });
    const client = await clients.take(conv);
    const taken = await client.send(kind, body);
    if (!taken.ok) store.status.value = 'Too much is waiting to be sent. Try again when the connection is back.';
  }
  async function send(conv: string): Promise<void> {
    const draft = store.drafts.value.get(conv) ?? EMPTY_DRAFT;
    const text = draft.text.trim();
    const open = store.open.value;
    if (text === '' || open === null || open.id !== conv) return;
    setDraft(conv, { ...draft, text: '' });
    const client = await clients.take(conv);
    const view = client.view();
    const ownWaiting = view.outbox.some((item) => item.kind === 'message' && item.state.state !== 'failed');
    const guarded = draft.mode === 'reply' && !open.stale && !ownWaiting;
    const taken = await client.send(draft.mode === 'note' ? 'note' : 'message', { text }, guarded ? { ifPubHead: view.pub.contig } : {});
    if (taken.ok) {
      patchOpen(conv, { stale: false });
      return;
    }
    setDraft(conv, draft);
    store.status.value = 'Not sent: too much is waiting already. Your text is kept.';
  }
  const versionOf = (conv: string): number => store.rows.value.get(conv)?.assignVersion ?? 0;

  return {
    setDraft,
    send,
    retry: async (conv, origin) => (await clients.take(conv)).retry(origin),
    discard: async (conv, origin) => (await clients.take(conv)).discard(origin),
    typing: (conv, on) => {
      const now = surroundings.now();
      if (on && now - typedAt < TYPING_EVERY_MS) return;
      typedAt = on ? now : 0;
      options.port()?.typing({ conv, on });
    },
    loadOlder: async (conv) => {
      const client = clients.get(conv);
      if (client === undefined) return;
      await client.loadOlder('pub');
      await client.loadOlder('int');
    },
    markSeen: (conv, seq) => {
      if (seq <= (store.seen.value.get(conv) ?? 0)) return;
      const seen = new Map(store.seen.value);
      seen.delete(conv);
      seen.set(conv, seq);
      for (const oldest of seen.keys()) {
        if (seen.size <= SEEN_KEPT_MAX) break;
        seen.delete(oldest);
      }
      store.seen.value = seen;
      options.saveSeen(seen);
      clients.get(conv)?.markRead(seq);
    },
    claim: (conv) =>
      act(conv, 'assign', {
        how: 'claim',
        agentId: store.agentId.value,
        teamId: store.rows.value.get(conv)?.teamId ?? null,
        ifVersion: versionOf(conv),
      }),
    transfer: (conv, to, note) => {
      const how = to.agentId === null && to.teamId === null ? 'release' : 'transfer';
      const words = note.trim().slice(0, limits.NOTE_MAX_CHARS);
      return act(conv, 'assign', { how, ...to, ifVersion: versionOf(conv), ...(words === '' ? {} : { note: words }) });
    },
    close: (conv, outcome) => act(conv, 'close', outcome.trim() === '' ? {} : { outcome: outcome.trim() }),
    reopen: (conv) => act(conv, 'open', { channel: 'web_chat', reopened: true }),
    dismissFailure: (conv) => patchOpen(conv, { failed: null }),
    onRefused: (conv, refusal) => {
      if (refusal.code !== 'stale_head') return; // refused texts stay in the thread, refused actions are read off the outbox
      const draft = store.drafts.value.get(conv) ?? EMPTY_DRAFT;
      const back = [...refusal.items.map((item) => textOf(item.body)), draft.text].filter((text) => text !== '').join('\n\n');
      setDraft(conv, { mode: 'reply', text: back });
      const client = clients.get(conv);
      for (const item of refusal.items) void client?.discard(item.origin);
      void somebodyWrote({ client, refusal, me: store.agentId.value, surroundings }).then((wrote) => {
        if (wrote) {
          patchOpen(conv, { stale: true });
          store.status.value = 'Not sent: a new message arrived first.';
        } else if (store.drafts.value.get(conv)?.text === back) void send(conv);
      });
    },
  };
}
