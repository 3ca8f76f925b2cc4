// One call of the Segment wire format (or of POST /api/v1/interactions), read leniently: unknown fields are dropped, a bad event is
// answered with its code and never fails its batch (C10, C11, C13). Pure: the relay's clock and the proofs are arguments.
import { cutText, isStorableText, limits, utf8Bytes } from '@throughline/types';
import type { IngestEventCode, Json, Visibility } from '@throughline/types';
import { primitives } from '@throughline/types/decode';
import { redactJson, redactText } from '../facts/redact.js';
import { inferChannel } from './channel.js';
import { correctTime } from './clock.js';
import { keptContext } from './context-fields.js';
import type { IngestEvent } from './event.js';
import { identifiersOf } from './identifiers.js';
import { isRecord, shapeFault, textOf, toJsonRecord } from './json-shape.js';
import { isRelayName, speaksForBackOffice } from './semantic-events.js';
import type { EventProof, EventSource } from './source.js';
import { titleOf } from './title.js';
import { traitsOf } from './call-traits.js';

export interface DecodeArgs {
  /** Position in the request. */
  index: number;
  /** ms. */
  receivedAt: number;
  source: EventSource;
  proof: EventProof;
  /** Used when the call brings none; then a retry is not recognised (C12). */
  newMessageId: string;
  /** Batch-level defaults. */
  batch: { context?: unknown; sentAt?: unknown };
  /** The type of a single-call path (`/v1/track`); a type in the body wins. */
  pathType?: string;
  /** True for the REST call, which may name a type of its own, `interaction`. */
  rest?: boolean;
}

export type Decoded = { ok: true; event: IngestEvent } | { ok: false; code: IngestEventCode; messageId: string | null };

const TYPES = ['identify', 'track', 'page', 'screen', 'group', 'alias', 'interaction'] as const;
type CallType = (typeof TYPES)[number];
const isType = (type: unknown): type is CallType => TYPES.some((known) => known === type);

export function decodeCall(raw: unknown, args: DecodeArgs): Decoded {
  if (!isRecord(raw)) return { ok: false, code: 'missing_type', messageId: null };
  const messageId = raw['messageId'];
  const known = typeof messageId === 'string' && isStorableText(messageId) ? cutText(messageId, limits.MESSAGE_ID_MAX_CHARS) : null;
  const refuse = (code: IngestEventCode): Decoded => ({ ok: false, code, messageId: known });

  const fault = shapeFault(raw); // first: writing a body of a hundred thousand levels would exhaust the stack
  if (fault !== null) return refuse(fault);
  if (utf8Bytes(JSON.stringify(raw)) > limits.INGEST_EVENT_MAX_BYTES) return refuse('too_large');
  if (messageId !== undefined && messageId !== null) {
    if (typeof messageId !== 'string' || messageId === '' || messageId.length > limits.MESSAGE_ID_MAX_CHARS)
      return refuse('message_id_invalid');
  }
  const type = raw['type'] ?? args.pathType ?? (args.rest === true ? 'interaction' : undefined);
  if (type === undefined || type === null || type === '') return refuse('missing_type');
  if (!isType(type) || (type === 'interaction' && args.rest !== true)) return refuse('unknown_type');

  const missing = missingField(raw, type, args);
  if (missing !== null) return refuse(missing);
  const time = correctTime({ timestamp: raw['timestamp'], sentAt: raw['sentAt'] ?? args.batch.sentAt, receivedAt: args.receivedAt });
  if (time.tooOld) return refuse('too_old');
  if (args.source.kind === 'public' && isRelayName(nameOf(raw))) return refuse('reserved_name');
  return { ok: true, event: build(raw, type, known ?? args.newMessageId, time, args) };
}

const nameOf = (raw: Record<string, unknown>): string =>
  cleanText(textOf(raw['event']) ?? textOf(raw['name']) ?? '', limits.EVENT_NAME_MAX_CHARS);

function missingField(raw: Record<string, unknown>, type: CallType, { proof }: DecodeArgs): IngestEventCode | null {
  const userId = textOf(raw['userId']);
  const listed = Array.isArray(raw['identifiers']) && raw['identifiers'].length > 0 && type === 'interaction';
  const named = type === 'interaction' ? textOf(raw['customerId']) : null;
  const somebody = named ?? userId ?? textOf(raw['anonymousId']) ?? proof.identity?.userId ?? proof.anonymousId;
  if (type === 'alias') {
    if (textOf(raw['previousId']) === null) return 'missing_previous';
    return userId === null ? 'missing_id' : null;
  }
  if (somebody === null && !listed) return 'missing_id';
  if ((type === 'track' || type === 'interaction') && textOf(raw['event'] ?? (type === 'interaction' ? raw['name'] : undefined)) === null) {
    return 'missing_event';
  }
  return type === 'group' && textOf(raw['groupId']) === null ? 'missing_group' : null;
}

function build(
  raw: Record<string, unknown>,
  type: CallType,
  messageId: string,
  time: { occurredAt: number; flags: IngestEvent['flags'] },
  { index, source, proof, batch }: DecodeArgs,
): IngestEvent {
  const context = { ...record(batch.context), ...record(raw['context']) };
  const sent = record(raw['properties'] ?? raw['data']);
  const traits = record(raw['traits']);
  const secret = source.kind === 'secret';
  const name = nameOf(raw);
  const previousId = textOf(raw['previousId']);
  const groupId = textOf(raw['groupId']);
  const timestamp = textOf(raw['timestamp']);

  const kept = keptContext(context);
  const properties = redacted(sent);
  const page = isRecord(kept?.['page']) ? redacted(kept['page']) : {};
  const channel = inferChannel({ type, name, properties: sent, context, fromServer: secret, sourceDefault: source.channel });
  const identifiers = identifiersOf(
    {
      type,
      userId: textOf(raw['userId']),
      anonymousId: textOf(raw['anonymousId']),
      previousId,
      traits: type === 'group' ? {} : traits,
      deviceId: isRecord(context['device']) ? textOf(context['device']['id']) : null,
      listed: raw['identifiers'],
    },
    source,
    proof,
  );
  const named = type === 'interaction' && textOf(raw['customerId']) !== null; // by id: whoever may do that vouches for it
  const onlyClaims = !named && !identifiers.some(({ trust }) => trust !== 1);
  return {
    index,
    messageId,
    type,
    name,
    title:
      customTitle(raw, secret) ??
      titleOf({ type, name, properties: type === 'group' ? redacted(traits) : properties, page, previousId, groupId }),
    channel,
    department: (secret ? department(context, sent) : null) ?? source.department,
    visibility: (secret ? visibility(context['visibility'] ?? raw['visibility']) : null) ?? source.visibility,
    data: {
      ...dataOf(type, { properties, traits: redacted(traits), groupId, previousId }),
      ...(kept === null ? {} : { context: redacted(kept) }),
    },
    identifiers,
    ...(type === 'group' ? { traits: {}, traitTrust: 1 as const } : traitsOf(redacted(traits), source, proof)),
    occurredAt: time.occurredAt,
    originalTimestamp: timestamp === null ? null : cutText(timestamp, SHORT_MAX_CHARS),
    flags: time.flags,
    unverified: onlyClaims || (!secret && speaksForBackOffice(name, channel)),
    conversationId: null,
    ...(type === 'interaction' && textOf(raw['customerId']) !== null ? { customerId: shortText(raw['customerId']) ?? '' } : {}),
    causationId: secret ? shortText(raw['causationId'] ?? context['causationId']) : null,
    correlationId: secret ? shortText(raw['correlationId'] ?? context['correlationId']) : null,
  };
}

interface DataParts {
  properties: Record<string, Json>;
  traits: Record<string, Json>;
  groupId: string | null;
  previousId: string | null;
}

function dataOf(type: CallType, { properties, traits, groupId, previousId }: DataParts): Record<string, Json> {
  if (type === 'identify') return { traits };
  if (type === 'group') return { groupId, traits };
  if (type === 'alias') return { previousId };
  return Object.fromEntries(Object.entries(properties).filter(([key]) => key !== 'context')); // reserved (event.ts)
}

const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

function redacted(value: Record<string, unknown>): Record<string, Json> {
  const clean = redactJson(toJsonRecord(value)).value;
  return toJsonRecord(clean);
}

const cleanText = (text: string, maxChars: number): string => cutText(redactText(text).text, maxChars);

function customTitle(raw: Record<string, unknown>, secret: boolean): string | null {
  const title = secret ? textOf(raw['title']) : null;
  return title === null ? null : cleanText(title, limits.EVENT_NAME_MAX_CHARS);
}

function department(context: Record<string, unknown>, properties: Record<string, unknown>): string | null {
  return shortText(context['department'] ?? properties['department']);
}

function visibility(value: unknown): Visibility | null {
  const found = primitives.Visibility.safeParse(value);
  return found.success ? found.data : null;
}

const SHORT_MAX_CHARS = 64; // departments, causes: they become part of a Ref; a timestamp as sent
function shortText(value: unknown): string | null {
  const text = textOf(value);
  return text === null ? null : cleanText(text, SHORT_MAX_CHARS);
}
