// The connection as sender and receivers see it. A new object per connection: an answer that comes back to another wire than the
// present one is ignored, so nothing a dead connection says late can move the state.
import type { Refusal } from '../protocol/ack.js';
import type { Surroundings, Transport } from './ports.js';

export interface Wire {
  readonly transport: Transport;
  /** Epoch the relay told when the connection was made; empty when unknown. */
  readonly epoch: string;
  /** The first sync of this connection was answered, refused or missed: the outbox may be drained. */
  ready: boolean;
}

/** What sender and receivers share of one client. */
export interface Host {
  wire(): Wire | null;
  conv(): string | null;
  surroundings: Surroundings;
  /** `surroundings.after`, cancelled by `stop()`. */
  later(ms: number, run: () => void): () => void;
  /** Something to draw changed. */
  changed(): void;
  /** A refusal of the whole conversation or build was taken care of: true. False: it is worth trying again. */
  final(refusal: Refusal): boolean;
  bug(what: string): void;
}

/** Resolves after `ms`; never, once the client is stopped. */
export const pause = (host: Host, ms: number): Promise<void> => new Promise((resolve) => host.later(ms, resolve));
