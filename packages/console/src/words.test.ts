// Every sentence of the console in every language (K119): what `t` and `tn` are called with is what the catalogues hold, no more and no less.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { LOCALES, readsFromRight, speak, t, tn } from './state/t.js';
import type { Catalogue } from './state/t.js';

const SRC = fileURLToPath(new URL('.', import.meta.url));
const WORDS = fileURLToPath(new URL('../words/', import.meta.url));

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.d\.ts$/.test(entry.name)) yield path;
  }
}

/** The key of each call: the first argument of `t`, the third of `tn`. Calls whose key is no literal are told apart. */
function calls(path: string): { keys: string[]; open: string[] } {
  const keys: string[] = [];
  const open: string[] = [];
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && ['t', 'tn'].includes(node.expression.text)) {
      const key = node.arguments[node.expression.text === 't' ? 0 : 2];
      if (key !== undefined && ts.isStringLiteralLike(key)) keys.push(key.text);
      else open.push(`${path.slice(SRC.length)}: ${node.getText().slice(0, 80)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { keys, open };
}

const all = [...sources(SRC)].map(calls);
const used = new Set(all.flatMap(({ keys }) => keys));
const catalogue = (locale: string): Catalogue => JSON.parse(readFileSync(join(WORDS, `${locale}.json`), 'utf8'));
/** What scripts/console-words.mjs put in the place of a sentence nobody translated yet. */
const UNWRITTEN = '⁇ ';
const isUnwritten = (words: Catalogue[string]): boolean => typeof words === 'string' && words.startsWith(UNWRITTEN);
const places = (sentence: string): string[] => [...new Set(sentence.match(/\{\w+\}/g))].sort();

it('[K119] every sentence is a literal, so that it can be collected', () => {
  expect(all.flatMap(({ open }) => open)).toEqual([]);
  expect(used.size).toBeGreaterThan(100);
});

it.each(LOCALES.filter((locale) => locale !== 'en'))('[K119] %s has every sentence and no other', (locale) => {
  const held = catalogue(locale);
  const missing = [...used].filter((key) => held[key] === undefined || isUnwritten(held[key]));
  expect({ missing: missing.length, first: missing.slice(0, 5) }).toEqual({ missing: 0, first: [] });
  expect(Object.keys(held).filter((key) => !used.has(key))).toEqual([]);
});

it.each(LOCALES.filter((locale) => locale !== 'en'))('[K119] %s fills the same places as English', (locale) => {
  for (const [key, words] of Object.entries(catalogue(locale))) {
    const forms = typeof words === 'string' ? [words] : Object.values(words);
    // A form for one or two may say the number in words.
    for (const form of forms) expect(places(key), `${locale}: ${key}`).toEqual(expect.arrayContaining(places(form)));
    expect(new Set(forms.flatMap(places)), `${locale}: ${key}`).toEqual(new Set(places(key)));
  }
});

it('[K119] numbers take the form of the language, and Arabic reads from the right', () => {
  speak('ar', { '{n} updates': { one: 'تحديث واحد', two: 'تحديثان', few: '{n} تحديثات', many: '{n} تحديثًا', other: '{n} تحديث' } });
  expect(tn(2, '{n} update', '{n} updates')).toBe('تحديثان');
  expect(tn(5, '{n} update', '{n} updates')).toContain('تحديثات');
  expect(t('Not in the catalogue')).toBe('Not in the catalogue');
  expect(readsFromRight('ar')).toBe(true);
  speak('en', {});
});
