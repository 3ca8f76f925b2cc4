// What a language needs for reading moods (C42). Weights are in [−1, 1]; faults of things weigh little, because saying what is broken is
// not yet being angry. Pure.

export interface Lexicon {
  /** Words and phrases with their weight; phrases by their first word, longest first. */
  words: ReadonlyMap<string, number>;
  phrases: ReadonlyMap<string, readonly { words: readonly string[]; weight: number }[]>;
  negations: ReadonlySet<string>;
  /** Factor for what follows: above 1 stronger, below 1 weaker. */
  intensifiers: ReadonlyMap<string, number>;
  thanks: ReadonlySet<string>;
  profanity: ReadonlySet<string>;
  /** What comes after counts more than what came before. */
  but: ReadonlySet<string>;
  /** Negations that, as the first word of a message, answer a question: "no that is great". They reach the next word alone. */
  answers: ReadonlySet<string>;
  /** First words of questions for information. */
  asks: ReadonlySet<string>;
  /** Taken off an unknown word, one at a time. */
  endings: readonly string[];
  /** Phrases of somebody who is about to leave, as they are searched for in ` spaced words `. */
  churn: readonly string[];
}

export interface LexiconSource {
  /** Weight → words, `_` for the space in a phrase. */
  weights: readonly (readonly [weight: number, words: string])[];
  negations: string;
  intensifiers: readonly (readonly [factor: number, words: string])[];
  thanks: string;
  profanity: string;
  but: string;
  answers: string;
  asks: string;
  endings: string;
  /** `*` leaves the ending open. */
  churn: readonly string[];
}

const list = (words: string): string[] => words.split(/\s+/).filter((word) => word !== '');

export function lexicon(source: LexiconSource): Lexicon {
  const words = new Map<string, number>();
  const phrases = new Map<string, { words: string[]; weight: number }[]>();
  for (const [weight, entries] of source.weights) {
    for (const entry of list(entries)) {
      const parts = entry.split('_');
      const [first = ''] = parts;
      if (parts.length === 1) words.set(first, weight);
      else
        phrases.set(
          first,
          [...(phrases.get(first) ?? []), { words: parts, weight }].sort((a, b) => b.words.length - a.words.length),
        );
    }
  }
  return {
    words,
    phrases,
    negations: new Set(list(source.negations)),
    intensifiers: new Map(source.intensifiers.flatMap(([factor, entries]) => list(entries).map((word) => [word, factor] as const))),
    thanks: new Set(list(source.thanks)),
    profanity: new Set(list(source.profanity)),
    but: new Set(list(source.but)),
    answers: new Set(list(source.answers)),
    asks: new Set(list(source.asks)),
    endings: list(source.endings),
    churn: source.churn.map((phrase) => (phrase.endsWith('*') ? ` ${phrase.slice(0, -1)}` : ` ${phrase} `)),
  };
}
