// `npm test`, on a fresh clone too: install, build what changed, run all tests or those whose path is given. The random tests have the same
// seed each time, so that what fails is what changed; another one is FC_SEED=123, and FC_SEED=random looks where nobody has looked yet.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { checkNode, install } from './install.mjs';
import { node, root } from './steps.mjs';

checkNode();
install();
build();

const REPORT = join(root, '.cache/vitest.json');
mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(REPORT, { force: true });
const { FC_SEED = '20261123' } = process.env;
const seed = FC_SEED === 'random' ? String(Math.floor(Math.random() * 2 ** 31)) : FC_SEED;
console.log(`Seed of the random tests: FC_SEED=${seed}`);

const reporters = ['default', 'json', './scripts/second-try-reporter.mjs'].map((name) => `--reporter=${name}`);
// A shared machine may stall for longer than any wait: there a test has a second try, and is named at the end.
const tries = process.env.CI === undefined ? [] : ['--retry=1'];
const code = node(
  ['node_modules/vitest/vitest.mjs', 'run', ...reporters, `--outputFile.json=${REPORT}`, ...tries, ...process.argv.slice(2)],
  {
    env: { ...process.env, FC_SEED: seed },
  },
);
const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(REPORT, 'utf8'));
if (numFailedTests === 0 && code !== 0) console.log(`The run failed outside of a test; ${numFailedTestSuites} suites failed`);
console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
process.exit(code);
