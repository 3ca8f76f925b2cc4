// The one kind of error the widget hands to a page. Invariant: `code` is from the closed table of @throughline/types.
// An Error with a code and not a class of its own: loader and chunks each have a copy of this file, `instanceof` would not see across.
import type { WidgetErrorCode } from '@throughline/types';

export interface ThroughlineError extends Error {
  code: WidgetErrorCode;
  /** Where it is explained. */
  docs: string;
  /** The same call may succeed later. */
  retryable: boolean;
}

export const failure = (code: WidgetErrorCode, message: string = code): ThroughlineError =>
  Object.assign(new Error(message), { code, docs: `docs/widget.md#${code}`, retryable: /^(net|rate)|exp/.test(code) }); // network, rate_limited, token_expired

export const isFailure = (error: unknown): error is ThroughlineError => error instanceof Error && 'docs' in error;

/** For expressions: throws. */
export const fail = (code: WidgetErrorCode, message?: string): never => {
  throw failure(code, message);
};
