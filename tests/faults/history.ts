// What happened in a run, as one JSON line per event (P113). Clients, nemesis and final reads write it; the checker reads nothing else.
// Invariant: `t` is one monotonic clock of one machine, taken when the event happened, so lines of different processes may be compared.
import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import type { WriteStream } from 'node:fs';
import type { Entry, Lane } from '@throughline/types';

/** What an entry or a text says, short enough for a line: 12 hex digits. */
export const hashOf = (kind: string, body: Record<string, unknown>): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, body['text'] ?? body]))
    .digest('hex')
    .slice(0, 12);

/** One confirmed entry as somebody read it. */
export interface Read {
  seq: number;
  id: string;
  hash: string;
}
/** As the store holds it. */
export interface Stored extends Read {
  kind: string;
  author: string;
  ts: number;
  cid: string | null;
  origin: string | null;
  /** Assignments only: what the winner saw (P39). */
  ifVersion?: number;
}

interface At {
  /** Nanoseconds of `process.hrtime`. */
  t: number;
  /** Who: v1, a2, nemesis, relay1, sql. */
  p: string;
}
/** What a line says beside when and who. */
export type Event =
  /** A person pressed send and the text was taken. */
  | { type: 'invoke'; f: 'say'; key: string; origin: string; kind: string; lane: Lane; hash: string; author: string }
  /** One message of a submission left the client. */
  | { type: 'invoke'; f: 'submit'; key: string; cid: string; origin: string; hash: string; skip?: boolean }
  | { type: 'ok'; f: 'submit'; key: string; conv: string; epoch: string; cid: string; lane: Lane; seq: number; id: string; dup: boolean }
  /** No answer: it may or may not be stored (P113). */
  | { type: 'info'; f: 'submit'; key: string; cid: string; why: string }
  | { type: 'fail'; f: 'submit'; key: string; cid: string; code: string }
  /** The list on screen is now its first `keep` entries as before, then `add`. `page` counts the reloads. */
  | {
      type: 'ok';
      f: 'render';
      key: string;
      conv: string;
      lane: Lane;
      epoch: string;
      page: number;
      first: number;
      keep: number;
      add: [string, string][];
    }
  /** The texts on screen that are not confirmed, with their state. */
  | { type: 'ok'; f: 'box'; key: string; page: number; items: [origin: string, state: string][] }
  | {
      type: 'ok';
      f: 'sync';
      key: string;
      conv: string;
      lane: Lane;
      epoch: string;
      after: number;
      head: number;
      reset: boolean;
      events: Read[];
    }
  /** Receipts as the client shows them. */
  | { type: 'ok'; f: 'receipts'; conv: string; page: number; delivered: number; read: number }
  | { type: 'info'; f: 'reload' | 'up' | 'down'; key: string; page: number }
  /** The client's own report of something impossible, or a payload it should never have got. */
  | { type: 'info'; f: 'bug'; what: string }
  | { type: 'info'; f: 'leak'; what: string }
  /** Nemesis. `until`: how long it lasts, in ms. */
  | { type: 'info'; f: 'fault'; kind: string; target: string; until: number }
  | { type: 'info'; f: 'phase'; name: string }
  /** What a client had when all had been quiet for a beacon's round, before anybody looked at the screen. */
  | { type: 'info'; f: 'settled'; conv: string; lane: Lane; contig: number }
  /** All that was broken is whole again (I10 counts from here). `hintsOff`: the beacon has to heal alone (P117). */
  | { type: 'info'; f: 'healed'; hintsOff: boolean }
  /** When after the heal a client had all that the store has, for good; null: never while anybody looked. `lacked`: what it got last. */
  | { type: 'info'; f: 'equal'; afterMs: number | null; lacked: string }
  | { type: 'info'; f: 'exit'; target: string; how: string; injected: boolean }
  /** What a relay holds; null: it did not say. */
  | { type: 'info'; f: 'probe'; target: string; when: 'before' | 'after'; counts: Record<string, number> | null }
  | { type: 'info'; f: 'log'; target: string; line: string }
  | { type: 'ok'; f: 'hook'; id: string; context: string; verified: boolean }
  /** Final reads. */
  | { type: 'ok'; f: 'final'; source: 'sync' | 'render' | 'fresh' | 'api'; conv: string; lane: Lane; epoch: string; ids: Read[] }
  | { type: 'ok'; f: 'stored'; conv: string; convKey: string; lane: Lane; epoch: string; entries: Stored[] }
  /** Contexts that were frozen for a hand-off, and those whose webhook is still due. */
  | { type: 'ok'; f: 'handoffs'; contexts: string[]; due: string[] };
export type Line = At & Event;
export type LineOf<F extends Event['f']> = Extract<Line, { f: F }>;

export interface History {
  readonly lines: readonly Line[];
  add(p: string, event: Event): void;
  close(): Promise<void>;
}

/** Keeps the lines for the checker, and writes them to `file` as they come. */
export function createHistory(file: string | null): History {
  const lines: Line[] = [];
  const out: WriteStream | null = file === null ? null : createWriteStream(file);
  return {
    lines,
    add(p, event) {
      const line: Line = { t: Number(process.hrtime.bigint()), p, ...event };
      lines.push(line);
      out?.write(`${JSON.stringify(line)}\n`);
    },
    close: () => new Promise((resolve) => (out === null ? resolve() : out.end(resolve))),
  };
}

/** Reads a history file back. Throws on a line that is not JSON. */
export function readHistory(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): Line => JSON.parse(line));
}

export const readOf = ({ seq, id, kind, body }: Entry): Read => ({ seq, id, hash: hashOf(kind, body) });
