// Reads a site's pattern (C23) into a tree, and refuses what cannot be matched in linear time or is most likely a mistake. The language is a
// subset of RE2: literals, `.`, `\d \w \s`, classes, groups, `|`, `? * + {m,n}`; `\b` at either end says what is true anyway. No look-around, no back-reference, no quantifier inside a quantifier. Pure.

export type PatternNode =
  | { kind: 'set'; negated: boolean; ranges: readonly (readonly [number, number])[] }
  | { kind: 'sequence'; parts: readonly PatternNode[] }
  | { kind: 'choice'; options: readonly PatternNode[] }
  | { kind: 'repeat'; part: PatternNode; min: number; max: number };

export const PATTERN_MAX_CHARS = 200;
/** What `*` and `+` reach: a value longer than this is none. */
const REPEAT_MAX = 64;
const DEPTH_MAX = 8;
const RANGES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  d: [[48, 57]],
  w: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
  s: [
    [9, 13],
    [32, 32],
    [160, 160],
  ],
};

/** The tree of `pattern`, or the reason for refusing it in words for the admin who wrote it. */
export function parsePattern(pattern: string): { node: PatternNode } | { reason: string } {
  if (pattern === '') return { reason: 'is empty' };
  if (pattern.length > PATTERN_MAX_CHARS) return { reason: `is longer than ${PATTERN_MAX_CHARS} characters` };
  const state: State = { chars: [...withoutEdges(pattern)], at: 0 };
  if (state.chars.length === 0) return { reason: 'is empty' };
  try {
    const node = choice(state, 0);
    if (state.at < state.chars.length) return { reason: 'has a ) without its (' };
    return { node };
  } catch (cause) {
    if (cause instanceof Refused) return { reason: cause.message };
    throw cause;
  }
}

/** A value is a whole word already, so a `\b` at the start or the end of a pattern adds nothing. */
function withoutEdges(pattern: string): string {
  const rest = pattern.startsWith('\\b') ? pattern.slice(2) : pattern;
  const backslashes = /\\*(?=b$)/.exec(rest)?.[0].length ?? 0;
  return rest.endsWith('\\b') && backslashes % 2 === 1 ? rest.slice(0, -2) : rest;
}

class Refused extends Error {}
interface State {
  chars: string[];
  at: number;
}

function choice(state: State, depth: number): PatternNode {
  if (depth > DEPTH_MAX) throw new Refused(`has groups more than ${DEPTH_MAX} deep`);
  const options = [sequence(state, depth)];
  while (state.chars[state.at] === '|') {
    state.at += 1;
    options.push(sequence(state, depth));
  }
  const [only] = options;
  return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
}

function sequence(state: State, depth: number): PatternNode {
  const parts: PatternNode[] = [];
  while (state.at < state.chars.length && state.chars[state.at] !== '|' && state.chars[state.at] !== ')')
    parts.push(repeated(state, depth));
  return { kind: 'sequence', parts };
}

function repeated(state: State, depth: number): PatternNode {
  const part = atom(state, depth);
  const range = quantifier(state);
  if (range === null) return part;
  if (holdsRepeat(part) && range[1] > 1) throw new Refused('has a quantifier inside a quantifier');
  if (state.chars[state.at] === '?' || state.chars[state.at] === '+') throw new Refused('has a lazy or possessive quantifier');
  return { kind: 'repeat', part, min: range[0], max: range[1] };
}

function quantifier(state: State): [number, number] | null {
  const char = state.chars[state.at];
  const simple = char === '?' ? [0, 1] : char === '*' ? [0, REPEAT_MAX] : char === '+' ? [1, REPEAT_MAX] : null;
  if (simple !== null) {
    state.at += 1;
    return [simple[0] ?? 0, simple[1] ?? 0];
  }
  if (char !== '{') return null;
  const close = state.chars.indexOf('}', state.at);
  const body = /^(\d{1,2})(,(\d{0,2}))?$/.exec(close < 0 ? '' : state.chars.slice(state.at + 1, close).join(''));
  if (body === null) throw new Refused('has a { } that is no count from 0 to 64');
  state.at = close + 1;
  const min = Number(body[1]);
  const max = body[2] === undefined ? min : body[3] === '' ? REPEAT_MAX : Number(body[3]);
  if (max > REPEAT_MAX || max < min) throw new Refused('has a { } that is no count from 0 to 64');
  return [min, max];
}

function holdsRepeat(node: PatternNode): boolean {
  if (node.kind === 'repeat') return true;
  if (node.kind === 'sequence') return node.parts.some(holdsRepeat);
  return node.kind === 'choice' && node.options.some(holdsRepeat);
}

function atom(state: State, depth: number): PatternNode {
  const char = state.chars[state.at] ?? '';
  state.at += 1;
  if (char === '(') return group(state, depth);
  if (char === '[') return charClass(state);
  if (char === '.') return { kind: 'set', negated: true, ranges: [[10, 10]] };
  if (char === '\\') return { kind: 'set', negated: false, ranges: escaped(state) };
  if (char === '^' || char === '$') throw new Refused('has an anchor: a value is always read as a whole word');
  if ('*+?{'.includes(char)) throw new Refused('has a quantifier with nothing before it');
  return { kind: 'set', negated: false, ranges: [single(char)] };
}

function group(state: State, depth: number): PatternNode {
  if (state.chars[state.at] === '?') {
    if (state.chars[state.at + 1] !== ':') throw new Refused('has a look-around or a named group');
    state.at += 2;
  }
  const inner = choice(state, depth + 1);
  if (state.chars[state.at] !== ')') throw new Refused('has a ( without its )');
  state.at += 1;
  return inner;
}

function escaped(state: State): readonly (readonly [number, number])[] {
  const char = state.chars[state.at];
  state.at += 1;
  if (char === undefined) throw new Refused('ends with a \\');
  const known = RANGES[char];
  if (known !== undefined) return known;
  if (/[0-9]/.test(char)) throw new Refused('has a back-reference');
  if (/[A-Za-z]/.test(char)) throw new Refused(`has \\${char}, which is not supported`);
  return [single(char)];
}

const single = (char: string): readonly [number, number] => [char.codePointAt(0) ?? 0, char.codePointAt(0) ?? 0];

function charClass(state: State): PatternNode {
  const negated = state.chars[state.at] === '^';
  if (negated) state.at += 1;
  const ranges: (readonly [number, number])[] = [];
  for (let first = true; ; first = false) {
    const char = state.chars[state.at];
    if (char === undefined) throw new Refused('has a [ without its ]');
    state.at += 1;
    if (char === ']' && !first) return { kind: 'set', negated, ranges };
    if (char === '\\') {
      ranges.push(...escaped(state));
      continue;
    }
    const to = state.chars[state.at + 1];
    if (state.chars[state.at] === '-' && to !== undefined && to !== ']') {
      if ((to.codePointAt(0) ?? 0) < (char.codePointAt(0) ?? 0)) throw new Refused('has a range that runs backwards');
      ranges.push([char.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0]);
      state.at += 2;
    } else ranges.push(single(char));
  }
}
