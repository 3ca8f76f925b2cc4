// What is sent next (P62): the oldest waiting items of one stream with consecutive n, as many as pace and frame allow. Pure.
import { BATCH_MAX_BYTES, BATCH_MAX_MESSAGES } from '../limits.js';
import { utf8Bytes } from '../model/text.js';
import type { Submit, SubmitMessage } from '../protocol/from-visitor.js';
import { isWaiting, streamOf } from './outbox.js';
import type { OutboxItem, StoredConversation } from './stored.js';

export interface Batch {
  stream: string;
  items: OutboxItem[];
  request: Submit;
}

const message = ({ n, kind, body, reofferOf, skip }: OutboxItem): SubmitMessage =>
  skip ? { n, kind: 'skip', body: {} } : { n, kind, body, ...(reofferOf !== undefined && { reoffer_of: reofferOf }) };

/** The next batch of at most `size` messages, or null when nothing waits. One guarded by `ifPubHead` travels alone (K33). */
export function nextBatch(stored: StoredConversation, size: number): Batch | null {
  const items: OutboxItem[] = [];
  const msgs: SubmitMessage[] = [];
  let bytes = 0;
  let stream = '';
  for (const item of stored.items) {
    if (!isWaiting(item) && !item.skip) continue;
    const last = items.at(-1);
    const guarded = item.ifPubHead !== undefined && !item.skip;
    const msg = message(item);
    bytes += utf8Bytes(JSON.stringify(msg)) + 1;
    if (last === undefined) stream = streamOf(stored, item);
    else if (streamOf(stored, item) !== stream || item.n !== last.n + 1 || guarded || bytes > BATCH_MAX_BYTES) break;
    items.push(item);
    msgs.push(msg);
    if (guarded || items.length >= Math.min(size, BATCH_MAX_MESSAGES)) break;
  }
  const first = items[0];
  if (first === undefined) return null;
  const guard = first.skip || first.ifPubHead === undefined ? {} : { if_pub_head: first.ifPubHead };
  const { conv, convKey, goOn } = stored;
  const where = { ...(conv === null ? { conv_key: convKey } : { conv }), ...(goOn && ({ go_on: true } as const)) };
  return { stream, items, request: { ...where, stream, msgs, ...guard } };
}
