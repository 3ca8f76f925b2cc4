// A conversation nothing was said in yet, and how it looks. Pure.
import type { ConversationView, Lane, LaneView, StoredConversation } from '@throughline/types';

export function newConversation(hex128: () => string, conv: string | null = null): StoredConversation {
  return { convKey: hex128(), conv, stream: hex128(), nextN: 1, items: [] };
}

// Spelled out: the panel is to be drawn without the receiver's code.
const emptyLane = (lane: Lane): LaneView => ({ lane, epoch: '', floor: 0, entries: [], contig: 0, contigId: '', pending: new Map() });

/** What was written, and nothing confirmed. @param acked the relay has the texts up to this n */
export function unsentView({ convKey, conv, items }: StoredConversation, durable: boolean, acked: number): ConversationView {
  return {
    convKey,
    conv,
    durable,
    outbox: items.map((item) => (item.n > acked ? item : { ...item, state: { state: 'acked', seq: item.n } })),
    pub: emptyLane('pub'),
    int: emptyLane('int'),
    receipts: { delivered: 0, read: 0 },
    loading: false,
    blocked: null,
  };
}
