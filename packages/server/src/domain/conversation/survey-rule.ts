// How often a visitor may answer the survey (W200): once per closing, and for ten minutes more to correct it or to add a comment, which the
// widget sends as a second answer. Pure.
import type { SurveyBody } from '@throughline/types';

const CORRECTED_MS = 10 * 60_000;

/** The newest end of a conversation, and what was answered since. */
export interface Closing {
  /** Of its entry `close`. */
  seq: number;
  given: {
    /** Of each question the newest answer. */
    said: SurveyBody;
    /** Nothing more is taken. */
    over: boolean;
  } | null;
}

/** `surveys`: those since the closing, oldest first. */
export function closingWith(seq: number, surveys: readonly { body: SurveyBody; ts: number }[], now: number): Closing {
  const [first] = surveys;
  if (first === undefined) return { seq, given: null };
  const said = surveys.reduce<SurveyBody>((before, { body }) => ({ ...before, ...body }), {});
  return { seq, given: { said, over: now - first.ts > CORRECTED_MS } };
}

/** What of `survey` was not said before. */
export function newsOf({ satisfaction, effort, comment }: SurveyBody, before: SurveyBody): SurveyBody {
  return {
    ...(satisfaction === undefined || satisfaction === before.satisfaction ? {} : { satisfaction }),
    ...(effort === undefined || effort === before.effort ? {} : { effort }),
    ...(comment === undefined || comment === before.comment ? {} : { comment }),
  };
}
