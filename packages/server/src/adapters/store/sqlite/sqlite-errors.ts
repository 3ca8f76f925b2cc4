// What an error of the driver means for the relay: wait and resend, die without an ack, or a bug (P23, P37).
// The driver gives a result code on some paths and only the message on others; both are read.

export type Failure = 'unavailable' | 'fatal' | 'bug';

const RESULT = { busy: 5, locked: 6, readonly: 8, ioerr: 10, corrupt: 11, full: 13, cantopen: 14, notadb: 26 } as const;
const FATAL = new Set<number>([RESULT.ioerr, RESULT.corrupt, RESULT.notadb]);
const UNAVAILABLE = new Set<number>([RESULT.busy, RESULT.locked, RESULT.full, RESULT.readonly, RESULT.cantopen]);
const UNAVAILABLE_TEXT =
  /database or disk is full|database is locked|database table is locked|attempt to write a readonly database|unable to open database file/;
const FATAL_TEXT = /disk I\/O error|disk image is malformed|file is not a database/;

/** Primary result code, when the driver gave one. */
function resultCode(error: Error): number | null {
  const code = 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? code & 0xff : null;
}

/**
 * `unavailable`: busy or full; nothing was written and the same call may succeed later. `fatal`: an I/O error or a damaged
 * file; what is on the disk is unknown, so nothing may be acked any more. `bug`: everything else.
 */
export function classify(error: unknown): Failure {
  if (!(error instanceof Error)) return 'bug';
  const code = resultCode(error);
  if ((code !== null && FATAL.has(code)) || FATAL_TEXT.test(error.message)) return 'fatal';
  if ((code !== null && UNAVAILABLE.has(code)) || UNAVAILABLE_TEXT.test(error.message)) return 'unavailable';
  return 'bug';
}
