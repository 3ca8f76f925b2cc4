// What the composer's hint slot says about a draft (K34): a question whose answer is known, else a promise worth recording. Pure.
// Loaded after the first paint: the words it knows are many. A blocked send stands before both and is the composer's own.
import { askAgain, detectPromise } from '@throughline/types';
import type { FoundPromise, HandoffContext } from '@throughline/types';

export type StatedFact = HandoffContext['statedFacts'][number];
export type Hint = { kind: 'ask_again'; fact: StatedFact } | { kind: 'promise'; said: FoundPromise };

/**
 * @param recorded texts of promises already recorded from this draft
 * @param value what a fact reads as, once revealed: a draft that holds it asks for nothing
 */
export function hintOf(
  text: string,
  context: HandoffContext,
  { recorded, value }: { recorded: ReadonlySet<string>; value(fact: StatedFact): string },
): Hint | null {
  if (text.trim() === '') return null;
  const asked = askAgain(text, context.statedFacts);
  const fact = context.statedFacts.find((one) => asked.includes(one.key) && !text.includes(value(one)));
  if (fact !== undefined) return { kind: 'ask_again', fact };
  const said = detectPromise(text);
  const known =
    said !== null && (recorded.has(said.text) || context.commitments.some((one) => one.status === 'open' && one.text === said.text));
  return said === null || known ? null : { kind: 'promise', said };
}

/** A name for the hint, so that it is announced once. */
export const hintKey = (hint: Hint): string => (hint.kind === 'ask_again' ? `ask ${hint.fact.key}` : `promise ${hint.said.text}`);
