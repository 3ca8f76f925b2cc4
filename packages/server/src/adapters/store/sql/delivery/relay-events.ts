// What a conversation leaves on the customer's timeline: started, reopened, handed over, closed. Recorded in the transaction of the
// submission, so that the frozen context already holds it and a crash loses neither.
import { redactText } from '../../../../domain/facts/redact.js';
import type { EventIdentifier, IngestEvent } from '../../../../ports/store-customers.js';
import { recordEvents } from '../ingest.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';

const relaySource = prepared<{ siteId: string }, { id: string }>((db, place) =>
  db.selectFrom('sources').select('id').where('site_id', '=', place('siteId')).where('kind', '=', 'relay').orderBy('id').limit(1),
);

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

/** The same for an agent's action, from the visitor who opened the conversation. */
export async function identifiersOfOpener(tx: Tx, siteId: string, principalId: string, userId: string | null): Promise<EventIdentifier[]> {
  const [device] = await deviceOf(tx, { siteId, principalId });
  if (device === undefined) throw new Error('The conversation was opened by a visitor that does not exist');
  return identifiersOf(device.anonymous_id, userId);
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
  at: number;
}

const NAMES = {
  started: { name: 'conversation.started', title: 'Chat started' },
  reopened: { name: 'conversation.reopened', title: 'Chat reopened' },
  transferred: { name: 'handoff.made', title: 'Chat handed over' },
  closed: { name: 'conversation.closed', title: 'Chat closed' },
} as const;

/** Records it and answers the root customer it belongs to. Card numbers and the like never reach the timeline (C18). */
export async function recordRelayEvent(tx: Tx, event: RelayEvent): Promise<string> {
  const [source] = await relaySource(tx, { siteId: event.siteId });
  if (source === undefined) throw new Error('The site has no relay source');
  const recorded: IngestEvent = {
    index: 0,
    messageId: `${event.conv}:${event.what}:${event.entryId}`,
    type: 'track',
    name: NAMES[event.what].name,
    title: NAMES[event.what].title,
    channel: 'web_chat',
    department: null,
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
    causationId: event.entryId,
    correlationId: null,
  };
  const result = await recordEvents(tx, { siteId: event.siteId, sourceId: source.id, events: [recorded], now: event.at });
  const [written] = result.written;
  if (written === undefined) throw new Error(`The relay's own event ${recorded.messageId} was not recorded`);
  return written.customerId;
}
