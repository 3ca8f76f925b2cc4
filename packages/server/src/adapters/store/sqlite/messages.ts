// What the relay's thread and the store's thread say to each other. Plain data: it is cloned on the way.
import type { StoreOps } from '../../../ports/store.js';

/** What the worker is started with. */
export interface WorkerOptions {
  file: string;
  exclusive: boolean;
  /** ms; only stamped on a new database. */
  now: number;
}

export interface Call {
  id: number;
  op: keyof StoreOps;
  args: unknown;
}
/** Calls of one turn of the event loop travel together: posting costs more than most operations. */
export type ToWorker = { type: 'calls'; calls: Call[] } | { type: 'close' };

export type Reply =
  { id: number; ok: true; value: unknown } | { id: number; ok: false; failure: 'unavailable' | 'bug'; message: string; stack: string };

export type FromWorker =
  | { type: 'ready'; epoch: string; version: string; durability: string }
  | { type: 'refused'; message: string }
  /** A JSON list of replies: results are JSON, and as one text they cross in two thirds of the time that cloning takes. */
  | { type: 'replies'; text: string }
  /** The disk answered with an error: nothing may be acked any more (P23). */
  | { type: 'fatal'; message: string }
  | { type: 'closed' };
