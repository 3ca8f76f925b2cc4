// What a conversation leaves on the customer's timeline: started, reopened, handed over, closed. Recorded in the transaction of the
// submission, so that the frozen context already holds it and a crash loses neither.
import { redactText } from '../../../../domain/facts/redact.js';
import type { Channel } from '@throughline/types';
import type { EventIdentifier, IngestEvent } from '../../../../ports/store-customers.js';
import { channelOf } from '../context/rows.js';
import { relaySourceId } from '../identity/identity-events.js';
import type { Effects } from '../engine/effects.js';
import { recordEvents } from '../ingest.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';

const deviceOf = prepared<{ siteId: string; principalId: string }, { anonymous_id: string; user_id: string | null }>((db, place) =>
  db
    .selectFrom('visitors')
    .select(['anonymous_id', 'user_id'])
    .where('site_id', '=', place('siteId'))
    .where('id', '=', place('principalId')),
);

/** Whose conversation it is, in identifiers: the device's proven id, and the verified user it is held under (ID18, trust 3). */
export function identifiersOf(anonymousId: string, userId: string | null): EventIdentifier[] {
  const device: EventIdentifier = { type: 'anonymous_id', value: anonymousId, trust: 0, proven: true };
  return userId === null ? [device] : [device, { type: 'user_id', value: userId, trust: 3, proven: true }];
}

/** Principals of conversations that another system carries: `api:<source>`. */
export const CHANNEL_PRINCIPAL = 'api:';

/**
 * The same for an agent's action, from the visitor who opened the conversation. One that another system opened has no device: its events
 * belong to the customer it was opened for.
 */
export async function identifiersOfOpener(
  tx: Tx,
  row: Pick<ConversationsTable, 'site_id' | 'principal_id' | 'user_id' | 'customer_id'>,
): Promise<Pick<RelayEvent, 'identifiers' | 'customerId'>> {
  if (row.principal_id.startsWith(CHANNEL_PRINCIPAL)) return { identifiers: [], customerId: row.customer_id };
  const [device] = await deviceOf(tx, { siteId: row.site_id, principalId: row.principal_id });
  if (device === undefined) throw new Error('The conversation was opened by a visitor that does not exist');
  return { identifiers: identifiersOf(device.anonymous_id, row.user_id) };
}

export interface RelayEvent {
  siteId: string;
  conv: string;
  /** `started`, `closed` …: what it is called on the timeline. */
  what: 'started' | 'reopened' | 'transferred' | 'closed';
  /** The entry that caused it. Part of the message id: a seq would not do, because two lanes count from 1. */
  entryId: string;
  data: Record<string, string>;
  identifiers: EventIdentifier[];
  /** Whose it is, when no identifier says so. */
  customerId?: string;
  /** Of the conversation. */
  channel: string;
  department: string | null;
  at: number;
}

const NAMES = {
  started: 'conversation.started',
  reopened: 'conversation.reopened',
  transferred: 'handoff.made',
  closed: 'conversation.closed',
} as const;
const WORDS = { started: 'started', reopened: 'reopened', transferred: 'handed over', closed: 'closed' } as const;
/** What people call a conversation of a channel; the others are conversations. */
const CALLED = new Map<Channel, string>([
  ['web_chat', 'Chat'],
  ['voice', 'Call'],
  ['ivr', 'Call'],
  ['email', 'E-mail'],
  ['branch', 'Visit'],
]);

/** Records it; answers the customer it belongs to and what followed (C50). Card numbers and the like never reach the timeline (C18). */
export async function recordRelayEvent(tx: Tx, event: RelayEvent): Promise<{ customerId: string; effects: Effects }> {
  const sourceId = await relaySourceId(tx, event.siteId);
  const channel = channelOf(event.channel);
  const recorded: IngestEvent = {
    index: 0,
    messageId: `${event.conv}:${event.what}:${event.entryId}`,
    type: 'track',
    name: NAMES[event.what],
    title: `${CALLED.get(channel) ?? 'Conversation'} ${WORDS[event.what]}`,
    channel,
    department: event.department,
    visibility: 'shared',
    data: Object.fromEntries(Object.entries(event.data).map(([key, value]) => [key, redactText(value).text])),
    identifiers: event.identifiers,
    traits: {},
    traitTrust: 0,
    occurredAt: event.at,
    originalTimestamp: null,
    flags: [],
    unverified: false,
    conversationId: event.conv,
    ...(event.customerId === undefined ? {} : { customerId: event.customerId }),
    causationId: event.entryId,
    correlationId: null,
  };
  const result = await recordEvents(tx, { siteId: event.siteId, sourceId, events: [recorded], now: event.at });
  const [written] = result.written;
  if (written === undefined) throw new Error(`The relay's own event ${recorded.messageId} was not recorded`);
  return { customerId: written.customerId, effects: result.effects };
}
