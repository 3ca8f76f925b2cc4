// Replies that left the composer and can still be taken back (K31). Invariant: until it is sent, a held reply is part of the draft kept on
// this device, so a reload gives it back and loses nothing (K32).
import type { Surroundings } from '@throughline/types';
import { EMPTY_DRAFT } from '../state/store.js';
import type { Draft, HeldReply, Store } from '../state/store.js';

export interface HeldRepliesOptions {
  store: Store;
  surroundings: Surroundings;
  /** Keeps a draft on the device. */
  saveDraft(conv: string, draft: Draft): void;
}

export interface HeldReplies {
  /** Sends after `seconds`, unless it is taken back before. */
  hold(conv: string, draft: Draft, seconds: number, send: () => Promise<void>): void;
  /** Sends at once what is held there: something else is done to the conversation. */
  release(conv: string): Promise<void>;
  /** What is held, which is not sent any more; null when it left already. */
  takeBack(conv: string): Draft | null;
  /** Sends at once whatever is held. */
  flush(): Promise<void>;
  /** Sends nothing any more: what is held stays part of the draft on this device. */
  stop(): void;
  /** Keeps the draft, with what is held before it. */
  save(conv: string, draft: Draft): void;
}

/** Two drafts as one, the older first. */
export function joined(first: Draft, then: Draft): Draft {
  const files = [...(first.files ?? []), ...(then.files ?? [])];
  const quickReplies = then.quickReplies ?? first.quickReplies;
  const after = then.after ?? first.after;
  return {
    mode: then.text === '' ? first.mode : then.mode,
    text: [first.text, then.text].filter((text) => text !== '').join('\n\n'),
    ...(files.length > 0 && { files }),
    ...(quickReplies && { quickReplies }),
    ...(after && { after }),
  };
}

export function createHeldReplies({ store, surroundings, saveDraft }: HeldRepliesOptions): HeldReplies {
  const running = new Map<string, { cancel(): void; send(): Promise<void> }>();

  const show = (conv: string, held: HeldReply | null): void => {
    const next = new Map(store.held.value);
    if (held === null) next.delete(conv);
    else next.set(conv, held);
    store.held.value = next;
  };
  function save(conv: string, draft: Draft): void {
    const held = store.held.value.get(conv);
    saveDraft(conv, held === undefined ? draft : joined(held.draft, draft));
  }
  function end(conv: string): (() => Promise<void>) | null {
    const one = running.get(conv);
    if (one === undefined) return null;
    one.cancel();
    running.delete(conv);
    show(conv, null);
    return one.send;
  }
  async function release(conv: string): Promise<void> {
    const send = end(conv);
    if (send === null) return;
    await send();
    save(conv, store.drafts.value.get(conv) ?? EMPTY_DRAFT);
  }

  return {
    save,
    release,
    flush: async () => void (await Promise.all([...running.keys()].map(release))),
    stop: () => {
      for (const { cancel } of running.values()) cancel();
      running.clear();
    },
    hold: (conv, draft, seconds, send) => {
      const cancel = surroundings.after(seconds * 1_000, () => void release(conv));
      running.set(conv, { cancel, send });
      show(conv, { draft, until: surroundings.now() + seconds * 1_000 });
    },
    takeBack: (conv) => {
      const held = store.held.value.get(conv);
      return held !== undefined && end(conv) !== null ? held.draft : null;
    },
  };
}
