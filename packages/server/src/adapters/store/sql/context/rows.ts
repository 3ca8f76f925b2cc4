// Rows of the timeline and its projections as the domain knows them. What is read back was written by this relay from decoded values, so
// these are plain conversions; a value that cannot be one of ours throws, because that is a damaged store and no refusal.
import { primitives } from '@throughline/types/decode';
import type { Channel, Interaction, InteractionFlag, Json, Visibility } from '@throughline/types';
import type { PastInteraction } from '../../../../domain/context/material.js';
import type { FactSource } from '../../../../domain/facts/merge-source.js';
import type { InteractionsTable } from '../schema.js';

const CHANNELS = new Map<string, Channel>(primitives.Channel.options.map((channel) => [channel, channel]));
const VISIBILITIES = new Map<string, Visibility>(primitives.Visibility.options.map((visibility) => [visibility, visibility]));
const FLAGS: readonly InteractionFlag[] = ['bad_clock', 'skewed', 'late'];

function known<T>(values: ReadonlyMap<string, T>, text: string, what: string): T {
  const value = values.get(text);
  if (value === undefined) throw new Error(`The store holds an unknown ${what}`);
  return value;
}

export const channelOf = (text: string): Channel => known(CHANNELS, text, 'channel');
export const visibilityOf = (text: string): Visibility => known(VISIBILITIES, text, 'visibility');

export function jsonOf(text: string): Json {
  return JSON.parse(text);
}

export function objectOf(text: string): Record<string, Json> {
  const value = jsonOf(text);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error('The store holds a document that is no object');
  return value;
}

/** True for what `objectOf` would take; for documents of other modules' columns. */
export function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function interactionOf(row: InteractionsTable): Interaction {
  const flags = row.flags === '[]' ? [] : jsonOf(row.flags);
  return {
    id: row.id,
    siteId: row.site_id,
    sourceId: row.source_id,
    messageId: row.message_id,
    customerIdAtIngest: row.customer_id,
    channel: channelOf(row.channel),
    department: row.department,
    visibility: visibilityOf(row.visibility),
    type: row.type,
    name: row.name,
    title: row.title,
    data: objectOf(row.data),
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    originalTimestamp: row.original_timestamp,
    flags: Array.isArray(flags) ? FLAGS.filter((flag) => flags.includes(flag)) : [],
    unverified: row.unverified === 1,
    conversationId: row.conversation_id,
    causationId: row.causation_id,
    correlationId: row.correlation_id,
  };
}

/** The columns a context reads of an interaction: half of the row, and the driver pays per column. */
export const PAST_COLUMNS = [
  'id',
  'channel',
  'department',
  'visibility',
  'type',
  'name',
  'title',
  'data',
  'occurred_at',
  'received_at',
  'unverified',
  'conversation_id',
] as const;

export function pastInteractionOf(row: Pick<InteractionsTable, (typeof PAST_COLUMNS)[number]>): PastInteraction {
  return {
    id: row.id,
    channel: channelOf(row.channel),
    department: row.department,
    visibility: visibilityOf(row.visibility),
    type: row.type,
    name: row.name,
    title: row.title,
    data: objectOf(row.data),
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    unverified: row.unverified === 1,
    conversationId: row.conversation_id,
  };
}

const KINDS: readonly FactSource['kind'][] = ['interaction', 'message', 'trait'];

/** `facts.sources` and `commitments.refs`. */
export function sourcesOf(text: string): FactSource[] {
  const list = jsonOf(text);
  if (!Array.isArray(list)) throw new Error('The store holds a list of sources that is none');
  return list.flatMap((item): FactSource[] => {
    if (!isObject(item)) return [];
    const { interactionId, at, channel, department, visibility, origin, value, leg } = item;
    const kind = KINDS.find((one) => one === item['kind']);
    if (
      kind === undefined ||
      typeof interactionId !== 'string' ||
      typeof at !== 'number' ||
      typeof origin !== 'string' ||
      typeof value !== 'string'
    )
      return [];
    return [
      {
        interactionId,
        kind,
        at,
        channel: channelOf(String(channel)),
        department: typeof department === 'string' ? department : null,
        visibility: visibilityOf(String(visibility)),
        origin,
        value,
        ...(typeof leg === 'string' ? { leg } : {}),
      },
    ];
  });
}
