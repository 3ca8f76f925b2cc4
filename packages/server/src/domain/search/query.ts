// What somebody typed into the search box (K75): words, whole numbers, operators `from: to: team: tag: state: channel: has: before: after:`.
// Pure; the same for both stores. An operator that is not understood is told and searched for as words: nothing typed is dropped in silence.
import { parseInstant } from '../ingest/instant.js';
import type { Channel, ConversationStatus } from '@throughline/types';
import { conversation, primitives } from '@throughline/types/decode';
import { asKey, fold, keysIn, wordsIn } from './words.js';

export interface SearchQuery {
  /** Folded. All of them are in what is found, as beginnings of words. */
  words: string[];
  /** Quoted: words in this order, each whole. */
  phrases: string[][];
  /** Whole numbers, marked: whatever has one of them comes first. */
  exact: string[];
  /** Who said it: `me`, `customer`, `agent`, or part of an agent's name. */
  from: string[];
  /** With whom the conversation is: `me`, `none`, or part of an agent's name. */
  to: string[];
  /** Id, or part of the name. */
  team: string[];
  tag: string[];
  state: ConversationStatus[];
  channel: Channel[];
  has: Has[];
  /** ms since 1970; said before this, and at or after that. */
  before: number | null;
  after: number | null;
  /** As typed. */
  unknown: string[];
}

const HAS = ['file', 'note', 'promise', 'item'] as const;
export type Has = (typeof HAS)[number];

const TERMS_MAX = 20;
const DAY_MS = 86_400_000;
/** `name:value`, `name:"two words"`, `"a phrase"`, a word. */
const TERM = /([a-z]+):"([^"]*)"|([a-z]+):(\S+)|"([^"]*)"|(\S+)/giu;

const empty = (): SearchQuery => ({
  ...{ words: [], phrases: [], exact: [], from: [], to: [], team: [], tag: [], state: [], channel: [], has: [] },
  ...{ before: null, after: null, unknown: [] },
});

/** `2026-01-31`, an instant, or `7d`: so many days ago. Null: none of them. */
function instantOf(value: string, now: number): number | null {
  const days = /^(\d{1,4})d$/.exec(value)?.[1];
  if (days !== undefined) return now - Number(days) * DAY_MS;
  return parseInstant(value);
}

/** False: not an operator, or not a value of it. */
function takeOperator(query: SearchQuery, { name, value, now }: { name: string; value: string; now: number }): boolean {
  const text = value.trim();
  if (text === '') return false;
  switch (name) {
    case 'from':
    case 'to':
    case 'team':
      query[name].push(fold(text));
      return true;
    case 'tag':
      query.tag.push(text);
      return true;
    case 'state': {
      const state = conversation.ConversationStatus.safeParse(fold(text));
      if (state.success) query.state.push(state.data);
      return state.success;
    }
    case 'channel': {
      const channel = primitives.Channel.safeParse(fold(text));
      if (channel.success) query.channel.push(channel.data);
      return channel.success;
    }
    case 'has': {
      const has = HAS.find((one) => one === fold(text));
      if (has !== undefined) query.has.push(has);
      return has !== undefined;
    }
    case 'before':
    case 'after': {
      const at = instantOf(text, now);
      if (at !== null) query[name] = at;
      return at !== null;
    }
    default:
      return false;
  }
}

const OPERATORS = ['from', 'to', 'team', 'tag', 'state', 'channel', 'has', 'before', 'after'];

/** `now`: what `7d` is counted from. At most twenty terms are read. */
export function parseQuery(typed: string, now: number): SearchQuery {
  const query = empty();
  const plain: string[] = [];
  for (const [whole, quotedName, quotedValue, name, value, phrase] of [...typed.matchAll(TERM)].slice(0, TERMS_MAX)) {
    const operator = (quotedName ?? name)?.toLowerCase();
    if (operator !== undefined && takeOperator(query, { name: operator, value: quotedValue ?? value ?? '', now })) continue;
    if (operator !== undefined && OPERATORS.includes(operator)) query.unknown.push(whole);
    const words = wordsIn(phrase ?? whole).map(({ word }) => word);
    if (phrase !== undefined && words.length > 1) query.phrases.push(words);
    plain.push(phrase ?? whole);
  }
  const rest = plain.join(' ');
  query.words = [...new Set(wordsIn(rest).map(({ word }) => word))].slice(0, TERMS_MAX);
  query.exact = [...new Set(keysIn(rest).map(({ key }) => asKey(key)))].slice(0, TERMS_MAX);
  return query;
}

/** Nothing was asked for. */
export function isEmpty({ unknown: _unknown, before, after, ...lists }: SearchQuery): boolean {
  return before === null && after === null && Object.values(lists).every((list) => list.length === 0);
}
