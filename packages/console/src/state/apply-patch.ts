// A live revision reaches the console as changes to the one it shows (C50). Pure: the document that was is never touched.
// Whatever does not fit (an unknown path, an index past the end) is a gap, and the whole is asked for again.
import type { Json, JsonPatch } from '@throughline/types';

const steps = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

type Change = JsonPatch[number];

function inList(list: readonly Json[], step: string, rest: readonly string[], change: Change): Json[] | null {
  const last = rest.length === 0;
  const at = step === '-' ? list.length : Number(step);
  const limit = last && change.op === 'add' ? list.length : list.length - 1;
  if (!Number.isInteger(at) || at < 0 || at > limit) return null;
  const copy = [...list];
  if (last) {
    if (change.op === 'remove') copy.splice(at, 1);
    else copy.splice(at, change.op === 'add' ? 0 : 1, change.value);
    return copy;
  }
  const held = copy[at];
  const next = held === undefined ? null : changed(held, rest, change);
  if (next === null) return null;
  copy[at] = next.value;
  return copy;
}

/** `null`: the path does not exist. Wrapped, because a document may be null itself. */
function changed(value: Json, path: readonly string[], change: Change): { value: Json } | null {
  const [step, ...rest] = path;
  if (step === undefined) return change.op === 'remove' ? null : { value: change.value };
  if (Array.isArray(value)) {
    const list = inList(value, step, rest, change);
    return list === null ? null : { value: list };
  }
  if (typeof value !== 'object' || value === null) return null;
  const known = Object.hasOwn(value, step);
  if (rest.length === 0) {
    if (!known && change.op !== 'add') return null;
    const others = Object.entries(value).filter(([key]) => key !== step);
    return { value: Object.fromEntries(change.op === 'remove' ? others : [...others, [step, change.value]]) };
  }
  const held = value[step];
  const next = held === undefined ? null : changed(held, rest, change);
  return next === null ? null : { value: { ...value, [step]: next.value } };
}

/** The document after `patch`, or null when the patch was not made for it. */
export function applyPatch(document: Json, patch: JsonPatch): Json | null {
  let value: Json = document;
  for (const change of patch) {
    const next = changed(value, steps(change.path), change);
    if (next === null) return null;
    value = next.value;
  }
  return value;
}
