// What the composer's hint slot says about a draft (K34): a question whose answer is known, else a promise worth recording, else that it is
// not in the customer's language. Pure.
// Loaded after the first paint: the words it knows are many. A blocked send stands before both and is the composer's own.
import { askAgain, detectPromise } from '@throughline/types';
import type { FoundPromise, HandoffContext } from '@throughline/types';
import { languageLike } from './language-like.js';

export type StatedFact = HandoffContext['statedFacts'][number];
export type Hint =
  | { kind: 'ask_again'; fact: StatedFact }
  | { kind: 'promise'; said: FoundPromise }
  /** ISO 639-1 of what the customer writes, and of the draft. */
  | { kind: 'language'; theirs: string; yours: string };

/**
 * @param recorded texts of promises already recorded from this draft
 * @param value what a fact reads as, once revealed: a draft that holds it asks for nothing
 */
export function hintOf(
  text: string,
  context: HandoffContext,
  { recorded, value, language }: { recorded: ReadonlySet<string>; value(fact: StatedFact): string; language: string | null },
): Hint | null {
  if (text.trim() === '') return null;
  const asked = askAgain(text, context.statedFacts);
  const fact = context.statedFacts.find((one) => asked.includes(one.key) && !text.includes(value(one)));
  if (fact !== undefined) return { kind: 'ask_again', fact };
  const said = detectPromise(text);
  const known =
    said !== null && (recorded.has(said.text) || context.commitments.some((one) => one.status === 'open' && one.text === said.text));
  if (said !== null && !known) return { kind: 'promise', said };
  const theirs = (language ?? '').toLowerCase().split('-')[0] ?? '';
  const yours = languageLike(text);
  return theirs === '' || yours === null || yours === theirs ? null : { kind: 'language', theirs, yours };
}

/** A name for the hint, so that it is announced once. */
export const hintKey = (hint: Hint): string =>
  hint.kind === 'ask_again'
    ? `ask ${hint.fact.key}`
    : hint.kind === 'promise'
      ? `promise ${hint.said.text}`
      : `language ${hint.theirs} ${hint.yours}`;
