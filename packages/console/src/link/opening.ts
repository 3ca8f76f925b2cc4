// The conversation on screen: shown at once from what was pushed before, subscribed to with one `open`, kept true by its client (K40).
// Invariant: thread and context of one conversation change the store in the same batch, so they paint in the same frame.
import { batch } from '@preact/signals';
import { applyPatch, limits } from '@throughline/types';
import type { ContextChange, ConversationView, Handoff, HandoffContext, Json, Surroundings } from '@throughline/types';
import { handoffContext, primitives } from '@throughline/types/decode';
import type { OpenConversationState, Store } from '../state/store.js';
import { afterLook, contextLines } from '../state/context-lines.js';
import { actingOf, failedActions } from './action-items.js';
import type { AgentPort } from './agent-connector.js';
import { NoAnswer } from './answers.js';
import type { Clients } from './clients.js';
import type { HandoffCache } from './handoff-cache.js';

export interface OpeningOptions {
  store: Store;
  clients: Clients;
  cache: HandoffCache;
  surroundings: Surroundings;
  port(): AgentPort | null;
  /** The row of what was opened: it may stand in no list that is held. */
  onRow(row: Handoff['row']): void;
}

export interface Opening {
  /** Show this conversation, or none. */
  show(conv: string | null): void;
  onUp(port: AgentPort): void;
  onHandoff(handoff: Handoff): void;
  /** What the context says changed (C50). */
  onContext(change: ContextChange): void;
  /** These lines have been read. */
  looked(conv: string, keys: readonly string[]): void;
  /** A client's view changed. */
  onView(conv: string, view: ConversationView): void;
  onPresence(conv: string, online: boolean): void;
}

const RETRY_MS = 1_000; // an answer that did not come is asked for again while the conversation is on screen

/** Null when the changes do not fit: what is on screen is not what they were made for. */
function changedContext(context: HandoffContext, changes: ContextChange['patch']): HandoffContext | null {
  const document: Json | undefined = primitives.Json.safeParse(context).data;
  if (document === undefined) return null;
  let next: Json;
  try {
    next = applyPatch(document, changes);
  } catch (error) {
    console.error('a change of the context did not fit', error);
    return null;
  }
  return handoffContext.HandoffContext.safeParse(next).data ?? null;
}

/** Nothing to draw differs: an answer that confirms what is on screen costs no frame (K128). Lanes are compared by where they end. */
function sameView(held: ConversationView | null, next: ConversationView): boolean {
  if (held === null) return false;
  const sameLane = (lane: 'pub' | 'int'): boolean => {
    const [before, after] = [held[lane], next[lane]];
    const ends = before.epoch === after.epoch && before.floor === after.floor && before.contigId === after.contigId;
    return ends && before.contig === after.contig && before.pending.size === 0 && after.pending.size === 0;
  };
  return (
    sameLane('pub') &&
    sameLane('int') &&
    held.outbox.length === 0 &&
    next.outbox.length === 0 &&
    held.receipts.delivered === next.receipts.delivered &&
    held.receipts.read === next.receipts.read &&
    held.conv === next.conv &&
    held.blocked === next.blocked &&
    held.loading === next.loading &&
    held.durable === next.durable
  );
}

/** Compared as a whole, not by revision: what this person may see of one can become less. */
const sameDocument = (held: HandoffContext, next: HandoffContext): boolean =>
  held.revision === next.revision && JSON.stringify(held) === JSON.stringify(next);

export function createOpening({ store, clients, cache, surroundings, port, onRow }: OpeningOptions): Opening {
  let cancelRetry = (): void => undefined;

  const isShown = (conv: string): boolean => store.open.value?.id === conv;
  function patch(conv: string, change: Partial<OpenConversationState>): void {
    if (store.open.value?.id === conv) store.open.value = { ...store.open.value, ...change };
  }

  /** A newer revision marks what it brought, against what was looked at; the first one marks nothing. */
  function withContext(conv: string, context: HandoffContext): void {
    const open = store.open.value;
    if (open === null || open.id !== conv) return;
    const held = open.context;
    if (held !== null && (held.revision > context.revision || sameDocument(held, context))) return;
    const linesSeen = open.linesSeen ?? { at: Date.parse(context.generatedAt), lines: contextLines(context) };
    patch(conv, { context, linesSeen, online: open.online ?? context.live.online });
  }

  async function adopt(conv: string, handoff: Handoff): Promise<void> {
    const client = await clients.take(conv);
    if (!isShown(conv)) {
      clients.release(conv);
      return;
    }
    client.adopt(handoff);
    batch(() => {
      const view = client.view();
      const held = store.open.value;
      if (held?.phase !== 'ready' || !sameView(held.view, view)) patch(conv, { phase: 'ready', view });
      withContext(conv, handoff.context);
    });
  }

  async function subscribe(conv: string): Promise<void> {
    const live = port();
    if (live === null) return; // asked when the connection is up
    const again = (ms: number): void => {
      cancelRetry();
      cancelRetry = surroundings.after(ms, () => void subscribe(conv));
    };
    try {
      const answer = await live.open({ conv }, limits.ACK_TIMEOUT_MS);
      if (!isShown(conv)) return;
      if (!answer.ok) {
        if ('retry_ms' in answer) again(answer.retry_ms);
        else patch(conv, { phase: 'forbidden' });
        return;
      }
      cache.put(answer);
      onRow(answer.row);
      await adopt(conv, answer);
      const current = port();
      if (current !== null && isShown(conv)) clients.get(conv)?.online(current);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (isShown(conv)) again(RETRY_MS);
    }
  }

  return {
    show: (conv) => {
      const previous = store.open.value;
      if (previous?.id === conv || (previous === null && conv === null)) return;
      cancelRetry();
      store.open.value =
        conv === null
          ? null
          : {
              id: conv,
              phase: 'loading',
              view: null,
              context: null,
              linesSeen: null,
              seenPub: store.seen.value.get(conv) ?? 0,
              stale: false,
              acting: null,
              failed: null,
              online: null,
            };
      if (previous !== null) clients.release(previous.id);
      if (conv === null) return;
      const cached = cache.get(conv);
      if (cached !== undefined) void adopt(conv, cached);
      void subscribe(conv);
    },
    onUp: (live) => {
      const conv = store.open.value?.id ?? null;
      clients.online(live, conv); // the one on screen goes online after it is subscribed to: no hint is missed between
      if (conv !== null) void subscribe(conv);
    },
    onHandoff: (handoff) => {
      cache.put(handoff);
      const conv = handoff.row.id;
      if (!isShown(conv)) return;
      if (store.open.value?.phase === 'ready') withContext(conv, handoff.context);
      else void adopt(conv, handoff);
    },
    onContext: ({ conv, from, to, patch: changes }) => {
      const cached = cache.get(conv);
      if (cached !== undefined && cached.context.revision < to) {
        const next = cached.context.revision === from ? changedContext(cached.context, changes) : null;
        if (next === null) cache.drop(conv);
        else cache.put({ ...cached, context: next });
      }
      const held = isShown(conv) ? store.open.value?.context : null;
      if (held === null || held === undefined || held.revision >= to) return;
      const next = held.revision === from ? changedContext(held, changes) : null;
      if (next === null)
        void subscribe(conv); // a gap: the whole is asked for
      else withContext(conv, next);
    },
    looked: (conv, keys) => {
      const open = store.open.value;
      if (open?.id !== conv || open.context === null || open.linesSeen === null) return;
      patch(conv, { linesSeen: afterLook(open.linesSeen, open.context, keys) });
    },
    onView: (conv, view) => {
      if (isShown(conv) && sameView(store.open.value?.view ?? null, view)) return;
      const failed = failedActions(view.outbox);
      for (const item of failed) void clients.get(conv)?.discard(item.origin);
      const last = failed.at(-1);
      patch(conv, {
        view,
        acting: actingOf(view.outbox),
        ...(last === undefined ? {} : { failed: { action: last.action, reason: last.reason } }),
        ...(view.blocked === 'forbidden' || view.blocked === 'erased' ? { phase: 'forbidden' as const } : {}),
      });
    },
    onPresence: (conv, online) => patch(conv, { online }),
  };
}
