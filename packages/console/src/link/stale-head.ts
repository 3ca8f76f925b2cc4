// A reply came back because the head had moved (K33). Only what somebody else said makes it stale: an own entry that was acked but not
// shown yet, or a line the relay wrote, moved the head as well and is no reason to ask.
import type { ConversationClient, OutboxItem, Surroundings } from '@throughline/types';

const CATCH_UP_MS = 2_000; // after this the agent is asked: better one question too many than an answer to something unread

export interface StaleHead {
  client: ConversationClient | undefined;
  refusal: { pubHead: number; items: readonly OutboxItem[] };
  /** Who sent the reply. */
  me: string;
  surroundings: Surroundings;
}

/** Waits until this page shows the head the relay named. True when somebody else wrote after what the reply was written to. */
export function somebodyWrote({ client, refusal, me, surroundings }: StaleHead): Promise<boolean> {
  if (client === undefined) return Promise.resolve(true);
  const since = Math.min(...refusal.items.flatMap(({ ifPubHead }) => ifPubHead ?? [])); // the guarded ones say what was seen
  return new Promise((resolve) => {
    const undo: (() => void)[] = [];
    const end = (wrote: boolean): void => {
      for (const one of undo) one();
      resolve(wrote);
    };
    const look = (): void => {
      const { pub } = client.view();
      const others = pub.entries.some((entry) => entry.seq > since && entry.kind === 'message' && entry.author.id !== me);
      if (others) end(true);
      else if (pub.contig >= refusal.pubHead) end(false);
    };
    undo.push(
      client.subscribe(look),
      surroundings.after(CATCH_UP_MS, () => end(true)),
    );
    look();
  });
}
