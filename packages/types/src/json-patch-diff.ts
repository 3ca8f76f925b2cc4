// What changed between two JSON documents, as an RFC 6902 patch of `add`, `remove` and `replace`, and the way back to the newer one. No zod:
// the console applies patches. Invariant: applyPatch(a, diffJson(a, b)) equals b. Lists are compared by index behind a common head and
// before a common tail, which is cheap and small where entries come and go at one place. (Not a longest common subsequence: quadratic.)
import type { JsonPatch, JsonPatchOperation } from './json-patch.js';
import type { Json } from './model/primitives.js';

type JsonObject = { [key: string]: Json };

/** The operations that make `before` into `after`; empty when they are equal. Order of keys is not a difference. */
export function diffJson(before: Json, after: Json): JsonPatch {
  const patch: JsonPatch = [];
  diffAt('', before, after, patch);
  return patch;
}

/** `document` changed by `patch`, in order; `document` itself stays as it is. Throws when a path does not exist. */
export function applyPatch(document: Json, patch: JsonPatch): Json {
  return patch.reduce<Json>((changed, operation) => changedAt(changed, pathOf(operation.path), operation), document);
}

const equal = (a: Json, b: Json): boolean => {
  if (a === b) return true;
  if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => equal(item, b[i] ?? null));
  if (Array.isArray(a) || Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => has(b, key) && equal(a[key] ?? null, b[key] ?? null));
};

function diffAt(path: string, before: Json, after: Json, patch: JsonPatch): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) diffLists(path, before, after, patch);
  else if (isObject(before) && isObject(after)) diffObjects(path, before, after, patch);
  else patch.push({ op: 'replace', path, value: after });
}

function diffObjects(path: string, before: JsonObject, after: JsonObject, patch: JsonPatch): void {
  for (const key of Object.keys(before)) if (!has(after, key)) patch.push({ op: 'remove', path: `${path}/${escaped(key)}` });
  for (const [key, value] of Object.entries(after)) {
    const at = `${path}/${escaped(key)}`;
    if (has(before, key)) diffAt(at, before[key] ?? null, value, patch);
    else patch.push({ op: 'add', path: at, value });
  }
}

function diffLists(path: string, before: readonly Json[], after: readonly Json[], patch: JsonPatch): void {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && equal(before[head] ?? null, after[head] ?? null)) head += 1;
  let tail = 0;
  while (tail < shorter - head && equal(before.at(-1 - tail) ?? null, after.at(-1 - tail) ?? null)) tail += 1;
  const [endBefore, endAfter] = [before.length - tail, after.length - tail];
  const shared = Math.min(endBefore, endAfter);
  for (let i = head; i < shared; i += 1) diffAt(`${path}/${i}`, before[i] ?? null, after[i] ?? null, patch);
  for (let i = endBefore - 1; i >= shared; i -= 1) patch.push({ op: 'remove', path: `${path}/${i}` });
  for (let i = shared; i < endAfter; i += 1) patch.push({ op: 'add', path: `${path}/${i}`, value: after[i] ?? null });
}

function changedAt(target: Json, path: readonly string[], operation: JsonPatchOperation): Json {
  const [key, ...rest] = path;
  if (key === undefined) {
    if (operation.op === 'remove') throw new Error('A patch cannot remove the whole document');
    return operation.value;
  }
  if (Array.isArray(target)) return changedList(target, { key, rest }, operation);
  if (!isObject(target)) throw new Error(`A patch leads into a value: ${operation.path}`);
  if (rest.length > 0) {
    if (!has(target, key)) throw new Error(`A patch leads nowhere: ${operation.path}`);
    return withKey(target, key, changedAt(target[key] ?? null, rest, operation));
  }
  if (operation.op !== 'add' && !has(target, key)) throw new Error(`A patch leads nowhere: ${operation.path}`);
  return operation.op === 'remove' ? withoutKey(target, key) : withKey(target, key, operation.value);
}

function changedList(
  target: readonly Json[],
  { key, rest }: { key: string; rest: readonly string[] },
  operation: JsonPatchOperation,
): Json {
  const adding = rest.length === 0 && operation.op === 'add';
  const index = key === '-' && adding ? target.length : /^(?:0|[1-9]\d*)$/.test(key) ? Number(key) : -1;
  if (index < 0 || index > target.length - (adding ? 0 : 1)) throw new Error(`A patch leads nowhere: ${operation.path}`);
  if (rest.length > 0) return target.with(index, changedAt(target[index] ?? null, rest, operation));
  if (operation.op === 'remove') return target.toSpliced(index, 1);
  return operation.op === 'add' ? target.toSpliced(index, 0, operation.value) : target.with(index, operation.value);
}

/** Entries, not assignment: a key may be `__proto__`. */
const withKey = (target: JsonObject, key: string, value: Json): JsonObject =>
  Object.fromEntries(
    has(target, key)
      ? Object.entries(target).map(([name, held]) => [name, name === key ? value : held])
      : [...Object.entries(target), [key, value]],
  );
const withoutKey = (target: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(target).filter(([name]) => name !== key));

const has = (target: JsonObject, key: string): boolean => Object.prototype.hasOwnProperty.call(target, key);
const isContainer = (value: Json): value is Json[] | JsonObject => typeof value === 'object' && value !== null;
const isObject = (value: Json): value is JsonObject => isContainer(value) && !Array.isArray(value);
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const pathOf = (path: string): string[] =>
  path === ''
    ? []
    : path
        .slice(1)
        .split('/')
        .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
