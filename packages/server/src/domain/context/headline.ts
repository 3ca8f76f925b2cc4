// One line: who, why now, worst alert (C45). Pure. At most 140 characters: first the segment is dropped, then the reason shortened.
import { limits } from '@throughline/types';
import type { HandoffContext, Ref } from '@throughline/types';
import { cutAtWord } from './plain-text.js';
import { refsOf } from './refs.js';

const SUBJECT_MAX_CHARS = 48;
const REASON_MIN_CHARS = 20;

export interface HeadlineInput {
  subject: string;
  segment: string | null;
  reason: string | null;
  alert: string | null;
  refs: readonly Ref[];
}

/** `{subject}{, segment}: {reason} — {alert}.` */
export function headlineOf({ subject, segment, reason, alert, refs }: HeadlineInput): HandoffContext['headline'] {
  const who = cutAtWord(subject, SUBJECT_MAX_CHARS);
  const compose = (name: string, why: string): string => ended(`${name}: ${alert === null ? why : `${bare(why)} — ${alert}`}`);
  const why = reason ?? 'new conversation';
  const full = compose(segment === null ? who : `${who}, ${segment}`, why);
  if (full.length <= limits.HEADLINE_MAX_CHARS) return { text: full, refs: refsOf(refs) };
  const rest = compose(who, '').length;
  const cut = cutAtWord(why, Math.max(REASON_MIN_CHARS, limits.HEADLINE_MAX_CHARS - rest));
  return { text: cutAtWord(compose(who, cut), limits.HEADLINE_MAX_CHARS), refs: refsOf(refs) };
}

/** A full stop unless the text already ends its sentence. */
const ended = (text: string): string => (/[.!?…。！？]$/u.test(text) ? text : `${text}.`);
/** Before a dash a full stop would end the sentence twice. */
const bare = (text: string): string => text.replace(/\.$/, '');
