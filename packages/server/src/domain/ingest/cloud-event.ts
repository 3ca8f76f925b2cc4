// One CloudEvent 1.0 (C16) in the words of the ingest decoder, so that titles, redaction, clocks and limits are those of every event.
// What is about an item becomes `tracked_item.updated`; anything else keeps its type as its name. Pure.
import { isStorableText } from '@throughline/types';
import type { IngestEventCode, ItemType } from '@throughline/types';
import { ref } from '@throughline/types/decode';
import { sha1 } from '../identity/sha1.js';
import { utf8 } from '../identity/utf8.js';
import { decodeCall } from './decode-call.js';
import type { DecodeArgs } from './decode-call.js';
import type { IngestEvent } from './event.js';
import { cloudEventIdentity } from './cloud-event-identity.js';
import { cloudItemData } from './cloud-event-item.js';
import { isRecord, textOf } from './json-shape.js';

export type CloudDecoded =
  | {
      ok: true;
      event: IngestEvent;
      item: { type: ItemType; number: string } | null;
      /** Who says whose the item is: the event, nobody but a claim, or nobody at all. For the last two the store is asked. */
      ownerOfItem: 'named' | 'claimed' | 'unknown';
    }
  | { ok: false; code: IngestEventCode; messageId: string | null };

export const ITEM_UPDATED = 'tracked_item.updated';

/** `raw`: the event as an object with `data`, whatever mode it came in. Always from a secret key. */
export function decodeCloudEvent(raw: unknown, args: Omit<DecodeArgs, 'batch' | 'pathType' | 'rest' | 'newMessageId'>): CloudDecoded {
  if (!isRecord(raw)) return { ok: false, code: 'missing_type', messageId: null };
  const id = textOf(raw['id']);
  const source = textOf(raw['source']);
  const shown = id !== null && isStorableText(id) ? id.slice(0, SHOWN_MAX_CHARS) : null;
  const refuse = (code: IngestEventCode): CloudDecoded => ({ ok: false, code, messageId: shown });
  if (raw['specversion'] !== '1.0') return refuse('unknown_version');
  if (id === null || source === null) return refuse('missing_source');
  const type = textOf(raw['type']);
  if (type === null) return refuse('missing_type');

  const data = isRecord(raw['data']) ? raw['data'] : raw['data'] === undefined ? {} : { value: raw['data'] };
  const item = itemOf(raw['subject'], data);
  const identity = cloudEventIdentity(raw);
  const { ui, ...said } = data;
  const decoded = decodeCall(
    {
      type: 'interaction',
      event: item === null ? type : ITEM_UPDATED,
      title: isRecord(ui) ? textOf(ui['title']) : null,
      timestamp: raw['time'],
      properties: {
        ...(item === null ? said : { ...said, ...cloudItemData(said, item) }),
        event_type: type,
        ...(isRecord(ui) ? { ui } : {}),
      },
      identifiers: identity.listed,
      // Somebody must be named; an item names its owner, and the store looks that up before anything is written.
      ...(identity.listed.length === 0 && item !== null ? { customerId: PENDING } : {}),
      causationId: raw['causationid'],
      correlationId: raw['correlationid'],
    },
    { ...args, batch: {}, rest: true, newMessageId: dedupeKey(source, id) },
  );
  if (!decoded.ok) return refuse(decoded.code);
  const { customerId, ...event } = decoded.event;
  const identifiers = [...event.identifiers, ...identity.previous];
  const onlyClaims = identifiers.every(({ trust }) => trust === 1);
  return {
    ok: true,
    event: { ...event, identifiers },
    item,
    ownerOfItem: customerId === PENDING ? 'unknown' : onlyClaims ? 'claimed' : 'named',
  };
}

const PENDING = 'of the item';
const SHOWN_MAX_CHARS = 99;

/** `source` and `id` together name an event for ever (C16), in the length of a message id. */
export function dedupeKey(source: string, id: string): string {
  return `ce ${[...sha1(Uint8Array.from(utf8(`${source}\n${id}`)))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The item of a subject `claim/CL-7741`, or of data with `type` and `number`. */
function itemOf(subject: unknown, data: Record<string, unknown>): { type: ItemType; number: string } | null {
  const slash = /^([a-z]+)\/(.{1,64})$/s.exec(textOf(subject) ?? '');
  const named = itemKey(slash?.[1], slash?.[2]);
  return named ?? itemKey(data['type'], data['number']);
}

function itemKey(type: unknown, number: unknown): { type: ItemType; number: string } | null {
  const known = ref.ItemType.safeParse(type);
  const text = textOf(number)?.trim();
  return known.success && text !== undefined && text.length <= 64 ? { type: known.data, number: text } : null;
}
