// The words of a message, with where they stand and what ends a clause: what every finder of facts reads. Pure, linear, bounded.

export interface Token {
  /** Without punctuation around it. */
  text: string;
  /** Lower case, a straight apostrophe. */
  plain: string;
  /** The same without a possessive `'s`. */
  lower: string;
  start: number;
  end: number;
  /** A comma, full stop, bracket or line end stands between the word before and this one. */
  opens: boolean;
  digits: boolean;
  letters: boolean;
}

const TOKENS_MAX = 2_000;
/** A longer word is no id and no address; leaving it out keeps trimming linear. */
const TOKEN_MAX_CHARS = 260;
const PIECE = /[^\s,;:()<>"„“#[\]]+/g;
const CORE = /[\p{L}\p{N}€$£+](?:.*[\p{L}\p{N}€$£+])?/su;
const GAP_ENDS = /[,;()\n]/;
const ENDS = /[.!?]$/;

export function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  let last = 0;
  let ended: boolean = true;
  for (const match of text.matchAll(PIECE)) {
    if (found.length >= TOKENS_MAX) break;
    const raw = match[0];
    const core = raw.length > TOKEN_MAX_CHARS ? null : CORE.exec(raw);
    const opens: boolean = ended || GAP_ENDS.test(text.slice(last, match.index));
    last = match.index + raw.length;
    ended = ENDS.test(raw) || (core === null && opens);
    if (core === null) continue;
    const start = match.index + core.index;
    const written = core[0];
    const plain = written.toLowerCase().replace('’', "'");
    found.push({
      text: written,
      plain,
      lower: plain.endsWith("'s") ? plain.slice(0, -2) : plain,
      start,
      end: start + written.length,
      opens,
      digits: /^\d+$/.test(written),
      letters: /^\p{L}+$/u.test(written),
    });
  }
  return found;
}
