// Brings the console's catalogues up to its code: adds each sentence that is not there yet, in English and marked, and takes out those that
// are not used any more. `node scripts/console-words.mjs`, of some languages
// `node scripts/console-words.mjs de fr`; words.test.ts tells what is left to translate.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SRC = fileURLToPath(new URL('../packages/console/src/', import.meta.url));
const WORDS = fileURLToPath(new URL('../packages/console/words/', import.meta.url));
const UNWRITTEN = '⁇ '; // in front of English that waits for its translation
const LOCALES = process.argv.length > 2 ? process.argv.slice(2) : ['de', 'es', 'fr', 'pt-BR', 'ar'];

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.d\.ts$/.test(entry.name)) yield path;
  }
}

const used = new Map();
for (const path of sources(SRC)) {
  const visit = (node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && ['t', 'tn'].includes(node.expression.text)) {
      const counted = node.expression.text === 'tn';
      const key = node.arguments[counted ? 2 : 0];
      if (key !== undefined && ts.isStringLiteralLike(key)) used.set(key.text, counted || used.get(key.text) === true);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true));
}

for (const locale of LOCALES) {
  const file = join(WORDS, `${locale}.json`);
  const held = JSON.parse(readFileSync(file, 'utf8'));
  const next = {};
  for (const key of [...used.keys()].sort((a, b) => (a < b ? -1 : 1))) next[key] = held[key] ?? `${UNWRITTEN}${key}`;
  writeFileSync(file, `${JSON.stringify(next, null, 2)}\n`);
  const waiting = Object.values(next).filter((words) => typeof words === 'string' && words.startsWith(UNWRITTEN)).length;
  const stale = Object.keys(held).filter((key) => !used.has(key)).length;
  console.log(`${locale}: ${Object.keys(next).length} sentences, ${waiting} to translate, ${stale} taken out`);
}
