// What a run says at the end: one table a person reads at a glance, and on failure the seed, the smallest history and a picture of it (P116).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { broken, smallest } from './checker/check.js';
import { isAck, of } from './checker/facts.js';
import { timelinePage } from './checker/timeline.js';
import { switchedOff } from './campaign.js';
import type { Outcome } from './campaign.js';

const SHOWN_MAX = 5;
/** From then on a run says that it had too little of the machine: its bounds are counted from the heal all the same. */
const BUSY_MS = 3_000;
const BUSY_LOAD = 2;

/** Figures of a run in which nothing is wrong are counts of zeros beside the number that was checked. */
export interface Totals {
  said: number;
  acked: number;
  stored: number;
  lost: number;
  duplicates: number;
  reorders: number;
  faults: number;
}

export function totalsOf({ lines, verdicts, faults }: Outcome): Totals {
  const count = (...names: string[]): number =>
    verdicts.filter(({ name }) => names.includes(name)).reduce((sum, { violations }) => sum + violations.length, 0);
  return {
    said: of(lines, 'say').length,
    acked: new Set(lines.filter(isAck).map(({ cid }) => cid)).size,
    stored: of(lines, 'stored').reduce((sum, { entries }) => sum + entries.length, 0),
    lost: count('durable', 'no-silent-loss', 'converged') - (verdicts.find(({ name }) => name === 'converged')?.figures?.['late'] ?? 0),
    duplicates: count('no-dup'),
    reorders: count('sender-order', 'real-time', 'contiguous-render', 'immutable', 'dense'),
    faults: Object.values(faults).reduce((sum, n) => sum + n, 0),
  };
}

/** What nothing bad in n says about the rate: below 3/n with 95 % confidence (P121). */
export const boundOf = (acked: number): string =>
  `0 bad in ${acked} acked messages: fewer than one in ${Math.floor(acked / 3)} with 95 % confidence`;

/** Why a run in which no verdict broke proves nothing all the same; empty: it proves something. */
export function unproven(outcome: Outcome): string[] {
  const { acked, faults } = totalsOf(outcome);
  const why = [];
  if (outcome.quietMs === null) why.push('it never became quiet after the heal');
  if (acked === 0) why.push('not one message was acked');
  if (faults === 0 && outcome.options.only[0] !== 'none') why.push('there was not one fault');
  return why;
}

/** The command that makes this run again. */
function again({ options }: Outcome): string {
  const { seed, store, relays, visitors, agents, faultsMs, faultEveryMs, sayEveryMs, warmUpMs, only } = options;
  const off = switchedOff();
  const planted = (process.env['THROUGHLINE_TEST_PLANT'] ?? '').split('+').filter((name) => name !== '' && !off.includes(name));
  return [
    ...planted.slice(0, 1).map(() => `THROUGHLINE_TEST_PLANT=${planted.join('+')}`),
    `npm run faults -- --seed ${seed} --store ${store} --relays ${relays} --visitors ${visitors} --agents ${agents}`,
    `--minutes ${faultsMs / 60_000} --every ${faultEveryMs / 1_000} --say ${sayEveryMs / 1_000}`,
    ...(warmUpMs === undefined ? [] : [`--warm-up ${warmUpMs / 1_000}`]),
    ...(only.length === 0 ? [] : [`--only ${only.join(',')}`]),
    ...off.map((name) => `--${name}`),
  ].join(' ');
}

/** Prints; answers whether all verdicts hold and the run proves something. */
export function report(outcome: Outcome, print: (text: string) => void): boolean {
  const { options, verdicts, folder, quietMs, hushedMs, blindMs, backlog, loadPerCore, faults, lines } = outcome;
  const totals = totalsOf(outcome);
  const durable = verdicts.find(({ name }) => name === 'durable')?.figures ?? {};
  const ms = (value: number | undefined): string => `${Math.round(value ?? 0)} ms`;
  print(`seed ${options.seed} · ${options.store}, ${options.relays} relay(s), ${options.visitors} visitors, ${options.agents} agents`);
  print(
    `said ${totals.said} · acked ${totals.acked} · entries ${totals.stored} · lost ${totals.lost} · duplicates ${totals.duplicates} · reorders ${totals.reorders}`,
  );
  print(
    `stable latency p50 ${ms(durable['stableP50'])}, p99 ${ms(durable['stableP99'])}, max ${ms(durable['stableMax'])} · quiet ${quietMs === null ? 'NEVER' : `${ms(quietMs)} after the heal`}`,
  );
  const equal = verdicts.find(({ name }) => name === 'converged')?.figures ?? {};
  const busy = hushedMs > BUSY_MS || blindMs > BUSY_MS || loadPerCore > BUSY_LOAD;
  print(
    `clients equal the store after the heal: p50 ${ms(equal['equalP50'])}, p99 ${ms(equal['equalP99'])}, max ${ms(equal['equalMax'])} · looked at least every ${ms(blindMs)}${
      busy
        ? ` · BUSY MACHINE: load ${loadPerCore.toFixed(1)} per core, ${backlog} texts waited at the heal, people had stopped ${ms(hushedMs)} after it`
        : ''
    }`,
  );
  print(
    `faults ${totals.faults}: ${Object.entries(faults)
      .map(([kind, n]) => `${kind} ${n}`)
      .join(', ')}`,
  );
  const bad = broken(verdicts);
  const why = unproven(outcome);
  for (const what of why) print(`PROVES NOTHING: ${what}`);
  if (bad.length === 0 && why.length > 0) {
    print(`whole history: ${folder}`);
    print(`again: ${again(outcome)}`);
    return false;
  }
  if (bad.length === 0) {
    print(`all ${verdicts.length} verdicts hold; ${boundOf(totals.acked)}`);
    return true;
  }
  for (const { name, violations } of bad) {
    print(`BROKEN ${name}: ${violations.length}`);
    for (const { what } of violations.slice(0, SHOWN_MAX)) print(`  ${what}`);
  }
  const [first] = bad[0]?.violations ?? [];
  const part = smallest(lines, first?.about ?? []);
  writeFileSync(join(folder, 'smallest.jsonl'), part.map((line) => JSON.stringify(line)).join('\n'));
  writeFileSync(join(folder, 'timeline.html'), timelinePage(outcome, bad));
  print(`smallest history (${part.length} lines):`);
  for (const line of part.slice(0, 30)) print(`  ${JSON.stringify(line).slice(0, 300)}`);
  print(`whole history and timeline.html: ${folder}`);
  print(`again: ${again(outcome)}`);
  return false;
}
