// POST /api/v1/interactions in the words of the wire format, so that one decoder reads both. Secret key only: the caller says channel,
// department, time and whose it is, and is believed (C7, C17).
import { decodeCall } from './decode-call.js';
import type { DecodeArgs, Decoded } from './decode-call.js';
import { isRecord } from './json-shape.js';

/**
 * `{ name, channel?, department?, visibility?, title?, occurredAt?, messageId?, userId?, anonymousId?, identifiers?: [{type, value, verified?}],
 * data?, traits?, causationId?, correlationId? }`. Codes as in C11; `missing_event` for a missing name, `missing_id` when it names nobody.
 */
export function decodeInteraction(body: unknown, args: Omit<DecodeArgs, 'batch' | 'pathType' | 'rest'>): Decoded {
  const raw = isRecord(body) ? body : {};
  const { name, event, channel, department, visibility, occurredAt, timestamp, data, properties, context, ...rest } = raw;
  const said = Object.entries({ channel, department, visibility }).filter(([, value]) => value !== undefined);
  const call = {
    ...rest,
    type: 'interaction',
    event: name ?? event,
    timestamp: occurredAt ?? timestamp,
    properties: data ?? properties,
    context: { ...(isRecord(context) ? context : {}), ...Object.fromEntries(said) },
  };
  return decodeCall(call, { ...args, batch: {}, rest: true });
}
