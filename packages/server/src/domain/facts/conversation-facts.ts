// The facts of a conversation, message by message (C23): an agent's question opens what the next messages of the customer may answer bare. Pure.
import { askedKeys } from '@throughline/types';
import { keptByText } from '../kept-by-text.js';
import { factsOfText } from './extract-text.js';
import type { FactOptions } from './extract.js';
import type { StatedFact } from './stated-fact.js';

export interface SaidMessage {
  by: 'customer' | 'agent';
  text: string;
}
interface Line {
  seq: number;
  text: string;
}

/** A question is forgotten after so many messages of the customer without its answer. */
const OPEN_FOR_MESSAGES = 3;

const asks = keptByText((text): readonly string[] => askedKeys(text));
type Reader = (text: string) => StatedFact[];
/** Per options of a site, per keys asked for. */
const readers = new WeakMap<FactOptions, Map<string, Reader>>();

function readerFor(options: FactOptions, asked: readonly string[]): Reader {
  const ofOptions = readers.get(options) ?? new Map<string, Reader>();
  readers.set(options, ofOptions);
  const key = asked.join(' ');
  const known = ofOptions.get(key);
  if (known !== undefined) return known;
  const reader = keptByText((text) => factsOfText(text, { ...options, asked }));
  ofOptions.set(key, reader);
  return reader;
}

/**
 * Facts of each message, in the order of `messages`; none for an agent's. A question stays open while the customer says "one moment", and closes when
 * it is answered, replaced by another, or three messages old.
 */
export function factsOfMessages(messages: readonly SaidMessage[], options: FactOptions = {}): StatedFact[][] {
  let open: readonly string[] = [];
  let age = 0;
  return messages.map(({ by, text }) => {
    if (by === 'agent') {
      const asked = asks(text);
      if (asked.length > 0) [open, age] = [asked, 0];
      return [];
    }
    const facts = readerFor(options, age < OPEN_FOR_MESSAGES ? open : [])(text);
    open = open.filter((key) => !facts.some((fact) => fact.key === key));
    age += 1;
    return facts;
  });
}

/** The same of a conversation whose sides were read apart: each message of the customer with its facts, in the order of the log. */
export function factsSaid<M extends Line>(
  { messages, agentMessages }: { messages: readonly M[]; agentMessages: readonly Line[] },
  options: FactOptions = {},
): { message: M; facts: StatedFact[] }[] {
  const said = [
    ...messages.map((message) => ({ by: 'customer' as const, seq: message.seq, text: message.text, message })),
    ...agentMessages.map(({ seq, text }) => ({ by: 'agent' as const, seq, text, message: null })),
  ].sort((a, b) => a.seq - b.seq);
  const facts = factsOfMessages(said, options);
  return said.flatMap(({ message }, i) => (message === null ? [] : [{ message, facts: facts[i] ?? [] }]));
}
