// `npm run faults -- --minutes N --seed S …`: makes faults for as long as asked, judges what happened, ends with 1 when a promise was broken.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { campaign } from './campaign.js';
import type { CampaignOptions } from './campaign.js';
import { broken, check } from './checker/check.js';
import { isAck } from './checker/facts.js';
import { readHistory } from './history.js';
import { kindsOn } from './nemesis/schedule.js';
import { report } from './report.js';
import { printRows } from './fault-rows.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    seed: { type: 'string' },
    store: { type: 'string', default: 'sqlite' },
    relays: { type: 'string' },
    visitors: { type: 'string', default: '20' },
    agents: { type: 'string', default: '3' },
    /** Fault kinds, comma-separated; default all that the stage can make. */
    only: { type: 'string', default: '' },
    /** Again and again with a new seed each, until it fails. */
    repeat: { type: 'boolean', default: false },
    'beacon-off': { type: 'boolean', default: false },
    'hints-off': { type: 'boolean', default: false },
    /** One fault about every so many seconds. */
    every: { type: 'string', default: '10' },
    /** Mean seconds between two texts of one visitor. */
    say: { type: 'string', default: '1' },
    /** Seconds before the first fault. */
    'warm-up': { type: 'string', default: '10' },
    rows: { type: 'boolean', default: false },
    /** Judges a history file again instead of making one. */
    judge: { type: 'string' },
  },
});

function judge(file: string): number {
  const lines = readHistory(file);
  const bad = broken(check(lines));
  for (const { name, violations } of bad) console.log(`BROKEN ${name}: ${violations.map(({ what }) => what).join('\n  ')}`);
  if (!lines.some(isAck)) console.log('PROVES NOTHING: not one message was acked');
  return bad.length === 0 && lines.some(isAck) ? 0 : 1;
}

/** A number that was given, or throws: what is not a number would make a run of no length that ends well. */
function number(name: 'minutes' | 'visitors' | 'agents' | 'every' | 'say' | 'warm-up', least: number): number {
  const value = Number(values[name]);
  if (!Number.isFinite(value) || value < least || values[name].trim() === '') throw new Error(`--${name} is a number from ${least}`);
  return value;
}

function whole(name: string, given: string | undefined, otherwise: number): number {
  const value = given === undefined ? otherwise : Number(given);
  if (!Number.isInteger(value) || value < 0 || given?.trim() === '') throw new Error(`--${name} is a whole number`);
  return value;
}

function optionsOf(round: number): CampaignOptions {
  const { store } = values;
  if (store !== 'sqlite' && store !== 'postgres') throw new Error('--store is sqlite or postgres');
  const relays = whole('relays', values.relays, store === 'postgres' ? 2 : 1);
  if (relays < 1 || (relays > 1 && store === 'sqlite')) throw new Error('--relays is 1 on SQLite, and at least 1');
  const only = values.only.split(',').filter(Boolean);
  const kinds = kindsOn({ store, relays });
  const not = only.filter((kind) => !kinds.includes(kind));
  if (not.length > 0) throw new Error(`--only ${not.join(',')}: here are ${kinds.join(', ')}`);
  const seed = values.seed === undefined ? randomInt(2 ** 31) : whole('seed', values.seed, 0) + round;
  return {
    ...{ seed, store, relays, only, visitors: number('visitors', 1), agents: number('agents', 0) },
    ...{ faultsMs: number('minutes', 0.05) * 60_000, faultEveryMs: number('every', 0.1) * 1_000 },
    ...{ sayEveryMs: number('say', 0.01) * 1_000, warmUpMs: number('warm-up', 0) * 1_000 },
    told: (phase) => console.log(`${new Date().toISOString().slice(11, 19)} ${phase}`),
  };
}

async function main(): Promise<number> {
  if (values.judge !== undefined) return judge(values.judge);
  if (values.rows) return printRows((text) => console.log(text));
  // The switches are edits of what was built, as planted bugs are; the processes to come read them from here (P117).
  const switches = [values['beacon-off'] ? 'beacon-off' : '', values['hints-off'] ? 'hints-off' : ''].filter(Boolean);
  const planted = process.env['THROUGHLINE_TEST_PLANT'];
  if (switches.length > 0) process.env['THROUGHLINE_TEST_PLANT'] = [planted, ...switches].filter(Boolean).join('+');
  for (let round = 0; ; round += 1) {
    const outcome = await campaign(optionsOf(round));
    if (!report(outcome, (text) => console.log(text))) return 1;
    if (!values.repeat) return 0;
  }
}

process.exit(await main());
