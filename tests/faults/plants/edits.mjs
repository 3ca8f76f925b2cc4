// Which built files are changed for a test, and how. Shared by the module loader (`hook.mjs`) and the bundle (`test-build.ts`).
// Invariant: an edit whose text is not there exactly once is an error: a plant that plants nothing would prove nothing.
import { clockEdits } from './clock.mjs';
import { failpoints } from './failpoints.mjs';
import { plants, switches } from './list.mjs';

/** Edits by path below the repository. `plant`: planted bugs and switches, joined by `+`. @param {{plant: string, failpoints: boolean, clock: boolean}} asked */
export function editsByFile({ plant, failpoints: wanted, clock }) {
  const planted = plant
    .split('+')
    .filter(Boolean)
    .map((name) => {
      const found = [...plants, ...switches].find(({ id }) => id === name);
      if (found === undefined) throw new Error(`There is no planted bug ${name}`);
      return found;
    });
  /** @type {Map<string, {file: string, find: string, replace: string}[]>} */
  const edits = new Map();
  for (const edit of [...(wanted ? failpoints : []), ...(clock ? clockEdits : []), ...planted.flatMap((one) => one.edits)]) {
    edits.set(edit.file, [...(edits.get(edit.file) ?? []), edit]);
  }
  return edits;
}

/** @param {string} source @param {readonly {file: string, find: string, replace: string}[]} edits */
export function edited(source, edits) {
  let text = source;
  for (const { file, find, replace } of edits) {
    const parts = text.split(find);
    if (parts.length !== 2) throw new Error(`${file}: the text to edit occurs ${parts.length - 1} times: ${find}`);
    text = parts.join(replace);
  }
  return text;
}
