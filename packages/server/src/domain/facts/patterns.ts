// What a site calls its own numbers (C23): `{key, label, pattern, scope}` compiled once, matched in one pass over a text. The matcher keeps a set of
// states instead of trying choices one after the other, so no pattern and no text can make it slow. Pure.
import { COMMON_WORDS } from './context-words.js';
import type { Found } from './found.js';
import { parsePattern } from './pattern-parse.js';
import type { PatternNode } from './pattern-parse.js';

export interface SitePattern {
  /** `meter_number`: lower case, digits, underscores; a known key (`order_id`) teaches the site's own form of it. */
  key: string;
  label: string;
  /** The whole value, e.g. `CL-\d{4}`; capitals and small letters are the same. Subset of RE2, at most 200 characters. */
  pattern: string;
  scope: 'customer' | 'case';
}
export interface CompiledPattern extends Omit<SitePattern, 'pattern'> {
  steps: readonly Step[];
}
export interface RefusedPattern {
  index: number;
  key: string;
  reason: string;
}
/** One state: reads a character of `set` and goes to `next`, or goes to all of `next` without reading, or accepts. */
export type Step =
  | { kind: 'read'; negated: boolean; ranges: readonly (readonly [number, number])[]; next: number }
  | { kind: 'jump'; next: readonly number[] }
  | { kind: 'accept' };

const PATTERNS_MAX = 50;
const VALUE_MAX_CHARS = 64;
const STEPS_MAX = 600;
const LABEL_MAX_CHARS = 40;
const KEY = /^[a-z][a-z0-9_]{0,39}$/;
const WORD = /[\p{L}\p{N}]/u;

/** Compiles what can be used and says why the rest cannot. At most 50 per site. */
export function compilePatterns(patterns: readonly SitePattern[]): { compiled: CompiledPattern[]; refused: RefusedPattern[] } {
  const compiled: CompiledPattern[] = [];
  const refused: RefusedPattern[] = [];
  for (const [index, { key, label, pattern, scope }] of patterns.entries()) {
    const steps = index >= PATTERNS_MAX ? `is beyond the ${PATTERNS_MAX} patterns of a site` : stepsOf(key, { label, pattern });
    if (typeof steps === 'string') refused.push({ index, key, reason: steps });
    else compiled.push({ key, label: label.trim(), scope, steps });
  }
  return { compiled, refused };
}

function stepsOf(key: string, { label, pattern }: { label: string; pattern: string }): Step[] | string {
  if (!KEY.test(key)) return 'has a key that is not lower case letters, digits and underscores';
  if (label.trim() === '' || label.length > LABEL_MAX_CHARS) return `needs a label of 1 to ${LABEL_MAX_CHARS} characters`;
  const parsed = parsePattern(pattern);
  if ('reason' in parsed) return parsed.reason;
  const steps: Step[] = [{ kind: 'accept' }];
  const start = build(parsed.node, 0, steps);
  if (start < 0) return 'is too large: fewer or smaller counts are needed';
  steps.push({ kind: 'jump', next: [start] });
  return canBeEmpty(parsed.node) ? 'matches nothing at all' : steps;
}

/** Adds the states of `node`, which go on to `next`; the first of them, or -1 when there are too many. */
function build(node: PatternNode, next: number, steps: Step[]): number {
  if (steps.length > STEPS_MAX || next < 0) return -1;
  switch (node.kind) {
    case 'set':
      return steps.push({ kind: 'read', negated: node.negated, ranges: node.ranges, next }) - 1;
    case 'sequence':
      return node.parts.reduceRight((behind, part) => build(part, behind, steps), next);
    case 'choice': {
      const options = node.options.map((option) => build(option, next, steps));
      return options.includes(-1) ? -1 : steps.push({ kind: 'jump', next: options }) - 1;
    }
    case 'repeat': {
      let at = next;
      for (let i = 0; i < node.max && at >= 0; i += 1) {
        const inner = build(node.part, at, steps);
        at = inner < 0 || i < node.max - node.min ? optionalStep(inner, next, steps) : inner;
      }
      return at;
    }
  }
}

function optionalStep(inner: number, next: number, steps: Step[]): number {
  return inner < 0 ? -1 : steps.push({ kind: 'jump', next: [inner, next] }) - 1;
}

function canBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case 'set':
      return false;
    case 'sequence':
      return node.parts.every(canBeEmpty);
    case 'choice':
      return node.options.some(canBeEmpty);
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.part);
  }
}

/** Every value of the site's patterns in `text`, each pattern's longest from the leftmost place, whole words only. */
export function findPatterns(text: string, patterns: readonly CompiledPattern[]): Found[] {
  return patterns.flatMap(({ key, steps }) =>
    matches(text, steps)
      .filter(([start, end]) => !startsWithWord(text.slice(start, end)))
      .map(([start, end]) => ({ key, start, end })),
  );
}

/** A pattern that allows a space finds `for 140` in ordinary words. */
function startsWithWord(value: string): boolean {
  const space = value.indexOf(' ');
  return space > 0 && COMMON_WORDS.has(value.slice(0, space).toLowerCase());
}

/** One pass with the leftmost start that reaches each state; after a value it goes on behind it, so no character is read more than VALUE_MAX_CHARS times. */
function matches(text: string, steps: readonly Step[]): [number, number][] {
  const found: [number, number][] = [];
  let live = new Map<number, number>();
  let best: [number, number] | null = null;
  for (let at = 0; at <= text.length; at += 1) {
    const boundary = at === 0 || at === text.length || !(isWord(text, at - 1) && isWord(text, at));
    if (best === null && boundary) follow(steps, { state: steps.length - 1, start: at, into: live });
    const start = live.get(0);
    if (boundary && start !== undefined && (best === null || start <= best[0])) best = [start, at];
    live = advanced(text, { at, steps, live, leftmost: best?.[0] ?? at });
    if (best === null || live.size > 0) continue;
    found.push(best);
    at = Math.max(best[1] - 1, best[0]);
    best = null;
  }
  return found;
}

interface Scan {
  at: number;
  steps: readonly Step[];
  live: ReadonlyMap<number, number>;
  leftmost: number;
}

/** The states behind the character at `at`; what started behind `leftmost` or is too long is given up. */
function advanced(text: string, { at, steps, live, leftmost }: Scan): Map<number, number> {
  const next = new Map<number, number>();
  if (at >= text.length) return next;
  for (const [state, start] of live) {
    const step = steps[state];
    if (step?.kind !== 'read' || start > leftmost || at - start >= VALUE_MAX_CHARS || !reads(step, text.charCodeAt(at))) continue;
    follow(steps, { state: step.next, start, into: next });
  }
  return next;
}

const isWord = (text: string, at: number): boolean => WORD.test(text.charAt(at));

function follow(steps: readonly Step[], { state, start, into }: { state: number; start: number; into: Map<number, number> }): void {
  const held = into.get(state);
  if (held !== undefined && held <= start) return;
  into.set(state, start);
  const step = steps[state];
  if (step?.kind === 'jump') for (const next of step.next) follow(steps, { state: next, start, into });
}

function reads({ negated, ranges }: Extract<Step, { kind: 'read' }>, unit: number): boolean {
  const swapped = unit >= 97 && unit <= 122 ? unit - 32 : unit >= 65 && unit <= 90 ? unit + 32 : unit;
  return ranges.some(([from, to]) => (unit >= from && unit <= to) || (swapped >= from && swapped <= to)) !== negated;
}
