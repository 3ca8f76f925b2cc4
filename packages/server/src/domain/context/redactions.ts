// How many numbers were taken out of what this context was made of (C18, coverage): marks the store holds, and those that reading makes. Pure.
import type { Json } from '@throughline/types';
import { redactText } from '../facts/redact.js';
import type { ContextMaterial, PastInteraction } from './material.js';

const MARK = /\[(?:card|iban) •[0-9A-Z]{4}\]|\[cvv\]|\[ssn\]/g;

const marksIn = (text: string): number => (text.includes('[') ? (text.match(MARK)?.length ?? 0) : 0);

function marksInJson(value: Json): number {
  if (typeof value === 'string') return marksIn(value);
  if (value === null || typeof value !== 'object') return 0;
  let marks = 0;
  for (const item of Array.isArray(value) ? value : Object.values(value)) marks += marksInJson(item);
  return marks;
}

export function redactionsIn({ messages }: ContextMaterial, interactions: readonly PastInteraction[]): number {
  let marks = 0;
  for (const { data } of interactions) marks += marksInJson(data);
  for (const { text } of messages) marks += marksIn(redactText(text).text);
  return marks;
}
