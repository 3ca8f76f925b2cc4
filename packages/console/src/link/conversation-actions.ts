// What an agent does to a conversation: everything goes through its delivery client, so each is kept, resent and acked like a text.
import { limits } from '@throughline/types';
import type { ConversationClient, ConversationClientOptions, Surroundings } from '@throughline/types';
import type { Actions } from '../state/actions.js';
import type { DeedKind } from '../state/deed.js';
import { mentionsIn, peopleOf } from '../state/mentions.js';
import { extrasOf, holdsMore } from '../state/message-extras.js';
import { EMPTY_DRAFT, isBlank } from '../state/store.js';
import type { ComposerMode, Draft, Store } from '../state/store.js';
import { t } from '../state/t.js';
import { textOf } from '../state/thread.js';
import type { AgentPort } from './agent-connector.js';
import type { Behind, Kept } from './behind.js';
import type { Clients } from './clients.js';
import { createDeeds, decided } from './deeds.js';
import { createHeldReplies, joined } from './held-replies.js';
import { somebodyWrote } from './stale-head.js';

type Refused = Parameters<NonNullable<ConversationClientOptions['onRefused']>>[0];

export interface ConversationActionsOptions {
  store: Store;
  clients: Clients;
  surroundings: Surroundings;
  port(): AgentPort | null;
  /** Tells colleagues who writes where (K66). */
  writes(conv: string, mode: ComposerMode | null): void;
  /** Keeps a draft on the device. */
  saveDraft(conv: string, draft: Draft): void;
  behind: Behind;
  /** Keeps what has been seen on the device. */
  saveSeen(seen: ReadonlyMap<string, number>): void;
}

export type ConversationActions = Pick<
  Actions,
  | 'setDraft'
  | 'send'
  | 'retry'
  | 'discard'
  | 'takeBack'
  | 'typing'
  | 'loadOlder'
  | 'markSeen'
  | 'claim'
  | 'transfer'
  | 'deed'
  | 'close'
  | 'reopen'
  | 'dismissFailure'
> & {
  onRefused(conv: string, refusal: Refused): void;
  /** What follows replies of before a reload waits for them again. */
  resume(): void;
  /** Nothing is held any more: it is on its way. */
  flush(): Promise<void>;
  /** Nobody is signed in: what was held is part of its draft again. */
  stop(): void;
};

/** What was sent there cannot be taken back by anybody: those replies wait a little (K31). */
const NEVER_TAKEN_BACK = ['email', 'sms'];
const HOLD_LETTERS_S = 5;
const TYPING_EVERY_MS = 3_000; // S52 allows one a second; the other side forgets after TYPING_SHOWN_MS
export const SEEN_KEPT_MAX = 1_000; // conversations whose reading position is kept on the device

export function createConversationActions(options: ConversationActionsOptions): ConversationActions {
  const { store, clients, surroundings, behind } = options;
  let typedAt = 0;
  const held = createHeldReplies(options);
  const submit = createDeeds({ store, clients, port: () => options.port() });

  const patchOpen = (conv: string, change: Partial<NonNullable<typeof store.open.value>>): void => {
    if (store.open.value?.id === conv) store.open.value = { ...store.open.value, ...change };
  };
  function setDraft(conv: string, draft: Draft): void {
    const drafts = new Map(store.drafts.value);
    if (isBlank(draft)) drafts.delete(conv);
    else drafts.set(conv, draft);
    store.drafts.value = drafts;
    held.save(conv, draft);
  }
  const deed: Actions['deed'] = async (conv, kind, body) => {
    await held.release(conv); // what was said before it goes before it
    return submit(conv, kind, body);
  };
  const act = async (conv: string, kind: DeedKind, body: Record<string, unknown>): Promise<void> => void (await deed(conv, kind, body));

  async function submitText(conv: string, draft: Draft, ifPubHead: number | null): Promise<void> {
    const note = draft.mode === 'note';
    const { files, quickReplies } = draft;
    const mentions = note ? mentionsIn(draft.text, peopleOf(store.session.value)) : [];
    const body = {
      text: draft.text.trim(),
      ...(files && { files }),
      ...(quickReplies && !note && { quickReplies }),
      ...(mentions.length > 0 && { mentions }),
    };
    const client = await clients.take(conv);
    const taken = await client.send(note ? 'note' : 'message', body, ifPubHead === null ? {} : { ifPubHead });
    if (taken.ok && draft.after !== undefined && !note) {
      const { origin } = taken.item;
      const unowned = store.rows.value.get(conv)?.assigneeId === null; // a reply takes what nobody owned
      behind.set(origin, { conv, after: draft.after, assignVersion: versionOf(conv) + (unowned ? 1 : 0) });
      void follow(client, origin);
    }
    if (store.open.value?.id !== conv) {
      const live = options.port();
      if (live !== null) client.online(live); // held while another conversation came on screen: it only drains
      clients.release(conv);
    }
    if (taken.ok) return;
    setDraft(conv, joined(draft, store.drafts.value.get(conv) ?? EMPTY_DRAFT));
    store.problem.value = t('Not sent: too much is waiting already. Your text is kept.');
  }
  async function follow(client: ConversationClient, origin: string): Promise<void> {
    const answer = await decided(client, origin);
    const kept = behind.get(origin);
    behind.forget(origin);
    if (kept !== undefined && answer.ok) doAfter(kept);
  }
  /** In the order in which they make sense, once the reply was taken: one that comes back closes and snoozes nothing. */
  function doAfter({ conv, after: { tags, assignTeamId, snoozeMinutes, close }, assignVersion }: Kept): void {
    const assign = { how: 'transfer', agentId: null, teamId: assignTeamId, ifVersion: assignVersion };
    if (tags.length > 0) void submit(conv, 'tag', { add: [...tags], remove: [] });
    if (assignTeamId !== null) void submit(conv, 'assign', assign);
    if (snoozeMinutes !== null) void submit(conv, 'snooze', { until: surroundings.now() + snoozeMinutes * 60_000 });
    else if (close) void submit(conv, 'close', {});
  }
  async function send(conv: string, mayHold = true): Promise<void> {
    const draft = store.drafts.value.get(conv) ?? EMPTY_DRAFT;
    const open = store.open.value;
    if ((draft.text.trim() === '' && draft.files === undefined) || open === null || open.id !== conv) return;
    const waits = open.view?.outbox.some((item) => item.kind === 'message' && item.state.state !== 'failed') === true;
    const guarded = draft.mode === 'reply' && !open.stale && !waits && !store.held.value.has(conv);
    const ifPubHead = guarded ? (open.view?.pub.contig ?? null) : null;
    const before = held.release(conv); // one at a time, in order
    const seconds = mayHold ? holdSeconds(conv, draft) : 0;
    if (seconds > 0) held.hold(conv, draft, seconds, () => submitText(conv, draft, ifPubHead));
    setDraft(conv, { mode: draft.mode, text: '' });
    patchOpen(conv, { stale: false });
    await before;
    if (seconds === 0) await submitText(conv, draft, ifPubHead);
  }
  /** 0: it leaves at once. Notes can be deleted afterwards. */
  function holdSeconds(conv: string, draft: Draft): number {
    const channel = store.rows.value.get(conv)?.channel ?? 'web_chat';
    if (draft.mode === 'note') return 0;
    return NEVER_TAKEN_BACK.includes(channel) ? HOLD_LETTERS_S : store.preferences.value.undoSeconds;
  }
  /**
   * A reply met a newer head. When somebody else wrote, it becomes the draft again, in front of what was typed since (K33); a note that was
   * begun stays a note, so that nothing of it goes to the customer. Otherwise it goes again as it is: what is being typed is not part of it.
   */
  async function backOrAgain(conv: string, refusal: Extract<Refused, { code: 'stale_head' }>): Promise<void> {
    const texts = refusal.items.filter(({ kind }) => kind === 'message');
    const after = refusal.items.map(({ origin }) => behind.get(origin)?.after).find((one) => one !== undefined);
    for (const { origin } of refusal.items) behind.forget(origin);
    const client = await clients.take(conv);
    const { epoch } = client.view().pub;
    if (epoch !== '') client.onHead({ conv, epoch, pub: refusal.pubHead }); // what was said meanwhile is read now, pushed or not
    const wrote = await somebodyWrote({ client, refusal, me: store.agentId.value, surroundings });
    for (const { origin } of refusal.items) await client.discard(origin);
    if (wrote) {
      const text = texts.map((item) => textOf(item.body)).join('\n\n');
      const extras = texts.map((item) => extrasOf(item.body)).find(holdsMore);
      setDraft(conv, joined({ ...extras, mode: 'reply', text, ...(after && { after }) }, store.drafts.value.get(conv) ?? EMPTY_DRAFT));
      patchOpen(conv, { stale: true });
      store.status.value = t('Not sent: a new message arrived first.');
    } else {
      for (const item of texts) {
        const then = item === texts.at(-1) && after ? { after } : {};
        await submitText(conv, { mode: 'reply', text: textOf(item.body), ...extrasOf(item.body), ...then }, client.view().pub.contig);
      }
    }
    if (store.open.value?.id !== conv) clients.release(conv);
  }
  const versionOf = (conv: string): number => store.rows.value.get(conv)?.assignVersion ?? 0;

  return {
    setDraft,
    send: (conv) => send(conv),
    retry: async (conv, origin) => (await clients.take(conv)).retry(origin),
    discard: async (conv, origin) => (await clients.take(conv)).discard(origin),
    takeBack: (conv) => {
      const back = held.takeBack(conv);
      if (back !== null) setDraft(conv, joined(back, store.drafts.value.get(conv) ?? EMPTY_DRAFT));
    },
    typing: (conv, on, mode) => {
      options.writes(conv, on ? mode : null);
      if (mode === 'note') return;
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
      return deed(conv, 'assign', { how, ...to, ifVersion: versionOf(conv), ...(words === '' ? {} : { note: words }) });
    },
    deed,
    close: (conv, outcome) => act(conv, 'close', outcome.trim() === '' ? {} : { outcome: outcome.trim() }),
    reopen: (conv) => act(conv, 'open', { channel: 'web_chat', reopened: true }),
    resume: () => {
      for (const origin of behind.origins()) {
        // None: it is another tab's, or gone with its reply. Only who sends the reply knows what became of it.
        const client = clients.sending(origin);
        if (client !== undefined) void follow(client, origin);
      }
    },
    flush: held.flush,
    stop: held.stop,
    dismissFailure: (conv) => patchOpen(conv, { failed: null }),
    onRefused: (conv, refusal) => {
      // Refused texts stay in the thread, refused actions are read off the outbox.
      if (refusal.code === 'stale_head') void backOrAgain(conv, refusal);
    },
  };
}
