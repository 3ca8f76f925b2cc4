// Decoded events into the store, in transactions short enough for a chat message to wait for, and the answer per item (C11). What followed
// is told after each commit, so that an open conversation shows it while the rest of the batch is still being stored.
import { limits } from '@throughline/types';
import type { IngestAnswer, IngestEventCode } from '@throughline/types';
import type { IngestEvent } from '../domain/ingest/event.js';
import type { Store } from '../ports/store.js';
import type { IngestCaller } from './ingest-caller.js';
import { publishConsequences } from './publish-consequences.js';
import type { PublishDeps } from './publish-consequences.js';

// A chat message waits for the transaction before it: keep that below what a person notices. A batch that fails halfway is answered 503
// and sent again; what was stored counts as duplicates then.
const EVENTS_PER_TRANSACTION = 50;

const MEANING: Record<IngestEventCode, string> = {
  too_large: `An event holds at most ${limits.INGEST_EVENT_MAX_BYTES} bytes, ${limits.INGEST_NESTING_MAX} levels and ${limits.INGEST_KEYS_MAX} keys`,
  missing_type: 'An event needs a type',
  unknown_type: 'The type is none of identify, track, page, screen, group, alias',
  missing_id: 'An event needs a userId or an anonymousId',
  missing_event: 'A track call needs an event name',
  missing_group: 'A group call needs a groupId',
  missing_previous: 'An alias call needs a previousId',
  message_id_invalid: `A messageId is a text of 1 to ${limits.MESSAGE_ID_MAX_CHARS} characters`,
  too_old: 'The event is older than what this site keeps',
  missing_source: 'A CloudEvent needs an id and a source',
  unknown_version: 'The specversion is not 1.0',
  invalid_text: 'A text contains NUL or half a surrogate pair',
  reserved_name: 'Names such as commitment.updated are the relay’s own: a page may not use them',
  unknown_customer: 'This site has no such customer',
};

export interface Refused {
  index: number;
  messageId: string | null;
  code: IngestEventCode;
}

interface ToStore {
  events: readonly IngestEvent[];
  refused: readonly Refused[];
  now: number;
  /** Told the position of every event whose resume code opened something. */
  redeemed?: (index: number) => Promise<void>;
}

export async function storeEvents(
  deps: PublishDeps & { store: Store },
  { site, source }: IngestCaller,
  { events, refused, now, redeemed }: ToStore,
): Promise<IngestAnswer> {
  const rejected: IngestAnswer['rejected'] = refused.map((one) => ({ ...one, message: MEANING[one.code] }));
  let accepted = 0;
  let duplicates = 0;
  for (let at = 0; at < events.length; at += EVENTS_PER_TRANSACTION) {
    const chunk = events.slice(at, at + EVENTS_PER_TRANSACTION);
    const result = await deps.store.record({ siteId: site.id, sourceId: source.id, events: chunk, now });
    publishConsequences(deps, site.id, result);
    for (const { index, resumeCode } of result.written) if (resumeCode === 'redeemed') await redeemed?.(index);
    accepted += result.accepted;
    duplicates += result.duplicates;
    for (const { index, code } of result.rejected) {
      const event = chunk.find((candidate) => candidate.index === index);
      rejected.push({ index, messageId: event?.messageId ?? null, code, message: MEANING[code] });
    }
  }
  rejected.sort((a, b) => a.index - b.index);
  return { success: true, accepted, duplicates, rejected };
}
