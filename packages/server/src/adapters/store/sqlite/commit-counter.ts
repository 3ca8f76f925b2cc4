// Counts commit groups in the database itself (P26): the store guard remembers the count outside, and a database with a smaller one went back.
// The same statement reads the epoch, so that who renews it inside a group is followed without a query of its own.
import type { SqliteHandle } from './sqlite-handle.js';

const COUNT = `UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'commits'
  RETURNING (SELECT value FROM meta WHERE key = 'epoch') AS epoch`;

export interface CommitCounter {
  /** Before COMMIT of a group of writes. Answers the epoch that holds after it; null when the group wrote nothing: then nothing is counted. */
  count(): string | null;
}

const valueOf = (row: unknown, name: string): unknown => (typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined);

export function commitCounter(handle: SqliteHandle): CommitCounter {
  const changes = (): number => Number(valueOf(handle.prepare('SELECT total_changes() AS n').all([])[0], 'n'));
  let counted = changes();
  return {
    count() {
      if (changes() === counted) return null;
      const epoch = valueOf(handle.prepare(COUNT).all([])[0], 'epoch');
      counted = changes();
      return typeof epoch === 'string' ? epoch : null;
    },
  };
}
