// A log that a test can read.
import type { Log, LogFields } from '../ports/log.js';

export interface HeardLog extends Log {
  readonly lines: { level: 'info' | 'warn' | 'error'; message: string; fields: LogFields | undefined }[];
}

export function heardLog(): HeardLog {
  const lines: HeardLog['lines'] = [];
  return {
    lines,
    info: (message, fields) => void lines.push({ level: 'info', message, fields }),
    warn: (message, fields) => void lines.push({ level: 'warn', message, fields }),
    error: (message, fields) => void lines.push({ level: 'error', message, fields }),
  };
}
