// The event tracker, a chunk of its own: from a call of the page to an event in Segment's shape (W65), queued, batched, sent.
// Invariant: the address carries no query and no fragment (S106).
import { utf8Bytes } from '@throughline/types';
import { failure, fail } from './core/failure.js';
import { EVENT_BYTES, createTracker } from './core/tracker.js';
import type { TrackedEvent } from './core/tracker.js';
import type { CreateEvents, Events } from './core/events-port.js';
import { createBeacon } from './io/beacon.js';
import { onHistoryChange } from './io/history-signals.js';

const FLUSH_MAX_MS = 10_000; // as documented for flush()

const bare = (address: string): string => address.replace(/[?#].*/, '');

export const createEvents: CreateEvents = ({ site, url, version, changed }) => {
  const tracker = createTracker();
  const beacon = createBeacon(tracker, site, url);
  const unwatch = onHistoryChange(changed);

  const add: Events['add'] = (fields, { at, href, title, referrer }, { proof, ...who }) => {
    const page = { path: new URL(href).pathname, url: bare(href), title, referrer: bare(referrer) };
    const event: TrackedEvent = {
      messageId: crypto.randomUUID(),
      timestamp: new Date(at).toISOString(),
      ...who,
      ...fields,
      ...(fields.type === 'page' ? { properties: { ...page, ...fields.properties } } : {}),
      context: {
        page,
        locale: navigator.language,
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        library: { name: 'throughline', version },
        ...proof,
      },
    };
    if (utf8Bytes(JSON.stringify(event)) > EVENT_BYTES) fail('payload_too_large', fields.type);
    tracker.add(event);
    beacon.poke();
    return { id: event.messageId, queued: true };
  };

  return {
    add,
    flush: () =>
      Promise.race([beacon.drain(), new Promise<never>((_, reject) => setTimeout(reject, FLUSH_MAX_MS))]).catch(() => {
        throw failure('network');
      }),
    stop() {
      unwatch();
      beacon.stop();
    },
  };
};
