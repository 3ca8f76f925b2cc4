// One line: who, why now, worst alert (C45). Pure. At most 140 characters: first the segment is dropped, then the reason shortened.
import { limits } from '@throughline/types';
import { cutAtWord } from './plain-text.js';

const SUBJECT_MAX_CHARS = 48;
const REASON_MIN_CHARS = 20;

export interface HeadlineWords {
  subject: string;
  segment: string | null;
  why: string;
  alert: string | null;
}

/** `{subject}{, segment}: {reason} — {alert}.` */
export function headlineText({ subject, segment, why, alert }: HeadlineWords): string {
  const who = cutAtWord(subject, SUBJECT_MAX_CHARS);
  const compose = (name: string, reason: string): string => ended(`${name}: ${alert === null ? reason : `${bare(reason)} — ${alert}`}`);
  const full = compose(segment === null ? who : `${who}, ${segment}`, why);
  if (full.length <= limits.HEADLINE_MAX_CHARS) return full;
  const rest = compose(who, '').length;
  const cut = cutAtWord(why, Math.max(REASON_MIN_CHARS, limits.HEADLINE_MAX_CHARS - rest));
  return cutAtWord(compose(who, cut), limits.HEADLINE_MAX_CHARS);
}

/** A full stop unless the text already ends its sentence. */
const ended = (text: string): string => (/[.!?…。！？]$/u.test(text) ? text : `${text}.`);
/** Before a dash a full stop would end the sentence twice. */
const bare = (text: string): string => text.replace(/\.$/, '');
