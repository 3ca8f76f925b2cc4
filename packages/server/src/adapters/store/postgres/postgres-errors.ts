// What an error of PostgreSQL means for the relay (P23, P37). Classes of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
export type Failure = 'contended' | 'taken' | 'unavailable' | 'bug';

/** Serialization failure, deadlock: the transaction lost against another one and changed nothing. */
const CONTENDED = new Set(['40001', '40P01']);
const UNIQUE_VIOLATION = '23505';
const FEATURE_NOT_SUPPORTED = '0A000';
/** Read-only server, lock and statement timeouts, too many connections. */
const UNAVAILABLE = new Set(['25006', '55P03', '57014', '53300', '53400']);
/** Connection exceptions, insufficient resources (disk full among them), operator intervention, system errors. */
const UNAVAILABLE_CLASSES = new Set(['08', '53', '57', '58']);
const NETWORK = /^(?:ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
/** Messages of the driver that carry no code. */
const DRIVER_TEXT =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Query read timeout/;

/** A kept statement met a table that another relay changed meanwhile; on a new connection it is planned again. */
export function isOutdatedPlan(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === FEATURE_NOT_SUPPORTED && error.message.includes('cached plan');
}

/** The driver waited for an answer as long as it was told to. */
export const isUnanswered = (error: unknown): boolean => error instanceof Error && error.message === 'Query read timeout';

/**
 * `contended` and `taken` (a unique key that another transaction took first): running the whole operation again is safe and finds what the
 * winner wrote. `taken` again and again is a bug. `unavailable`: the server is away, full or too slow; a COMMIT may have happened, and the
 * client's resend resolves the doubt (P23).
 */
export function classify(error: unknown): Failure {
  if (!(error instanceof Error)) return 'bug';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (CONTENDED.has(code) || isOutdatedPlan(error)) return 'contended';
  if (code === UNIQUE_VIOLATION) return 'taken';
  if (UNAVAILABLE.has(code) || (code.length === 5 && UNAVAILABLE_CLASSES.has(code.slice(0, 2)))) return 'unavailable';
  return NETWORK.test(code) || DRIVER_TEXT.test(error.message) ? 'unavailable' : 'bug';
}
