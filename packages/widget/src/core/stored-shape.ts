// What the browser gives back is decoded like network input (S104): the page, an extension or a newer build may have written it.
// Pure. Invariant: a value that is not ours is left out; it never throws.
import type { OutboxItem, StoredConversation } from '@throughline/types';

const HEX = /^[0-9a-f]{32}$/;
const STATES = /^(queued|sending|held|failed)$/;

const isText = (...values: unknown[]): boolean => values.every((value) => typeof value === 'string');
const isCount = (...values: unknown[]): boolean => values.every((value) => Number.isSafeInteger(value) && Number(value) > 0);

function isItem(value: unknown): value is OutboxItem {
  const { n, at, origin, kind, body, state } = Object(value);
  return isCount(n, at) && isText(origin, kind) && Object(body) === body && STATES.test(Object(state).state);
}

/** True for a sender's stored state as this build writes it. */
export function isStored(value: unknown): value is StoredConversation {
  const { convKey, stream, nextN, conv, items } = Object(value);
  return (
    isText(convKey, stream, conv ?? '') &&
    HEX.test(convKey) &&
    HEX.test(stream) &&
    isCount(nextN) &&
    Array.isArray(items) &&
    items.every(isItem)
  );
}
