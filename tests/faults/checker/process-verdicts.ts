// What the relays did to themselves and to others: exits, leaks, logs, webhooks (P115). Pure.
import { NOTE_CANARY, TEXT_CANARY } from '../clients/words.js';
import { of } from './facts.js';
import type { Facts, Verdict, Violation } from './facts.js';

/** Words in the relay's log that mean a bug, whatever was injected. */
const BUGS = [/Ending after a bug/, /A request failed/, /[Uu]nhandled/, /[Uu]ncaught/, /MaxListenersExceeded/];
const HEAP_SLACK_BYTES = 24 * 1024 * 1024; // caches that fill up once, and a collector that is not in a hurry
const SLACK = { share: 1.05, count: 14 }; // a pool keeps some connections, and a timer for each

/** Nothing ended but what was ended. */
export function alive({ lines }: Facts): Verdict {
  const violations: Violation[] = [];
  for (const { target, how, injected } of of(lines, 'exit'))
    if (!injected) violations.push({ what: `${target} ended by itself: ${how}`, about: [target] });
  for (const { target, line } of of(lines, 'log'))
    if (BUGS.some((bug) => bug.test(line))) violations.push({ what: `${target}: ${line.slice(0, 400)}`, about: [target] });
  for (const { p, what } of of(lines, 'bug')) violations.push({ what: `${p}: the client reports: ${what}`, about: [p] });
  return { name: 'alive', violations };
}

/** S83: nobody's text is in a log. */
export function canary({ lines }: Facts): Verdict {
  const violations = of(lines, 'log')
    .filter(({ line }) => line.includes(TEXT_CANARY) || line.includes(NOTE_CANARY))
    .map(({ target, line }): Violation => ({ what: `${target} wrote a text into its log: ${line.slice(0, 200)}`, about: [target] }));
  return { name: 'canary', violations };
}

/** After everybody left a relay holds what it held before anybody came. */
export function noLeak({ lines }: Facts): Verdict {
  const violations: Violation[] = [];
  const before = new Map<string, Record<string, number>>();
  const figures: Record<string, number> = {};
  for (const { target, when, counts } of of(lines, 'probe')) {
    if (counts === null) {
      violations.push({ what: `${target} did not say what it holds ${when} the run`, about: [target] });
      continue;
    }
    if (when === 'before') {
      before.set(target, counts);
      continue;
    }
    const base = before.get(target);
    if (base === undefined) {
      violations.push({ what: `there is nothing to compare with what ${target} holds after the run`, about: [target] });
      continue;
    }
    for (const [name, count] of Object.entries(counts)) {
      const allowed = (base[name] ?? 0) * SLACK.share + (name === 'heapBytes' ? HEAP_SLACK_BYTES : SLACK.count);
      figures[`${target}.${name}`] = count - (base[name] ?? 0);
      if (count > allowed) violations.push({ what: `${target} holds ${count} ${name}, it was ${base[name] ?? 0}`, about: [target] });
    }
  }
  return { name: 'no-leak', violations, figures };
}

/** Each hand-off was told at least once with a signature that holds, or is still due. */
export function webhook({ lines }: Facts): Verdict {
  const violations: Violation[] = [];
  const told = new Set<string>();
  for (const { id, context, verified } of of(lines, 'hook')) {
    if (verified) told.add(context);
    else violations.push({ what: `webhook ${id} came with a signature that does not hold`, about: [context] });
  }
  let due = 0;
  for (const { contexts, due: waiting } of of(lines, 'handoffs')) {
    const pending = new Set(waiting);
    due += pending.size;
    // That all are due would be true of a relay that never tells anybody anything.
    if (contexts.length > 0 && told.size === 0)
      violations.push({ what: `none of ${contexts.length} hand-offs was told`, about: [contexts[0] ?? ''] });
    for (const context of contexts)
      if (!told.has(context) && !pending.has(context))
        violations.push({ what: `the hand-off ${context} was never told`, about: [context] });
  }
  return { name: 'webhook', violations, figures: { told: told.size, due } };
}
