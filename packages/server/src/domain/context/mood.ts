// How the conversation sounds (C42), out of the customer's own messages. Pure. A language without a lexicon is unknown, never neutral.
import type { HandoffContext } from '@throughline/types';
import { redactText } from '../facts/redact.js';
import { moodOf } from '../sentiment/mood.js';
import { scoreMessage } from '../sentiment/score-message.js';
import type { ContextMaterial } from './material.js';
import { ownRef } from './refs.js';

const CERTAIN = 1;
const MESSAGES_READ = 20; // the average halves with every message: older ones no longer count

export function sentimentOf({ messages }: Pick<ContextMaterial, 'messages'>, language: string | null): HandoffContext['sentiment'] {
  if (language === null) return { state: 'unknown', trend: 'unknown' };
  const newest = [...messages].sort((a, b) => a.seq - b.seq).slice(-MESSAGES_READ);
  const scores = newest.flatMap(({ id, at, text }) => {
    const clean = redactText(text).text;
    const score = scoreMessage(clean, language);
    return score === null ? [] : [{ score, at, id, text: clean }];
  });
  const { state, trend, lowPoint } = moodOf(scores);
  if (lowPoint === null) return { state, trend };
  return { state, trend, lowPoint: { value: lowPoint.text, refs: [ownRef('message', lowPoint.id, lowPoint.at)], confidence: CERTAIN } };
}
