// Own texts that the relay has not confirmed, kept on this device per agent and tab (P80, P81): a tab never appends to another's
// stream. What is read back is decoded like network input (S104); what does not decode is left out.
import type { OutboxItem, OutboxStorage, StoredConversation } from '@throughline/types';
import type { DeviceStorage } from './device-storage.js';

const record = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const FAILURES = [
  'too_long',
  'empty',
  'kind_not_allowed',
  'already_claimed',
  'already_closed',
  'already_answered',
  'not_closed',
  'unknown_target',
  'unknown_file',
  'unknown_note',
  'not_yours',
  'not_snoozed',
  'bad_time',
  'too_many_tags',
  'not_consulted',
  'not_same_customer',
  'not_merged',
  'ended',
  'continued',
  'skipped',
  'invalid_text',
  'expired',
  'forbidden',
  'bad_request',
  'too_old_build',
] as const;

function decodeState(value: unknown): OutboxItem['state'] | null {
  if (!record(value)) return null;
  if (value['state'] === 'failed') {
    const reason = FAILURES.find((known) => known === value['reason']);
    return reason === undefined ? null : { state: 'failed', reason };
  }
  if (value['state'] === 'held') return { state: 'held' };
  return value['state'] === 'queued' || value['state'] === 'sending' ? { state: 'queued' } : null;
}

function decodeItem(value: unknown): OutboxItem | null {
  if (!record(value)) return null;
  const { n, origin, kind, body, at } = value;
  const state = decodeState(value['state']);
  if (
    state === null ||
    typeof n !== 'number' ||
    typeof origin !== 'string' ||
    typeof kind !== 'string' ||
    !record(body) ||
    typeof at !== 'number'
  )
    return null;
  const { reofferOf, ifPubHead, skip } = value;
  return {
    n,
    origin,
    kind,
    body,
    at,
    state,
    ...(typeof reofferOf === 'string' ? { reofferOf } : {}),
    ...(typeof ifPubHead === 'number' ? { ifPubHead } : {}),
    ...(typeof skip === 'boolean' ? { skip } : {}),
  };
}

/** Null for anything that is not a stored conversation. */
export function decodeStored(text: string | null): StoredConversation | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!record(value)) return null;
  const { convKey, conv, stream, nextN, items } = value;
  if (typeof convKey !== 'string' || typeof stream !== 'string' || typeof nextN !== 'number' || !Array.isArray(items)) return null;
  return {
    convKey,
    conv: typeof conv === 'string' ? conv : null,
    stream,
    nextN,
    items: items.map(decodeItem).filter((item) => item !== null),
  };
}

/** @param scope agent and tab: whose texts these are */
export function createOutboxStorage(device: DeviceStorage, scope: string): OutboxStorage {
  const prefix = `throughline.outbox.${scope}.`;
  const stored = (key: string): StoredConversation | null => decodeStored(device.get(key));
  return {
    get durable() {
      return device.durable;
    },
    all: () =>
      Promise.resolve(
        device
          .keys(prefix)
          .map(stored)
          .filter((conversation) => conversation !== null),
      ),
    update: (convKey, change) => {
      const key = prefix + convKey;
      const next = change(stored(key) ?? undefined);
      if (next === null) device.remove(key);
      else device.set(key, JSON.stringify(next));
      return Promise.resolve(next);
    },
    clear: () => {
      for (const key of device.keys(prefix)) device.remove(key);
      return Promise.resolve();
    },
  };
}
