// What the visit asks of the event tracker. Types only.
import type { Receipt } from '../api.js';
import type { Moment } from './moment.js';
import type { TrackedEvent } from './tracker.js';

export type EventFields = Pick<TrackedEvent, 'type'> & Partial<Omit<TrackedEvent, 'context'>>;

/** Whose event it is, as known at the call. */
export interface Who {
  anonymousId: string;
  userId?: string;
  /** Proofs, for the context of the event (W65). */
  proof: { identityToken?: string; deviceToken?: string };
}

export interface Events {
  /** Throws `payload_too_large`. */
  add(fields: EventFields, moment: Moment, who: Who): Receipt;
  /** Resolves when nothing waits; rejects with `network` after 10 000 ms. */
  flush(): Promise<void>;
  stop(): void;
}
export interface EventsOptions {
  site: string;
  url: string;
  version: string;
  /** The page changed without a load, in a browser without the Navigation API. */
  changed(): void;
}
export type CreateEvents = (options: EventsOptions) => Events;
