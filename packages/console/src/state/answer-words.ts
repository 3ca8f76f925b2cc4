// What an error code means for the person in front of the screen: what happened, what is safe, what to do (K120). No raw codes.
import { HTTP_ERRORS } from '@throughline/types';
import type { HttpErrorCode } from '@throughline/types';

const WORDS: Partial<Record<HttpErrorCode | 'network', string>> = {
  network: 'The relay did not answer. Check your connection and try again.',
  wrong_credentials: 'E-mail or password is wrong.',
  rate_limited: 'Too many attempts. Wait a minute and try again.',
  weak_password: 'This password is too short, too long or too common. Use at least 12 characters.',
  not_found: 'This link is not valid any more.',
  conflict: 'Somebody was faster: this is done already.',
  unavailable: 'The relay cannot save anything for the moment. Nothing is lost; try again shortly.',
  unknown_customer: 'This customer is not known here any more.',
  deadline_unreadable: 'The time could not be read. Say it like “by Friday”, “tomorrow 17:00” or “in 2 working days”.',
  check_needed: 'A merge needs a check with the customer first.',
  merge_refused: 'This merge is refused. Look at the preview on the customer page.',
  gone: 'This customer was merged and lives under another id now.',
  internal: 'The relay had an unexpected problem. Nothing is lost; try again.',
  forbidden: 'You may not see this. An admin can grant it.',
};

export function answerWords(code: HttpErrorCode | 'network'): string {
  const words = WORDS[code];
  if (words !== undefined) return words;
  return code === 'network' ? '' : `${HTTP_ERRORS[code].title}.`;
}
