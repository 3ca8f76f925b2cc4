// A rule in docs/ has an id; a test that proves it carries the id in its name: `- **P32** …` ↔ `it('[P32] …')`. Strict both ways: a rule
// without a test is a promise nobody keeps, a test with an unknown id proves a rule nobody can read. `[fault N8]` and `[plant X3]` before
// or after it name a row of the table in docs/guarantees.md and a planted bug; they too have to exist.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plants } from '../tests/faults/plants/list.mjs';
import { root } from './steps.mjs';

const DEFINITION = /^\s*[-|]\s*\*\*([A-Z]{1,2}\d+[a-z]?)\*\*/gm;
const IN_TEST_NAME = /(?<=['"`])(?:\[(?:fault |plant )?[A-Z]{1,2}\d+[a-z]?(?:[ ,]+[A-Z]{1,2}\d+[a-z]?)*\]\s*)+/g;
const GROUP = /\[(?:(fault|plant) )?([^\]]+)\]/g;
const ID = /[A-Z]{1,2}\d+[a-z]?/g;
const MATRIX_ROW = /^\| ([NKDTCLB]\d+) +\|/gm;
const INVARIANT_ROW = /^\| (I\d+) +\|/gm;

/** Files below these folders whose name matches, with their text. */
function* texts(folders, name) {
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true })) {
      const path = join(folder, entry);
      if (name.test(path) && !/node_modules|\/dist\//.test(path)) yield { path, text: readFileSync(join(root, path), 'utf8') };
    }
  }
}

const rules = new Map();
const problems = [];
for (const { path, text } of texts(['docs'], /\.md$/)) {
  for (const [, id] of text.matchAll(DEFINITION)) {
    if (rules.has(id)) problems.push(`${id} is defined in ${rules.get(id)} and again in ${path}`);
    rules.set(id, path);
  }
}

const idsIn = (path, pattern) => new Set([...readFileSync(join(root, path), 'utf8').matchAll(pattern)].map(([, id]) => id));
const named = {
  fault: { ids: idsIn('docs/guarantees.md', MATRIX_ROW), where: 'the table of docs/guarantees.md' },
  plant: { ids: new Set(plants.map(({ id }) => id)), where: 'list of planted bugs' },
};
const invariants = idsIn('docs/guarantees.md', INVARIANT_ROW); // the identity page has others of the same name

const proven = new Set();
for (const { path, text } of texts(
  ['packages', 'tests', 'bench', 'examples'],
  /\.(test|contract|suite)[^/]*\.tsx?$|\/(testing|tests)\/.*\.tsx?$|^tests\/.*\.tsx?$/,
)) {
  for (const [names] of text.matchAll(IN_TEST_NAME)) {
    for (const [, kind, group] of names.matchAll(GROUP)) {
      for (const [id] of group.matchAll(ID)) {
        if (kind !== undefined) {
          if (!named[kind].ids.has(id)) problems.push(`${path} names ${kind} ${id}, which is not in ${named[kind].where}`);
          continue;
        }
        if (!rules.has(id) && !invariants.has(id)) problems.push(`${path} proves ${id}, which no page of docs/ defines`);
        proven.add(id);
      }
    }
  }
}
for (const [id, path] of rules) if (!proven.has(id)) problems.push(`${path} defines ${id}, which no test carries`);

for (const problem of [...new Set(problems)].sort()) console.error(problem);
console.log(`${rules.size} rules in docs/, ${proven.size} ids in tests`);
process.exit(problems.length === 0 ? 0 : 1);
