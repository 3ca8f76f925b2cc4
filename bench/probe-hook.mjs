// Module loader: every operation of the store counts itself while its file is loaded, so the release has no counter.
// Invariant: the text to edit is there exactly once, else the process ends: a counter that counts nothing would flatter.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = '/packages/server/dist/adapters/store/sql/store-of.js';
const FIND = 'Reflect.set(store, name, (args) => call(name, args));';
const REPLACE = 'Reflect.set(store, name, (args) => { globalThis.throughlineCount?.(name); return call(name, args); });';

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (!url.endsWith(FILE)) return next(url, context);
  const parts = readFileSync(fileURLToPath(url), 'utf8').split(FIND);
  if (parts.length !== 2) throw new Error(`${FILE}: the text to edit occurs ${parts.length - 1} times`);
  return { format: 'module', source: parts.join(REPLACE), shortCircuit: true };
}
