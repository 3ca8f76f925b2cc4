// The closed tables of everything the product may answer instead of doing what was asked. A code not in here is never sent.

/** Refusals of the delivery protocol (P18). */
export const REFUSAL_CODES = [
  'unavailable',
  'rate_limited',
  'out_of_order',
  'stale_head',
  'rejected',
  'conflict',
  'forbidden',
  'erased',
  'upgrade_needed',
  'bad_request',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Why one message can never succeed (`rejected{n, reason}`). */
export const REJECT_REASONS = [
  'too_long',
  'empty',
  'kind_not_allowed',
  'already_claimed',
  'already_closed',
  'already_answered',
  'not_closed',
  'unknown_target',
  'unknown_file',
  'unknown_note',
  'not_yours',
  'not_snoozed',
  'bad_time',
  'too_many_tags',
  'not_consulted',
  'not_same_customer',
  'not_merged',
  'skipped',
  'invalid_text',
  'ended',
  'continued',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** Per-event codes of the ingest API (C11). */
export const INGEST_EVENT_CODES = [
  'too_large',
  'missing_type',
  'unknown_type',
  'missing_id',
  'missing_event',
  'missing_group',
  'missing_previous',
  'message_id_invalid',
  'too_old',
  'invalid_text',
  'missing_source',
  'unknown_version',
  'unknown_customer',
  'reserved_name',
] as const;
export type IngestEventCode = (typeof INGEST_EVENT_CODES)[number];

/** What a code means for the caller: whether the same request may succeed later, and its HTTP status. */
export interface ErrorMeaning {
  readonly retryable: boolean;
  readonly httpStatus: number;
  readonly title: string;
}

/** Codes of every HTTP answer that is not a success. Problem documents (RFC 9457) carry them as `code`. */
export const HTTP_ERRORS = {
  malformed_json: { retryable: false, httpStatus: 400, title: 'The body is not valid JSON' },
  bad_request: { retryable: false, httpStatus: 400, title: 'The request does not have the expected shape' },
  too_large: { retryable: false, httpStatus: 400, title: 'The request is larger than the limit' },
  too_many: { retryable: false, httpStatus: 400, title: 'There is more of it than the limit allows' },
  key_mismatch: { retryable: false, httpStatus: 400, title: 'Two different keys in one request' },
  unknown_key: { retryable: false, httpStatus: 401, title: 'The key is unknown or missing' },
  unauthenticated: { retryable: false, httpStatus: 401, title: 'Sign in first' },
  wrong_credentials: { retryable: false, httpStatus: 401, title: 'E-mail or password is wrong' },
  second_factor_needed: { retryable: false, httpStatus: 401, title: 'The second factor is needed as well' },
  wrong_code: { retryable: false, httpStatus: 401, title: 'This code is wrong, or was used before' },
  token_invalid: { retryable: false, httpStatus: 401, title: 'The token is not valid for this site' },
  token_expired: { retryable: true, httpStatus: 401, title: 'The token has expired' },
  origin_not_allowed: { retryable: false, httpStatus: 403, title: 'This origin is not on the allow-list of the site' },
  forbidden: { retryable: false, httpStatus: 403, title: 'Not allowed' },
  fresh_login_needed: { retryable: false, httpStatus: 403, title: 'Confirm your password first' },
  enrolment_needed: { retryable: false, httpStatus: 403, title: 'Set up a second factor first' },
  unknown_customer: { retryable: false, httpStatus: 404, title: 'No customer of this site is named so' },
  not_found: { retryable: false, httpStatus: 404, title: 'Not found' },
  method_not_allowed: { retryable: false, httpStatus: 405, title: 'Method not allowed' },
  conflict: { retryable: false, httpStatus: 409, title: 'The state changed meanwhile' },
  busy: { retryable: true, httpStatus: 409, title: 'The same request is being answered at this moment' },
  check_needed: { retryable: false, httpStatus: 409, title: 'A check at level 2 or more has to be recorded first' },
  merge_refused: { retryable: false, httpStatus: 409, title: 'These customers may not become one' },
  gone: { retryable: false, httpStatus: 410, title: 'This object lives under another id now' },
  unsupported_media: { retryable: false, httpStatus: 415, title: 'The body is of a kind this address does not take' },
  idempotency_conflict: { retryable: false, httpStatus: 422, title: 'This Idempotency-Key was used for another request' },
  deadline_unreadable: { retryable: false, httpStatus: 422, title: 'The deadline can be read neither as an instant nor as a phrase' },
  unsafe_address: { retryable: false, httpStatus: 422, title: 'This address may not be called from here' },
  weak_password: { retryable: false, httpStatus: 422, title: 'The password is too short, too long or too common' },
  upgrade_needed: { retryable: false, httpStatus: 426, title: 'This version is too old for the relay' },
  rate_limited: { retryable: true, httpStatus: 429, title: 'Too many requests' },
  internal: { retryable: true, httpStatus: 500, title: 'Unexpected error' },
  unavailable: { retryable: true, httpStatus: 503, title: 'The store refuses writes for the moment' },
} as const satisfies Record<string, ErrorMeaning>;
export type HttpErrorCode = keyof typeof HTTP_ERRORS;

/** Codes the widget's API rejects with (widget.md §4). */
export const WIDGET_ERROR_CODES = [
  'not_initialised',
  'already_initialised',
  'destroyed',
  'invalid_argument',
  'payload_too_large',
  'site_not_found',
  'origin_not_allowed',
  'token_invalid',
  'token_expired',
  'rate_limited',
  'network',
  'consent_required',
  'blocked',
  'upgrade_needed',
] as const;
export type WidgetErrorCode = (typeof WIDGET_ERROR_CODES)[number];
