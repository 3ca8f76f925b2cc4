// `npm run check`: everything that a machine can judge without running the product. Goes on after a failure, so that one run shows all.
import { checkNode, install } from './install.mjs';
import { node, timed } from './steps.mjs';

checkNode();
install();

const bin = (path, ...args) => [`node_modules/${path}`, ...args];
const LAYERS = ['--config', '.dependency-cruiser.mjs', '--output-type', 'err', 'packages'];
const STEPS = [
  ['format', bin('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
  ['lint', bin('oxlint/bin/oxlint', '--type-aware', '--deny-warnings')],
  ['layers', bin('dependency-cruiser/bin/dependency-cruise.mjs', ...LAYERS)],
  ['planted violations', bin('vitest/vitest.mjs', 'run', '--reporter=dot', 'tests/layers')],
  ['types', bin('typescript/bin/tsc', '-b')],
  ['rule ids', ['scripts/check-spec-ids.mjs']],
  ['house rules', ['scripts/check-house-rules.mjs']],
  ['build', ['scripts/build.mjs']],
  ['size', bin('size-limit/bin.js')],
  ['dead code', bin('knip/bin/knip.js')],
];

const chosen = process.argv.slice(2);
const failed = [];
for (const [name, args] of STEPS.filter(([name]) => chosen.length === 0 || chosen.includes(name))) {
  console.log(`— ${name}`);
  const { result, seconds } = timed(() => node(args));
  console.log(`  ${result === 0 ? 'good' : 'FAILED'} in ${seconds} s`);
  if (result !== 0) failed.push(name);
}
console.log(failed.length === 0 ? 'All checks passed' : `Failed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
