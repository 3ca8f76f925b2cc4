// What people saw: I7–I9 and the anomalies of a reader (delivery.md §8). Pure.
import { laneKey, of } from './facts.js';
import type { Facts, Verdict, Violation } from './facts.js';

/** I7: each list ever drawn is a range of the final log, without a hole. */
export function contiguousRender({ lines, logs }: Facts): Verdict {
  const violations: Violation[] = [];
  for (const { p, conv, lane, epoch, first, keep, add, t } of of(lines, 'render')) {
    const log = logs.get(laneKey(conv, lane));
    if (log !== undefined && log.epoch !== epoch) continue; // of another history
    const wrong = add.findIndex(([id], i) => log?.entries[first + keep + i - 1]?.id !== id);
    if (wrong >= 0)
      violations.push({
        what: `${p} drew ${add[wrong]?.[0]} at ${first + keep + wrong} of ${conv} ${lane}, the log has ${log?.entries[first + keep + wrong - 1]?.id ?? 'nothing'} there (t=${t})`,
        about: [p, add[wrong]?.[0] ?? '', conv],
      });
  }
  return { name: 'contiguous-render', violations };
}

/** A list never gets shorter, and never leaves out what it held, while a page lives and the history is the same. */
export function monotonic({ renders }: Facts): Verdict[] {
  const shorter: Violation[] = [];
  const skipped: Violation[] = [];
  for (const list of renders.values()) {
    let before: { first: number; last: number; epoch: string } | undefined;
    for (const { p, conv, lane, epoch, first, keep, add } of list) {
      const last = first + keep + add.length - 1;
      if (before?.epoch === epoch) {
        if (last < before.last) shorter.push({ what: `${p}: ${conv} ${lane} went from ${before.last} back to ${last}`, about: [p, conv] });
        if (first > before.first && before.last >= before.first)
          skipped.push({ what: `${p}: ${conv} ${lane} began at ${before.first} and begins at ${first}`, about: [p, conv] });
      }
      before = { first, last, epoch };
    }
  }
  return [
    { name: 'non-monotonic', violations: shorter },
    { name: 'skip', violations: skipped },
  ];
}

/** P3, I8: a text that was taken is in the log, or visibly waiting for a person, and never just gone from the screen. */
export function noSilentLoss({ lines, says, byOrigin, lastPage }: Facts): Verdict {
  const violations: Violation[] = [];
  const onScreen = new Map<string, Set<string>>();
  const drawn = new Map<string, Set<string>>();
  const finalBox = new Map<string, Map<string, string>>();
  for (const line of lines) {
    if (line.f === 'render') {
      const name = `${line.p} ${line.page}`;
      const held = drawn.get(name) ?? new Set();
      drawn.set(name, held);
      for (const [id] of line.add) held.add(id);
    }
    if (line.f !== 'box') continue;
    const name = `${line.p} ${line.page} ${line.key}`;
    const now = new Set(line.items.map(([origin]) => origin));
    for (const origin of onScreen.get(name) ?? []) {
      if (now.has(origin)) continue;
      const entry = byOrigin.get(origin)?.entry;
      if (entry === undefined || drawn.get(`${line.p} ${line.page}`)?.has(entry.id) !== true)
        violations.push({ what: `${line.p}: ${origin} vanished from the screen`, about: [origin, line.p] });
    }
    onScreen.set(name, now);
    if (line.page === lastPage.get(line.p)) finalBox.set(`${line.p} ${line.key}`, new Map(line.items));
  }
  for (const { origin, p, key } of says.values()) {
    const state = finalBox.get(`${p} ${key}`)?.get(origin);
    if (byOrigin.has(origin)) {
      if (state !== undefined) violations.push({ what: `${p}: ${origin} is in the log and still ${state} on screen`, about: [origin, p] });
    } else if (state === undefined)
      violations.push({ what: `${p}: ${origin} was taken and is neither in the log nor on screen`, about: [origin, p] });
    else if (state !== 'failed' && state !== 'held')
      violations.push({ what: `${p}: ${origin} is still ${state} after the heal`, about: [origin, p] });
  }
  return { name: 'no-silent-loss', violations };
}

/** I9: a visitor reads the pub lane of their own conversation and nothing else. */
export function isolated({ lines, logs }: Facts): Verdict {
  const violations: Violation[] = [];
  const keys = new Map([...logs.values()].map(({ conv, convKey }) => [conv, convKey]));
  for (const line of lines) {
    if (line.f === 'leak') violations.push({ what: `${line.p} got ${line.what}`, about: [line.p] });
    if ((line.f !== 'render' && line.f !== 'sync') || !line.p.startsWith('v')) continue;
    if (line.lane !== 'pub') violations.push({ what: `${line.p} read the ${line.lane} lane of ${line.conv}`, about: [line.p, line.conv] });
    const owner = keys.get(line.conv);
    if (owner !== undefined && owner !== line.key)
      violations.push({ what: `${line.p} read ${line.conv}, which is another's`, about: [line.p, line.conv] });
  }
  return { name: 'isolated', violations };
}

/** P13: after the heal the writer's ticks say what the others have. Agents in a run read everything. */
export function ticks({ lines, logs, lastPage }: Facts): Verdict {
  const violations: Violation[] = [];
  const shown = new Map<string, number>();
  for (const { p, page, conv, delivered } of of(lines, 'receipts'))
    if (p.startsWith('v') && page === lastPage.get(p)) shown.set(`${p} ${conv}`, delivered);
  const agents = of(lines, 'final').some(({ p }) => p.startsWith('a') && p !== 'api');
  for (const { p, source, conv, ids } of of(lines, 'final')) {
    if (!agents || source !== 'render' || !p.startsWith('v')) continue;
    const head = logs.get(laneKey(conv, 'pub'))?.entries.length ?? 0;
    const told = shown.get(`${p} ${conv}`) ?? 0;
    if (ids.length === head && told < head)
      violations.push({ what: `${p}: agents have ${head} entries of ${conv}, the visitor is told ${told}`, about: [p, conv] });
  }
  return { name: 'receipts', violations };
}
