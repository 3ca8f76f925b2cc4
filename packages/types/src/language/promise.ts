// A promise in an agent's own words (C31): first person, a commissive, an action; no question, negation, past or condition. What is found is a
// suggestion until the agent accepts it, so a missed one costs a click and a wrong one costs trust in the hint: when in doubt, nothing.
import { PROMISING } from './promise-words.js';
import type { PromisingWords } from './promise-words.js';
import { byFirstWord, longestMatch, matchEnd, slots } from './slots.js';
import type { Slots } from './slots.js';
import { sentencesOf } from './tokens.js';
import type { Sentence } from './tokens.js';
import { whenIn } from './when.js';

export interface FoundPromise {
  /** What was promised, without the time: `refund 20 EUR`. At most 120 characters. */
  text: string;
  /** `price`: an amount to be charged or taken off · `date`: a delivery at a time · `action`: everything else. */
  kind: 'action' | 'price' | 'date';
  /** One word for what will be done, whatever the language: `refund`, `call`, `get back` … */
  action: string;
  /** The time as said (`by Friday`); null when none was named. */
  when: string | null;
}

interface Action {
  pattern: Slots;
  name: string;
  /** Must stand later in the sentence: `rufe … an`. */
  particle: ReadonlySet<string> | null;
}
type ActionTable = ReadonlyMap<string, readonly Action[]>;
interface Language {
  words: PromisingWords;
  commissives: ReadonlyMap<string, readonly Slots[]>;
  adverbs: ReadonlySet<string>;
  actions: ActionTable;
  verbs: readonly Action[];
  negations: ReadonlySet<string>;
  conditions: ReadonlyMap<string, readonly Slots[]>;
  ends: ReadonlySet<string>;
  idle: ReadonlySet<string>;
}

const TEXT_MAX_CHARS = 120;
const ADVERBS_MAX = 6;
const OBJECTS_MAX = 14;
const CLAUSE_WORDS_MAX = 40;
/** A shorter tail only asks for agreement: `…, ok?`. */
const QUESTION_WORDS_MIN = 4;
const NOTHING: ReadonlySet<string> = new Set();
const MONEY = /(?:\d[\d.,]*\s?(?:eur|euros?|usd|dollars?|gbp|pounds?|chf|€|\$|£|%|percent|prozent)|[€$£]\s?\d)/i;
const FIRST_PERSON_DE = new Set(['ich', 'wir']);

const languages = Object.values(PROMISING).map(compile);

function compile(words: PromisingWords): Language {
  const actions = (list: PromisingWords['actions']): Action[] =>
    list.map(([pattern, name]) => {
      const [verb = '', particle] = pattern.split(' … ');
      return { pattern: slots(verb), name, particle: particle === undefined ? null : new Set(particle.split('|')) };
    });
  return {
    words,
    commissives: byFirstWord(words.commissives),
    adverbs: new Set(words.adverbs.split(' ')),
    actions: tableOf(actions(words.actions)),
    verbs: actions(words.verbs),
    negations: new Set(words.negations.split(' ')),
    conditions: byFirstWord(words.conditions),
    ends: new Set(words.ends.split(' ')),
    idle: new Set(words.idle.split(' ')),
  };
}

/** Actions by the words they may start with. */
function tableOf(actions: readonly Action[]): ActionTable {
  const table = new Map<string, Action[]>();
  for (const action of actions) for (const word of action.pattern[0]?.words ?? []) table.set(word, [...(table.get(word) ?? []), action]);
  return table;
}

/** The first promise of `text`; null when there is none. English and German. */
export function detectPromise(text: string): FoundPromise | null {
  for (const sentence of sentencesOf(text)) {
    const stated = sentence.isQuestion ? beforeQuestion(sentence) : sentence;
    if (stated === null) continue;
    for (const language of languages) {
      const found = promiseIn(stated, language);
      if (found !== null) return found;
    }
  }
  return null;
}

/** `I'll check right away, what's your order number?` promises before it asks. */
function beforeQuestion(sentence: Sentence): Sentence | null {
  const comma = sentence.words.lastIndexOf(',');
  if (comma < 1 || sentence.words.length - comma < QUESTION_WORDS_MIN) return null;
  const end = sentence.at[comma]?.[0] ?? 0;
  return { text: sentence.text.slice(0, end), words: sentence.words.slice(0, comma), at: sentence.at.slice(0, comma), isQuestion: false };
}

interface Span {
  action: string;
  from: number;
  to: number;
}

function promiseIn(sentence: Sentence, language: Language): FoundPromise | null {
  const span = language.words.actionLast ? verbLast(sentence.words, language) : verbFirst(sentence, language);
  if (span === null) return null;
  const { words } = sentence;
  for (let at = 0; at < words.length; at += 1)
    if (longestMatch(words, at, { table: language.conditions, between: NOTHING }) >= 0 && !isNewsClause(words, at)) return null;
  return described(sentence, span);
}

/** `as soon as I have news` and `once the refund has gone through` are times, not conditions on the customer. */
function isNewsClause(words: readonly string[], at: number): boolean {
  return (
    words[at] === 'as' && words[at + 3] !== 'you' && words.slice(at, at + 8).some((word) => /^(?:news|update|answer|more|it)$/.test(word))
  );
}

/** `I'll (now) refund 20 EUR by Friday`; a verb that no table knows counts with a time: `we'll sort this out by Friday`. */
function verbFirst(sentence: Sentence, language: Language): Span | null {
  const { words } = sentence;
  for (let at = 0; at < words.length; at += 1) {
    const end = longestMatch(words, at, { table: language.commissives, between: NOTHING });
    if (end < 0) continue;
    let verb = end;
    while (verb - end < ADVERBS_MAX && language.adverbs.has(words[verb] ?? '') && actionAt(words, verb, language.actions) === null)
      verb += 1;
    const action =
      actionAt(words, verb, language.actions)?.name ??
      continued(words, verb, language) ??
      otherAction(sentence, { first: end, verb, language });
    if (action !== null) return { action, from: verb, to: clauseEnd(words, verb, language) };
  }
  return null;
}

/** `will be sending` is `will send`. */
function continued(words: readonly string[], verb: number, { actions }: Language): string | null {
  const stem = words[verb - 1] === 'be' ? /^([a-z]{2,})ing$/.exec(words[verb] ?? '')?.[1] : undefined;
  if (stem === undefined) return null;
  for (const base of [stem, `${stem}e`]) {
    const action = actionAt([base, ...words.slice(verb + 1, verb + 12)], 0, actions);
    if (action !== null) return action.name;
  }
  return null;
}

function otherAction(
  { text, words, at }: Sentence,
  { first, verb, language }: { first: number; verb: number; language: Language },
): string | null {
  const word = words[verb] ?? '';
  const start = at[verb]?.[0];
  if (start === undefined || !/^[a-z]{3,}$/.test(word) || language.idle.has(word)) return null;
  if (words.slice(first, verb).some((skipped) => language.idle.has(skipped) && skipped !== 'have')) return null;
  return whenIn(text.slice(start, at[clauseEnd(words, verb, language) - 1]?.[1])) === null ? null : word;
}

/** `Ich werde … erstatten`, `Ich erstatte …`, `Ich rufe Sie … an`. */
function verbLast(words: readonly string[], language: Language): Span | null {
  for (let at = 0; at < words.length; at += 1) {
    const end = longestMatch(words, at, { table: language.commissives, between: NOTHING });
    if (end >= 0) {
      const to = clauseEnd(words, end, language);
      if (negated(words, { from: end, to, language })) continue;
      for (let verb = end; verb < to && verb < end + OBJECTS_MAX; verb += 1) {
        const action = actionAt(words, verb, language.actions);
        if (action !== null) return { action: action.name, from: end, to: verb + 1 };
      }
      continue;
    }
    const verb = verbPlace(words, at);
    if (verb < 0 || !language.verbs.some(({ pattern }) => pattern[0]?.words.has(words[verb] ?? '') === true)) continue;
    const to = clauseEnd(words, at + 1, language);
    const action = language.verbs.find(
      (choice) => choice.pattern[0]?.words.has(words[verb] ?? '') === true && hasParticle(words, { from: at + 2, to, action: choice }),
    );
    if (action !== undefined && !negated(words, { from: at + 2, to, language })) return { action: action.name, from: verb, to };
  }
  return null;
}

/** Where the verb of `ich erstatte`, `erstatte ich` or, after a first clause of ours, `und erstatte` stands; -1 for anything else. */
function verbPlace(words: readonly string[], at: number): number {
  if (FIRST_PERSON_DE.has(words[at + 1] ?? '')) return at;
  const continues = words[at] === 'und' && FIRST_PERSON_DE.has(words[0] ?? '');
  return continues || FIRST_PERSON_DE.has(words[at] ?? '') ? at + 1 : -1;
}

function hasParticle(words: readonly string[], { from, to, action }: { from: number; to: number; action: Action }): boolean {
  const { particle } = action;
  return particle === null || words.slice(from, to).some((word) => particle.has(word));
}

function negated(words: readonly string[], { from, to, language }: { from: number; to: number; language: Language }): boolean {
  return words.slice(from, to).some((word) => language.negations.has(word));
}

function actionAt(words: readonly string[], at: number, actions: ActionTable): Action | null {
  let best: { action: Action; end: number } | null = null;
  for (const action of actions.get(words[at] ?? '') ?? []) {
    const end = matchEnd(words, at, { pattern: action.pattern, between: NOTHING });
    if (end > (best?.end ?? -1)) best = { action, end };
  }
  return best?.action ?? null;
}

/** Index behind the clause: a comma, a word that opens another clause, or `and` with a new subject. */
function clauseEnd(words: readonly string[], from: number, { ends }: Language): number {
  const last = Math.min(words.length, from + CLAUSE_WORDS_MAX);
  for (let at = from + 1; at < last; at += 1) {
    const word = words[at] ?? '';
    if (ends.has(word) || word === ',' || word === ';' || word === ':') return at;
    if (
      (word === 'and' || word === 'und') &&
      /^(?:i|we|i'll|we'll|you|it|ich|wir|sie|gebe|geben|then|get|send|update|let|reply|refund|call)$/.test(words[at + 1] ?? '')
    )
      return at;
  }
  return last;
}

function described(sentence: Sentence, { action, from, to }: Span): FoundPromise {
  const start = sentence.at[from]?.[0] ?? 0;
  const stop = sentence.at[to - 1]?.[1] ?? sentence.text.length;
  const clause = sentence.text.slice(start, stop);
  const time = whenIn(clause) ?? whenIn(sentence.text);
  const when = time?.when ?? null;
  const bare = when === null ? clause : clause.replace(when, ' ');
  const text =
    cut(
      bare
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/[ ,.;:-]+$/, ''),
    ) || action;
  return { text, kind: kindOf(action, clause, when), action: action === 'price' ? 'honour' : action, when };
}

function kindOf(action: string, clause: string, when: string | null): FoundPromise['kind'] {
  if (MONEY.test(clause) && /^(?:price|credit)$/.test(action) && !/credit note|gutschrift/i.test(clause)) return 'price';
  return action === 'deliver' && when !== null ? 'date' : 'action';
}

function cut(text: string): string {
  if (text.length <= TEXT_MAX_CHARS) return text;
  const part = text.slice(0, TEXT_MAX_CHARS);
  return part.slice(0, Math.max(part.lastIndexOf(' '), 1));
}
