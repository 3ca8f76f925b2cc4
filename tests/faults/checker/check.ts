// All verdicts on a history (P115). Pure: a history file can be judged again later.
import type { Line } from '../history.js';
import { converged } from './converged.js';
import { factsOf, isAck } from './facts.js';
import type { Verdict } from './facts.js';
import { dense, durable, immutable, noDup, noPhantom, oneWinner, realTime, senderOrder } from './log-verdicts.js';
import { alive, canary, noLeak, webhook } from './process-verdicts.js';
import { contiguousRender, isolated, monotonic, noSilentLoss, ticks } from './view-verdicts.js';

export function check(lines: readonly Line[]): Verdict[] {
  const facts = factsOf(lines);
  const log = [durable, noPhantom, noDup, dense, immutable, senderOrder, realTime, oneWinner];
  const views = [contiguousRender, noSilentLoss, isolated, converged, ticks];
  const processes = [webhook, noLeak, alive, canary];
  return [...[...log, ...views, ...processes].map((verdict) => verdict(facts)), ...monotonic(facts)];
}

export const broken = (verdicts: readonly Verdict[]): Verdict[] => verdicts.filter(({ violations }) => violations.length > 0);

const FAULTS_BEFORE_NS = 5e9;
const LINES_MAX = 80;

/** The smallest part of a history that shows a violation: what names it, and the faults around that. */
export function smallest(lines: readonly Line[], about: readonly string[]): Line[] {
  const names = about.filter((name) => name !== '' && !/^(v|a|relay)\d+$/.test(name));
  const people = about.filter((name) => /^(v|a|relay)\d+$/.test(name));
  // An origin leads to its entry, an entry to its origin.
  for (const line of lines) {
    if (line.f !== 'stored') continue;
    for (const { id, cid, origin } of line.entries)
      if ([id, cid, origin].some((name) => name !== null && about.includes(name)))
        names.push(id, ...(cid === null ? [] : [cid]), ...(origin === null ? [] : [origin]));
  }
  for (const line of lines) if (isAck(line) && about.includes(line.cid)) names.push(line.id);
  const known = new Set(names.length > 0 ? names : people);
  const mentions = (line: Line): boolean => {
    if (line.f === 'render') return line.add.some(([id]) => known.has(id));
    if (line.f === 'sync') return line.events.some(({ id }) => known.has(id));
    if (line.f === 'box') return line.items.some(([origin]) => known.has(origin));
    if (line.f === 'submit') return known.has(line.cid) || ('origin' in line && known.has(line.origin));
    if (line.f === 'say') return known.has(line.origin);
    return (
      people.includes(line.p) && (line.f === 'reload' || line.f === 'up' || line.f === 'down' || line.f === 'bug' || line.f === 'leak')
    );
  };
  const hits = lines.filter(mentions);
  const first = hits[0]?.t ?? 0;
  const last = hits.at(-1)?.t ?? 0;
  const near = (line: Line): boolean =>
    (line.f === 'fault' || line.f === 'exit' || line.f === 'phase') && line.t > first - FAULTS_BEFORE_NS && line.t < last;
  return lines
    .filter((line) => mentions(line) || near(line))
    .slice(0, LINES_MAX)
    .map((line) => (line.f === 'render' ? { ...line, add: line.add.filter(([id]) => known.has(id)) } : line));
}
