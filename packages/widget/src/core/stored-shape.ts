// What the browser gives back is decoded like network input (S104): the page, an extension or a newer build may have written it.
// Pure. Invariant: a value that is not ours is left out; it never throws.
import type { OutboxItem, StoredConversation } from '@throughline/types';

const HEX = /^[0-9a-f]{32}$/;
const STATES = /^(queued|sending|held|failed)$/;

type Loose = Record<string, unknown>;
const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;
const isHex = (value: unknown): boolean => typeof value === 'string' && HEX.test(value);

function isItem(value: unknown): value is OutboxItem {
  return (
    isRecord(value) &&
    isCount(value['n']) &&
    isCount(value['at']) &&
    typeof value['origin'] === 'string' &&
    typeof value['kind'] === 'string' &&
    isRecord(value['body']) &&
    isRecord(value['state']) &&
    STATES.test(String(value['state']['state']))
  );
}

/** True for a sender's stored state as this build writes it. */
export function isStored(value: unknown): value is StoredConversation {
  return (
    isRecord(value) &&
    isHex(value['convKey']) &&
    isHex(value['stream']) &&
    isCount(value['nextN']) &&
    (value['conv'] === null || typeof value['conv'] === 'string') &&
    Array.isArray(value['items']) &&
    value['items'].every(isItem)
  );
}
