// A history, indexed once for all verdicts. Pure.
import type { Lane } from '@throughline/types';
import type { Line, LineOf, Stored } from '../history.js';

export interface Submitted {
  cid: string;
  origin: string;
  key: string;
  p: string;
  /** When it first left the client. */
  invokedAt: number;
  acks: LineOf<'submit'>[];
}

export interface Facts {
  lines: readonly Line[];
  says: ReadonlyMap<string, LineOf<'say'>>;
  /** By cid. */
  submits: ReadonlyMap<string, Submitted>;
  /** The log as the store holds it, by `conv lane`. */
  logs: ReadonlyMap<string, LineOf<'stored'>>;
  /** Entries by origin. */
  byOrigin: ReadonlyMap<string, { entry: Stored; conv: string; lane: Lane }>;
  /** Per page of a client and lane, in time order. */
  renders: ReadonlyMap<string, LineOf<'render'>[]>;
  /** Newest page per client. */
  lastPage: ReadonlyMap<string, number>;
}

export interface Violation {
  what: string;
  /** What it is about, for the smallest history: any of origin, cid, id, conv, p. */
  about: readonly string[];
}

export interface Verdict {
  name: string;
  violations: Violation[];
  /** What was measured on the way. */
  figures?: Record<string, number>;
}

export const laneKey = (conv: string, lane: Lane): string => `${conv} ${lane}`;
export const isAck = (line: Line): line is LineOf<'submit'> & { type: 'ok' } => line.f === 'submit' && line.type === 'ok';
export const of = <F extends Line['f']>(lines: readonly Line[], f: F): LineOf<F>[] =>
  lines.filter((line): line is LineOf<F> => line.f === f);

export function factsOf(lines: readonly Line[]): Facts {
  const says = new Map<string, LineOf<'say'>>();
  const submits = new Map<string, Submitted>();
  const logs = new Map<string, LineOf<'stored'>>();
  const byOrigin = new Map<string, { entry: Stored; conv: string; lane: Lane }>();
  const renders = new Map<string, LineOf<'render'>[]>();
  const lastPage = new Map<string, number>();
  for (const line of lines) {
    if (line.f === 'say') says.set(line.origin, line);
    else if (line.f === 'submit') {
      if (line.type === 'invoke' && line.skip !== true && !submits.has(line.cid)) {
        const { cid, origin, key, p, t } = line;
        submits.set(cid, { cid, origin, key, p, invokedAt: t, acks: [] });
      } else if (line.type === 'ok') submits.get(line.cid)?.acks.push(line);
    } else if (line.f === 'stored') {
      logs.set(laneKey(line.conv, line.lane), line);
      for (const entry of line.entries) if (entry.origin !== null) byOrigin.set(entry.origin, { entry, conv: line.conv, lane: line.lane });
    } else if (line.f === 'render') {
      const name = `${line.p} ${line.page} ${laneKey(line.conv, line.lane)}`;
      const held = renders.get(name);
      if (held === undefined) renders.set(name, [line]);
      else held.push(line);
    }
    if ('page' in line) lastPage.set(line.p, Math.max(lastPage.get(line.p) ?? 0, line.page));
  }
  return { lines, says, submits, logs, byOrigin, renders, lastPage };
}

/** q in 0..1 of unsorted numbers; 0 of none. */
export function percentile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}
