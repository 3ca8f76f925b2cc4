// pino behind the log port. Only the fields of LogFields are written, whatever is passed (S83); control characters are encoded by JSON (S84).
import { pino } from 'pino';
import type { Log, LogFields } from '../../ports/log.js';

const FIELDS = [
  'site',
  'conversation',
  'visitor',
  'agent',
  'code',
  'errorId',
  'method',
  'route',
  'status',
  'ms',
  'count',
  'bytes',
  'event',
] as const satisfies readonly (keyof LogFields)[];

function allowed(fields: LogFields | undefined): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  if (fields === undefined) return kept;
  for (const field of FIELDS) if (fields[field] !== undefined) kept[field] = fields[field];
  // The stack names files and lines; the message may quote input, so it stays out.
  if (fields.error !== undefined) kept['error'] = { name: fields.error.name, stack: stackOf(fields.error) };
  return kept;
}

const stackOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 12)
    .join('\n');

/** `level`: pino's names; `silent` writes nothing. Lines go to standard error, so that standard output stays readable. */
export function createLog(level: string): Log {
  const out = pino.destination({ dest: 2, sync: true });
  out.on('error', () => undefined); // the log is on a full disk: there is nowhere to tell it, and without a listener each line throws (P99)
  const logger = pino({ level, base: null }, out);
  return {
    info: (message, fields) => logger.info(allowed(fields), message),
    warn: (message, fields) => logger.warn(allowed(fields), message),
    error: (message, fields) => logger.error(allowed(fields), message),
  };
}
