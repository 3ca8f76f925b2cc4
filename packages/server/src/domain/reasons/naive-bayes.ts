// Multinomial naive Bayes with online counts and Laplace 1 (C27), trained on what a site's own agents confirmed. Pure.
// p(c | t) ∝ p(c) · Π (n(t, c) + 1) / (n(c) + V), Manning, Raghavan, Schütze, Introduction to Information Retrieval, ch. 13.

export interface ReasonCount {
  code: string;
  /** Texts that were confirmed to have this reason. */
  documents: number;
  /** Tokens in them, all together. */
  tokens: number;
  perToken: ReadonlyMap<string, number>;
}
export type ReasonCounts = readonly ReasonCount[];

export interface Classified {
  code: string;
  /** Posterior, 0..1; all together 1. */
  confidence: number;
}

const LAPLACE = 1;

/**
 * Every code with its posterior, best first, ties by code; empty without counts. `prior` weighs codes (the current Step's shares; any
 * positive numbers); without it the share of documents is the prior. Rows may hold the counts of the asked tokens alone.
 */
export function classify(tokens: readonly string[], counts: ReasonCounts, prior?: ReadonlyMap<string, number>): Classified[] {
  return classifierOf(counts, prior)(tokens);
}

/** `classify` for many texts: what depends on the counts alone is computed once. */
export function classifierOf(counts: ReasonCounts, prior?: ReadonlyMap<string, number>): (tokens: readonly string[]) => Classified[] {
  const learned = counts.filter(({ documents }) => documents > 0);
  const vocabulary = new Set<string>();
  for (const { perToken } of learned) for (const token of perToken.keys()) vocabulary.add(token);
  return (tokens) => {
    if (learned.length === 0) return [];
    const known = tokens.filter((token) => vocabulary.has(token)); // a word nobody ever said speaks for the shortest class, not for a reason
    return softmax(
      learned.map((count) => ({
        code: count.code,
        log: Math.log(priorOf(count, prior)) + logLikelihood(known, count, vocabulary.size),
      })),
    );
  };
}

function priorOf({ code, documents }: ReasonCount, prior: ReadonlyMap<string, number> | undefined): number {
  if (prior === undefined) return documents;
  return Math.max(prior.get(code) ?? 0, 1e-3); // never ruled out: a Step's share may be news of yesterday
}

function logLikelihood(tokens: readonly string[], count: ReasonCount, vocabulary: number): number {
  const all = Math.log(count.tokens + LAPLACE * vocabulary);
  return tokens.reduce((sum, token) => sum + Math.log((count.perToken.get(token) ?? 0) + LAPLACE) - all, 0);
}

function softmax(scores: readonly { code: string; log: number }[]): Classified[] {
  const top = Math.max(...scores.map(({ log }) => log));
  const weights = scores.map(({ code, log }) => ({ code, weight: Math.exp(log - top) }));
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  return weights
    .map(({ code, weight }) => ({ code, confidence: weight / sum }))
    .sort((a, b) => b.confidence - a.confidence || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

/** `counts` with one more confirmed text; the given rows stay as they were. Order of learning does not matter. */
export function learn(counts: ReasonCounts, code: string, tokens: readonly string[]): ReasonCount[] {
  return countsOf([{ code, tokens }], counts);
}

/** Counts of many confirmed texts at once, added to `held`, sorted by code. */
export function countsOf(documents: Iterable<{ code: string; tokens: readonly string[] }>, held: ReasonCounts = []): ReasonCount[] {
  const rows = new Map(held.map((row) => [row.code, row]));
  const fresh = new Map<string, { documents: number; tokens: number; perToken: Map<string, number> }>();
  for (const { code, tokens } of documents) {
    const row = fresh.get(code) ?? copyOf(rows.get(code));
    fresh.set(code, row);
    row.documents += 1;
    row.tokens += tokens.length;
    for (const token of tokens) row.perToken.set(token, (row.perToken.get(token) ?? 0) + 1);
  }
  for (const [code, row] of fresh) rows.set(code, { code, ...row });
  return [...rows.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function copyOf(row: ReasonCount | undefined): { documents: number; tokens: number; perToken: Map<string, number> } {
  return { documents: row?.documents ?? 0, tokens: row?.tokens ?? 0, perToken: new Map(row?.perToken) };
}
