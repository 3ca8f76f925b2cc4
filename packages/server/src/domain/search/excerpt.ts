// What a result shows of its text (K76): at most 200 characters around the first match, and where the matches are. Pure; text, never HTML.
import type { Highlights } from '@throughline/types';
import type { SearchQuery } from './query.js';
import { asKey, keysIn, wordsIn } from './words.js';

const EXCERPT_MAX_CHARS = 200;
const BEFORE_CHARS = 60; // of the text before the first match
const HIGHLIGHTS_MAX = 20;

export interface Excerpt {
  text: string;
  highlights: Highlights;
}

/** Places of the query's words and numbers in the text: ascending, none inside another. */
export function highlightsIn(text: string, { words, exact }: Pick<SearchQuery, 'words' | 'exact'>): Highlights {
  const found = [
    ...wordsIn(text).filter(({ word }) => words.some((asked) => word.startsWith(asked))),
    ...keysIn(text).filter(({ key }) => exact.includes(asKey(key))),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  const apart: Highlights = [];
  for (const { start, end } of found) {
    const last = apart.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else if (apart.length < HIGHLIGHTS_MAX) apart.push([start, end]);
  }
  return apart;
}

const isLow = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
};

/** Not inside a sign, and after a space if one is near. */
function cutAt(text: string, at: number): number {
  const space = text.indexOf(' ', at);
  const near = space >= 0 && space - at < 20 ? space + 1 : at;
  return isLow(text, near) ? near + 1 : near;
}

export function excerptOf(source: string, query: Pick<SearchQuery, 'words' | 'exact'>): Excerpt {
  const text = source.replace(/\s+/gu, ' ').trim();
  const all = highlightsIn(text, query);
  const first = all[0]?.[0] ?? 0;
  const from = text.length <= EXCERPT_MAX_CHARS || first <= BEFORE_CHARS ? 0 : Math.min(first, cutAt(text, first - BEFORE_CHARS));
  const head = from === 0 ? '' : '…';
  const room = EXCERPT_MAX_CHARS - 2;
  let until = Math.min(text.length, from + room);
  if (until < text.length && isLow(text, until)) until -= 1;
  const shift = head.length - from;
  return {
    text: `${head}${text.slice(from, until)}${until < text.length ? '…' : ''}`,
    highlights: all.flatMap(([start, end]) =>
      start >= from && end <= until ? [[start + shift, end + shift] satisfies [number, number]] : [],
    ),
  };
}
