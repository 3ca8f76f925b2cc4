// An event that the API or the relay makes: a promise, a case, a decision (C3). Same shape as one that was sent, redacted the same way (C18).
import { cutText, limits } from '@throughline/types';
import type { Channel, Json, Visibility } from '@throughline/types';
import { redactJson, redactText } from '../facts/redact.js';
import type { EventIdentifier, IngestEvent } from './event.js';
import { toJsonRecord } from './json-shape.js';
import { titleOf } from './title.js';

export interface MadeEvent {
  messageId: string;
  name: string;
  /** One line for people; without it the name decides. */
  title?: string;
  data: Record<string, Json | undefined>;
  channel: Channel;
  department: string | null;
  visibility?: Visibility;
  owner: { customerId?: string; identifiers: EventIdentifier[] };
  conversationId?: string | null;
  causationId?: string | null;
  /** ms. */
  now: number;
}

/** Absent values of `data` are left out. */
export function madeEvent({ messageId, name, title, data, owner, now, ...more }: MadeEvent): IngestEvent {
  const kept = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  const clean = toJsonRecord(redactJson(toJsonRecord(kept)).value);
  const line =
    title === undefined
      ? titleOf({ type: 'track', name, properties: clean, page: {}, previousId: null, groupId: null })
      : redactText(title).text;
  return {
    index: 0,
    messageId,
    type: 'track',
    name,
    title: cutText(line, limits.EVENT_NAME_MAX_CHARS),
    channel: more.channel,
    department: more.department,
    visibility: more.visibility ?? 'shared',
    data: clean,
    identifiers: owner.identifiers,
    traits: {},
    traitTrust: 1,
    occurredAt: now,
    originalTimestamp: null,
    flags: [],
    unverified: false,
    conversationId: more.conversationId ?? null,
    ...(owner.customerId === undefined ? {} : { customerId: owner.customerId }),
    causationId: more.causationId ?? null,
    correlationId: null,
  };
}
