// The mood of a conversation out of its messages (C42): which way it is, and whether it gets better or worse. Pure. Agents read words and
// evidence, never a number.
import type { HandoffContext } from '@throughline/types';
import { limits } from '@throughline/types';
import { shown } from '../context/plain-text.js';

export type Mood = HandoffContext['sentiment']['state'];
export type MoodTrend = HandoffContext['sentiment']['trend'];

export interface ScoredMessage {
  /** In [−1, 1], see `scoreMessage`. */
  score: number;
  at: number;
  id: string;
  text: string;
}

export interface ConversationMood {
  state: Mood;
  trend: MoodTrend;
  /** The message that sounds worst; null when none sounds bad. */
  lowPoint: { text: string; id: string; at: number } | null;
}

const ALPHA = 0.5;
const POSITIVE = 0.3;
const NEGATIVE = -0.3;
const VERY_NEGATIVE = -0.6;
const TREND_OVER = 5;
const TREND_MIN = 3;
const DEAD_BAND = 0.15;
const LOW_POINT = -0.2; // milder is no evidence of anything

/** `scores` of one conversation in any order; messages in a language without a lexicon are left out by the caller: none is `unknown`. */
export function moodOf(scores: readonly ScoredMessage[]): ConversationMood {
  const sorted = [...scores].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const averages = ewma(sorted.map(({ score }) => score));
  const last = averages.at(-1);
  if (last === undefined) return { state: 'unknown', trend: 'unknown', lowPoint: null };
  return { state: stateOf(last), trend: trendOf(averages), lowPoint: lowPointOf(sorted) };
}

/** Exponentially weighted moving averages, the first score first, each rounded so that sums of halves compare as written. */
export function ewma(scores: readonly number[]): number[] {
  const averages: number[] = [];
  for (const score of scores) {
    const held = averages.at(-1) ?? score;
    averages.push(Math.round(((1 - ALPHA) * held + ALPHA * score) * 1e9) / 1e9);
  }
  return averages;
}

function stateOf(average: number): Mood {
  if (average >= POSITIVE) return 'positive';
  if (average <= VERY_NEGATIVE) return 'very_negative';
  return average <= NEGATIVE ? 'negative' : 'neutral';
}

function trendOf(averages: readonly number[]): MoodTrend {
  const recent = averages.slice(-TREND_OVER);
  const [first] = recent;
  const last = recent.at(-1);
  if (recent.length < TREND_MIN || first === undefined || last === undefined) return 'unknown';
  const change = Math.round((last - first) * 1e9) / 1e9;
  if (Math.abs(change) <= DEAD_BAND) return 'stable';
  return change > 0 ? 'improving' : 'worsening';
}

/** The lowest; of equal ones the newest. */
function lowPointOf(sorted: readonly ScoredMessage[]): ConversationMood['lowPoint'] {
  let lowest: ScoredMessage | null = null;
  for (const message of sorted) if (message.score <= (lowest?.score ?? LOW_POINT)) lowest = message;
  return lowest === null ? null : { text: shown(lowest.text, limits.HEADLINE_MAX_CHARS), id: lowest.id, at: lowest.at };
}

/** True for negative and very negative. */
export function isNegativeMood(mood: Mood): boolean {
  return mood === 'negative' || mood === 'very_negative';
}
