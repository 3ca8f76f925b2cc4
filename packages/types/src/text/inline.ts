// The marks inside one line: bold, italic, strike, code, links (W160). Pure and linear (S111): one walk over the marks; each mark has at most
// one open start, so a close looks at no more than four. Invariants: the nodes' text joined is the line without its marks; a mark without
// its partner is text; a mark inside a word is text, so 2*3*4, snake_case and __init__ stay as they are.
import { linkTo } from './address.js';
import type { LinkNode } from './address.js';

export interface TextNode {
  kind: 'text';
  text: string;
}
export interface CodeNode {
  kind: 'code';
  text: string;
}
export interface StyleNode {
  kind: 'bold' | 'italic' | 'strike';
  of: InlineNode[];
}
export interface BreakNode {
  kind: 'break';
}
export type InlineNode = TextNode | CodeNode | StyleNode | BreakNode | LinkNode;

/** Links that may still be made in this text (W161). */
export interface LinkBudget {
  left: number;
}

const STYLES: Readonly<Record<string, readonly StyleNode['kind'][]>> = {
  '*': ['italic'],
  '**': ['bold'],
  '***': ['bold', 'italic'],
  _: ['italic'],
  '~~': ['strike'],
};
// Marks first: `_mara@example.com_` is an address in italics. Characters that draw nothing or turn the direction end an address.
const HIDDEN = '\\p{Cc}\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufeff';
const FOUND = new RegExp(
  [
    '`+|\\*+|_+|~+',
    `\\[(?<label>[^[\\]]{1,500})\\]\\((?<address>(?:[^\\s()[\\]<>${HIDDEN}]|\\([^\\s()[\\]<>${HIDDEN}]*\\))+)\\)`,
    `(?<bare>(?<![a-z0-9])https?:\\/\\/[^\\s<>"'${HIDDEN}]{1,2000}|(?<![a-z0-9])(?:mailto:)?[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8})`,
  ].join('|'),
  'giu',
);
const BEHIND_ADDRESS = '.,:;!?)]}\'"*_~…';
const ASCII_WORD = /\w/;
// A single mark counts around whole words only, and not before a sign: (>_<) and ¯\\_(ツ)_/¯ are faces, src/*.ts is a path. Halves of
// pairs: an emoji on the other side of the mark.
const BEFORE_SINGLE = /[^\p{L}\p{N}\p{M}\\/@#&=]|[\ufe0f\udc00-\udfff]/u;
const FIRST_IN_SINGLE = /[\p{L}\p{N}\p{Ps}\p{Pi}\p{Sc}"'¿¡#+*_~`\ud800-\udbff]/u;
const AFTER_SINGLE = /[^\p{L}\p{N}\p{M}]|[\ud800-\udbff]/u;

interface Start {
  mark: string;
  /** Place of the mark's text in `parts`. */
  at: number;
}

/** An address without the punctuation that ends the sentence around it; a bracket that it opened itself stays. */
function trimmed(found: string): string {
  let unopened = found.split(')').length - found.split('(').length;
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found.charAt(end - 1);
    if (!BEHIND_ADDRESS.includes(last)) break;
    if (last !== ')') continue;
    if (unopened <= 0) break;
    unopened -= 1;
  }
  return found.slice(0, end);
}

const BLANK = /\s/u;

function isStart(mark: string, before: string, after: string): boolean {
  if (after === '' || BLANK.test(after)) return false;
  if (mark.length > 1) return !ASCII_WORD.test(before);
  return FIRST_IN_SINGLE.test(after) && (before === '' || BEFORE_SINGLE.test(before));
}
function isEnd(mark: string, before: string, after: string): boolean {
  if (before === '' || BLANK.test(before)) return false;
  return mark.length > 1 ? !ASCII_WORD.test(after) : after === '' || AFTER_SINGLE.test(after);
}

/** @param room how many marks may stand inside each other */
export function inlineNodes(line: string, room: number, links: LinkBudget): InlineNode[] {
  // What has been read, as a flat row: a finished mark takes the nodes behind its start.
  const parts: InlineNode[] = [];
  const starts: Start[] = [];
  const ticks = new Set<number>(); // lengths of tick runs that are not closed in this line
  let plain = 0;
  const say = (text: string): void => {
    if (text) parts.push({ kind: 'text', text });
  };
  const upTo = (at: number): void => say(line.slice(plain, at));

  /** Where the code span ends that starts with `run`; -1: nowhere. */
  const codeEnd = (run: string, from: number): number => {
    if (run.length > 3 || ticks.has(run.length)) return -1;
    for (let at = line.indexOf(run, from); at >= 0; at = line.indexOf(run, at)) {
      let end = at;
      while (line.charAt(end) === '`') end += 1;
      if (end - at === run.length) return at;
      at = end;
    }
    ticks.add(run.length);
    return -1;
  };
  const style = (mark: string, at: number): void => {
    const kinds = STYLES[mark];
    const before = line.charAt(at - 1);
    const after = line.charAt(at + mark.length);
    if (kinds && isEnd(mark, before, after)) {
      const opened = starts.findIndex((start) => start.mark === mark);
      const start = starts[opened];
      if (start) {
        starts.length = opened;
        const inside = kinds.reduceRight<InlineNode[]>((of, kind) => [{ kind, of }], parts.splice(start.at).slice(1));
        parts.push(...inside);
        return;
      }
    }
    if (kinds && isStart(mark, before, after)) {
      const same = starts.findIndex((start) => start.mark === mark);
      if (same >= 0) starts.splice(same, 1);
      starts.push({ mark, at: parts.length });
      let deep = starts.reduce((sum, start) => sum + (STYLES[start.mark]?.length ?? 0), 0);
      for (; deep > room; deep -= STYLES[starts.shift()?.mark ?? '']?.length ?? 0);
    }
    say(mark);
  };

  FOUND.lastIndex = 0;
  for (let match = FOUND.exec(line); match; match = FOUND.exec(line)) {
    const { index: at } = match;
    let [found] = match;
    const { label, address, bare } = match.groups ?? {};
    let node: InlineNode | null = null;
    if (bare !== undefined || address !== undefined) {
      if (bare !== undefined) found = trimmed(bare);
      const to = address ?? (/^(?:https?|mailto):/iu.test(found) ? found : `mailto:${found}`);
      if (links.left > 0) node = linkTo(to, label ?? found);
      if (node) links.left -= 1;
    } else if (found.startsWith('`')) {
      const end = codeEnd(found, at + found.length);
      if (end >= 0) {
        node = { kind: 'code', text: line.slice(at + found.length, end) };
        found = line.slice(at, end + found.length);
      }
    } else {
      upTo(at);
      style(found, at);
      plain = FOUND.lastIndex = at + found.length;
      continue;
    }
    if (node) {
      upTo(at);
      parts.push(node);
      plain = at + found.length;
    }
    FOUND.lastIndex = at + Math.max(found.length, 1);
  }
  upTo(line.length);
  return parts;
}
