// `npm run faults:plants [-- --only X3,X5]`: plants each bug of list.mjs into a build of its own and lets its check look for it (P120). A bug
// that no check finds means that the checker is broken: exit 1. Each check is also run on the product as it is, where it must find nothing.
import { parseArgs } from 'node:util';
import { plants } from './list.mjs';
import { attempt } from './attempt.js';
import type { Attempt } from './attempt.js';

const MAX_MS = 300_000; // P120

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    'no-control': { type: 'boolean', default: false },
    campaigns: { type: 'boolean', default: false },
  },
});
const wanted = values.only.split(',').filter(Boolean);
const chosen = plants.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
const unknown = wanted.filter((id) => !plants.some((plant) => plant.id === id));
if (unknown.length > 0) throw new Error(`There is no planted bug ${unknown.join(', ')}`);

let failed = 0;
const row = (id: string, check: string, verdict: string, seconds: number | null, text: string): void =>
  console.log(`${id.padEnd(9)} ${check.padEnd(18)} ${verdict.padEnd(11)} ${(seconds?.toFixed(1) ?? '').padStart(6)} ${text}`);

/** What the check said; null when it could not be carried out. */
async function tryOnce(check: string, plant: string): Promise<Attempt | null> {
  try {
    return await attempt({ check, plant, maxMs: MAX_MS });
  } catch (error) {
    failed += 1;
    row(plant || '–', check, 'NO RESULT', null, String(error).slice(0, 600));
    return null;
  }
}

/** The check of a bug, and the switches it runs with. */
const checkOf = ({ caughtBy, campaign, alsoOff = '' }: (typeof plants)[number]): { check: string; alsoOff: string } => ({
  check: values.campaigns && campaign !== undefined ? `campaign ${campaign}` : caughtBy,
  alsoOff,
});

console.log('plant     caught by          verdict          s what');
for (const plant of chosen) {
  const { check, alsoOff } = checkOf(plant);
  const tried = await tryOnce(check, [plant.id, alsoOff].filter(Boolean).join('+'));
  if (tried === null) continue;
  const [first] = tried.found;
  if (first === undefined) failed += 1;
  row(plant.id, check, first === undefined ? 'NOT CAUGHT' : 'caught', tried.seconds, plant.what);
  if (first !== undefined) console.log(`${' '.repeat(48)}${first.slice(0, 160)}`);
}
const controls = new Set(chosen.map((plant) => JSON.stringify(checkOf(plant))));
for (const control of values['no-control'] ? [] : controls) {
  const { check, alsoOff }: ReturnType<typeof checkOf> = JSON.parse(control);
  const tried = await tryOnce(check, alsoOff);
  if (tried === null) continue;
  const [first] = tried.found;
  if (first !== undefined) failed += 1;
  row(
    alsoOff || '–',
    check,
    first === undefined ? 'silent' : 'FALSE ALARM',
    tried.seconds,
    first?.slice(0, 300) ?? 'on the product as it is',
  );
}
console.log(failed === 0 ? `${chosen.length} planted bugs, all caught` : `${failed} failures`);
process.exit(failed === 0 ? 0 : 1);
