// The lines of a conversation that is over, as the thread would show them (K24). Pure.
import { emptyLane } from '@throughline/types';
import type { ConversationView, Entry } from '@throughline/types';
import type { Names } from './names.js';
import { threadItems } from './thread.js';
import type { ThreadItem } from './thread.js';

/** @param lanes both whole, by seq */
export function earlierItems(lanes: { pub: readonly Entry[]; int: readonly Entry[] }, names: Names): ThreadItem[] {
  const view: ConversationView = {
    convKey: '',
    conv: null,
    pub: { ...emptyLane('pub'), entries: lanes.pub },
    int: { ...emptyLane('int'), entries: lanes.int },
    outbox: [],
    receipts: { delivered: 0, read: 0 },
    loading: false,
    blocked: null,
    durable: true,
  };
  return threadItems(view, names, null).map((item) => (item.type === 'message' ? { ...item, delivery: null } : item));
}
