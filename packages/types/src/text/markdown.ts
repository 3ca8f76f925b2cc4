// What a message says: text → blocks → nodes (W160, W163). One parser for the widget and the console. Pure and linear (S111). Invariants:
// there is no node for HTML, pictures, headings or tables; blocks and marks stand at most four deep and 50 links are made (W161); joined,
// the nodes' text is what the person wrote, without the marks.
import { inlineNodes } from './inline.js';
import type { InlineNode, LinkBudget } from './inline.js';

export interface TextBlock {
  kind: 'text';
  of: InlineNode[];
}
export interface PreBlock {
  kind: 'pre';
  text: string;
}
export interface QuoteBlock {
  kind: 'quote';
  of: TextBlockNode[];
}
export interface ListBlock {
  kind: 'list';
  ordered: boolean;
  items: { /** As written; 0 when the list has no order. */ number: number; of: TextBlockNode[] }[];
}
export type TextBlockNode = TextBlock | PreBlock | QuoteBlock | ListBlock;

const NESTING_MAX = 4;
const LINKS_MAX = 50;
const FENCE = /^\s{0,3}```([^`]*)$/;
const QUOTE = /^\s{0,3}>(?: |$)/;
const ITEM = /^(\s{0,3}(?:([-*•])|(0|[1-9]\d{0,8})[.)])\s{1,3})\S/;
const INDENTED = /^(?: {2}|\t)/;

const endsCode = (line: string): boolean => FENCE.exec(line)?.[1]?.trim() === '';

/** The lines from `from` on that `belongs` accepts, each as it gives it back. */
function linesWhile(lines: readonly string[], from: number, belongs: (line: string) => string | null): string[] {
  const taken: string[] = [];
  for (let at = from; at < lines.length; at += 1) {
    const line = belongs(lines[at] ?? '');
    if (line === null) break;
    taken.push(line);
  }
  return taken;
}

/** A line of a list item, as it stands inside the item. */
const outdented = (line: string, width: number): string =>
  line.startsWith('\t') ? line.slice(1) : line.slice(Math.min(width, line.search(/\S/)));

function blocks(lines: readonly string[], room: number, links: LinkBudget): TextBlockNode[] {
  const made: TextBlockNode[] = [];
  const lastFence = lines.findLastIndex(endsCode);
  let plain: string[] = [];
  let blank = false;
  const say = (): void => {
    const of = plain.flatMap((line, at): InlineNode[] => [
      ...(at > 0 ? [{ kind: 'break' } as const] : []),
      ...inlineNodes(line, room, links),
    ]);
    if (plain.length > 0) made.push({ kind: 'text', of });
    plain = [];
  };
  const isItem = (line: string, ordered: boolean): RegExpExecArray | null => {
    const item = ITEM.exec(line);
    return item && (item[2] === undefined) === ordered ? item : null;
  };

  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const item = room > 0 ? ITEM.exec(line) : null;
    const fence = at < lastFence ? FENCE.exec(line) : null;
    // A blank line ends a paragraph; further ones stay as breaks.
    const again = blank;
    blank = !line.trim();
    if (fence) {
      say();
      const inside = linesWhile(lines, at + 1, (next) => (endsCode(next) ? null : next));
      const end = at + 1 + inside.length;
      const first = fence[1]?.trim() ? [fence[1].trim()] : []; // what stands beside the fence is no mark
      made.push({ kind: 'pre', text: [...first, ...inside].join('\n') });
      at = end + 1;
    } else if (room > 0 && QUOTE.test(line)) {
      say();
      const inside = linesWhile(lines, at, (next) => (QUOTE.test(next) ? next.replace(QUOTE, '') : null));
      made.push({ kind: 'quote', of: blocks(inside, room - 1, links) });
      at += inside.length;
    } else if (item) {
      say();
      const list: ListBlock = { kind: 'list', ordered: item[2] === undefined, items: [] };
      for (let next: RegExpExecArray | null = item; next; next = isItem(lines[at] ?? '', list.ordered)) {
        const width = next[1]?.length ?? 0;
        const first = (lines[at] ?? '').slice(width);
        const rest = linesWhile(lines, at + 1, (more) => (INDENTED.test(more) && more.trim() ? outdented(more, width) : null));
        list.items.push({ number: Number(next[3] ?? 0), of: blocks([first, ...rest], room - 1, links) });
        at += 1 + rest.length;
      }
      made.push(list);
    } else {
      if (blank && !again) say();
      else plain.push(line);
      at += 1;
    }
  }
  say();
  return made;
}

/** The blocks of a message. Any string is fine. */
export function parseText(text: string): TextBlockNode[] {
  return blocks(text.trimEnd().split(/\r\n?|\n/), NESTING_MAX, { left: LINKS_MAX });
}
