// Module loader: applies the edits of one planted bug, of the failpoints and of the clock to the built files they name.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { edited, editsByFile } from './edits.mjs';

const ROOT = new URL('../../../', import.meta.url).href;
let edits = new Map();

/** @param {{plant: string, failpoints: boolean, clock: boolean}} asked */
export function initialize(asked) {
  edits = editsByFile(asked);
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  const mine = url.startsWith(ROOT) ? edits.get(url.slice(ROOT.length)) : undefined;
  if (mine === undefined) return next(url, context);
  return { format: 'module', source: edited(readFileSync(fileURLToPath(url), 'utf8'), mine), shortCircuit: true };
}
