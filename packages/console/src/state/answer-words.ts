// What an error code means for the person in front of the screen: what happened, what is safe, what to do (K120). No raw codes.
import { HTTP_ERRORS } from '@throughline/types';
import type { HttpErrorCode } from '@throughline/types';
import { inLanguage, t } from './t.js';

const WORDS = inLanguage((): Partial<Record<HttpErrorCode | 'network', string>> => ({
  network: t('The relay did not answer. Check your connection and try again.'),
  wrong_credentials: t('E-mail or password is wrong.'),
  wrong_code: t('This code is wrong, or was used before. Wait for the next one.'),
  second_factor_needed: t('The code of your authenticator app is needed as well.'),
  rate_limited: t('Too many attempts. Wait a minute and try again.'),
  weak_password: t('This password is too short, too long or too common. Use at least 12 characters.'),
  not_found: t('This is not here any more, or it is not yours to see.'),
  conflict: t('Somebody was faster: this is done already.'),
  unavailable: t('The relay cannot save anything for the moment. Nothing is lost; try again shortly.'),
  unknown_customer: t('This customer is not known here any more.'),
  deadline_unreadable: t('The time could not be read. Say it like “by Friday”, “tomorrow 17:00” or “in 2 working days”.'),
  check_needed: t('A merge needs a check with the customer first.'),
  merge_refused: t('This merge is refused. Look at the preview on the customer page.'),
  gone: t('This customer was merged and lives under another id now.'),
  internal: t('The relay had an unexpected problem. Nothing is lost; try again.'),
  forbidden: t('You may not see or do this. An admin can grant it.'),
  bad_request: t('The relay could not read this. Look at what is filled in.'),
  too_large: t('This is larger than the relay takes.'),
  too_many: t('There are as many of these as the relay keeps. Remove one first.'),
  busy: t('This is being done at this moment.'),
  unauthenticated: t('You are signed out.'),
  fresh_login_needed: t('This needs your password again.'),
  enrolment_needed: t('Set up your second factor first.'),
  unsafe_address: t('This address may not be called from the relay.'),
  token_expired: t('This took too long. Begin again.'),
}));

export function answerWords(code: HttpErrorCode | 'network'): string {
  const words = WORDS()[code];
  if (words !== undefined) return words;
  return code === 'network' ? '' : `${HTTP_ERRORS[code].title}.`;
}
