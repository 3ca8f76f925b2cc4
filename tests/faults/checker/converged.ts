// I10: after the heal everybody gets what the store has, in time, and all readings are the same (P114). Pure.
import type { Read } from '../history.js';
import { laneKey, of, percentile } from './facts.js';
import type { Facts, Verdict, Violation } from './facts.js';

/** Of I10. Without hints a client that came back late is heard of one round of the beacon later, so then only the longer one holds (P117). */
const EQUAL_P99_MS = 15_000;
const EQUAL_MAX_MS = 30_000;

const same = (a: readonly Read[], b: readonly Read[]): boolean =>
  a.length === b.length && a.every(({ seq, id, hash }, i) => b[i]?.seq === seq && b[i]?.id === id && b[i]?.hash === hash);

/** How long after the heal each client had it all. */
function inTime({ lines }: Facts): { violations: Violation[]; figures: Record<string, number> } {
  const violations: Violation[] = [];
  const [healed] = of(lines, 'healed');
  const equals = of(lines, 'equal');
  if (healed !== undefined && equals.length === 0) violations.push({ what: 'nobody was looked at after the heal', about: [] });
  for (const { p, afterMs, lacked } of equals) {
    if (afterMs === null)
      violations.push({ what: `${p} never had all that the store has after the heal; it lacked ${lacked}`, about: [p] });
    else if (afterMs > EQUAL_MAX_MS)
      violations.push({
        what: `${p} had all that the store has ${Math.round(afterMs)} ms after the heal; last came ${lacked}`,
        about: [p],
      });
  }
  const took = equals.flatMap(({ afterMs }) => afterMs ?? []);
  const p99 = percentile(took, 0.99);
  if (p99 > EQUAL_P99_MS && healed?.hintsOff !== true) {
    const slow = equals.filter(({ afterMs }) => (afterMs ?? 0) > EQUAL_P99_MS);
    violations.push({
      what: `it took ${Math.round(p99)} ms after the heal until 99 % of the clients had all: ${slow.map(({ p, lacked }) => `${p} (${lacked})`).join(', ')}`,
      about: slow.map(({ p }) => p),
    });
  }
  // Who was late lost nothing, and is counted apart.
  const late = violations.length - equals.filter(({ afterMs }) => afterMs === null).length;
  const figures = { late, equalP50: percentile(took, 0.5), equalP99: p99, equalMax: percentile(took, 1) };
  return { violations, figures: equals.length === 0 ? {} : figures };
}

export function converged(facts: Facts): Verdict {
  const { lines, logs } = facts;
  const { violations, figures } = inTime(facts);
  let readings = 0;
  for (const { p, source, conv, lane, ids } of of(lines, 'final')) {
    readings += 1;
    const log = logs.get(laneKey(conv, lane));
    if (log === undefined)
      violations.push({ what: `${p} (${source}) reads ${conv} ${lane}, which the store does not have`, about: [p, conv] });
    else if (!same(log.entries, ids)) {
      const at = log.entries.findIndex((entry, i) => ids[i]?.id !== entry.id || ids[i]?.hash !== entry.hash);
      violations.push({
        what: `${p} (${source}): ${conv} ${lane} has ${ids.length} entries, the store ${log.entries.length}; they differ from ${at < 0 ? log.entries.length + 1 : at + 1}`,
        about: [p, conv, log.entries[at]?.id ?? ''],
      });
    }
  }
  for (const { p, conv, lane, contig } of of(lines, 'settled')) {
    const head = logs.get(laneKey(conv, lane))?.entries.length ?? 0;
    if (contig < head && !(p.startsWith('v') && lane === 'int'))
      violations.push({
        what: `${p} was at ${contig} of ${head} of ${conv} ${lane} when all had been quiet for a round of the beacon`,
        about: [p, conv],
      });
  }
  const unread = readings === 0 && [...logs.values()].some(({ entries }) => entries.length > 0);
  if (unread) violations.push({ what: 'nobody read anything at the end', about: [] });
  return { name: 'converged', violations, figures: { readings, ...figures } };
}
