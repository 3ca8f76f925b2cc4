// Fits the lines of a brief into what a person reads in eight seconds (C47): at most 6 lines, 80 words, 160 characters a line. Pure.
// Over budget the lowest priority goes first: a list loses its last item, then the line goes whole; nothing is cut mid-word.
import { limits } from '@throughline/types';
import type { BriefSlot, HandoffContext, Ref } from '@throughline/types';
import { cutAtWord, wordCount } from './plain-text.js';
import { refsOf, wordsOf } from './refs.js';

/** A line is `head` and its items, joined by `; `. A line of prose has one item and is no list. */
export interface BriefLine {
  slot: BriefSlot;
  priority: number;
  head: string;
  items: { text: string; refs: Ref[]; words?: number }[];
  /** Its items stand for themselves: scope may leave one out (C55). */
  list: boolean;
}

export function lineText(head: string, items: readonly { text: string }[]): string {
  return head + items.map(({ text }) => text).join('; ');
}

const textOf = ({ head, items }: BriefLine): string => lineText(head, items);

function fitted(line: BriefLine): BriefLine {
  const items = [...line.items];
  while (items.length > 1 && textOf({ ...line, items }).length > limits.BRIEF_LINE_MAX_CHARS) items.pop();
  return { ...line, items };
}

/** Lines without a source are not rendered (C2). */
export function fitBrief(lines: readonly BriefLine[]): HandoffContext['brief'] {
  const kept = lines
    .filter((line) => line.items.length > 0 && line.items.every(({ refs }) => refs.length > 0))
    .map(fitted)
    .sort((a, b) => b.priority - a.priority);
  const words = (): number => kept.reduce((sum, line) => sum + wordCount(textOf(line)), 0);
  while (kept.length > limits.BRIEF_MAX_LINES || words() > limits.BRIEF_MAX_WORDS) {
    const last = kept.at(-1);
    if (last === undefined) break;
    if (kept.length <= limits.BRIEF_MAX_LINES && last.items.length > 1) last.items.pop();
    else kept.pop();
  }
  return kept.map((line) => ({
    slot: line.slot,
    text: cutAtWord(textOf(line), limits.BRIEF_LINE_MAX_CHARS),
    refs: refsOf(line.items.flatMap(({ refs }) => refs)),
    ...wordsOf(line.list ? 1 : (line.items[0]?.words ?? 1)),
    ...(line.list ? { parts: { head: line.head, items: line.items } } : {}),
  }));
}
