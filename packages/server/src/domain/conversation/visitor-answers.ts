// What a visitor answers beside messages: the site's form (`details`, W190) and the survey after the chat (`survey`, W200), decoded to
// known keys only (P30), with the reason when a body can never be stored (P34). Pure. Invariant: no number of C18 gets past here.
import { isStorableText } from '@throughline/types';
import type { DetailsBody, RejectReason, SurveyBody } from '@throughline/types';
import { entry } from '@throughline/types/decode';
import { cutAtWord } from '../context/plain-text.js';
import { redactText } from '../facts/redact.js';

export type AnswerCommand =
  { kind: 'details'; answers: DetailsBody['answers']; redacted: boolean } | { kind: 'survey'; survey: SurveyBody; redacted: boolean };

/** `malformed`: the sender's build has a bug; a reason: this can never be stored. */
export type DecodedAnswer = { ok: true; command: AnswerCommand } | { ok: false; reason: RejectReason | 'malformed' };

const LABEL_MAX_CHARS = 80; // DetailsBody
const VALUE_MAX_CHARS = 1_000; // DetailsBody
const COMMENT_MAX_CHARS = 2_000; // SurveyBody

const refused = (reason: RejectReason | 'malformed'): DecodedAnswer => ({ ok: false, reason });

/** Why `text`, which a person typed, can never be stored; null when it can. */
function flawOf(text: unknown, maxChars: number): RejectReason | null {
  if (typeof text !== 'string') return null; // the shape says so
  if (!isStorableText(text)) return 'invalid_text';
  if (text.trim() === '') return 'empty';
  return text.length > maxChars ? 'too_long' : null;
}

/** Answers of the form: at most one per field, each with something in it. */
export function decodeDetails(body: Record<string, unknown>): DecodedAnswer {
  const listed: unknown[] = Array.isArray(body['answers']) ? body['answers'] : [];
  for (const answer of listed) {
    const value = typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : undefined;
    const flaw = flawOf(value, VALUE_MAX_CHARS);
    if (flaw !== null) return refused(flaw);
  }
  const details = entry.DetailsBody.safeParse(body);
  if (!details.success) return refused('malformed');
  const { answers } = details.data;
  if (new Set(answers.map(({ field }) => field)).size < answers.length) return refused('malformed');
  let redacted = false;
  if (answers.some(({ field }) => redactText(field).redactions > 0)) return refused('malformed'); // an id is nobody's place for a number
  const cleaned = (said: string, maxChars: number): string => {
    const { text, redactions } = redactText(said);
    redacted ||= redactions > 0;
    return cutAtWord(text, maxChars);
  };
  const kept = answers.map(({ field, label, value }) => ({
    field,
    label: cleaned(label, LABEL_MAX_CHARS),
    value: cleaned(value, VALUE_MAX_CHARS),
  }));
  return { ok: true, command: { kind: 'details', answers: kept, redacted } };
}

/** At least one answer. A comment of blanks is none. */
export function decodeSurvey(body: Record<string, unknown>): DecodedAnswer {
  const flaw = flawOf(body['comment'], COMMENT_MAX_CHARS);
  if (flaw !== null && flaw !== 'empty') return refused(flaw);
  const said = entry.SurveyBody.safeParse(body);
  if (!said.success) return refused('malformed');
  const { satisfaction, effort, comment = '' } = said.data;
  const clean = redactText(comment.trim());
  const survey: SurveyBody = {
    ...(satisfaction === undefined ? {} : { satisfaction }),
    ...(effort === undefined ? {} : { effort }),
    ...(clean.text === '' ? {} : { comment: cutAtWord(clean.text, COMMENT_MAX_CHARS) }),
  };
  if (Object.keys(survey).length === 0) return refused('empty');
  return { ok: true, command: { kind: 'survey', survey, redacted: clean.redactions > 0 } };
}
