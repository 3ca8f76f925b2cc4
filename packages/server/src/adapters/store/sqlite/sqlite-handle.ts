// The driver in the shape Kysely's SqliteDialect takes (G20): when the floor becomes Node 24 only the import of this file changes.
// Statements are kept by their text: preparing one costs more than running it.
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { bind } from '../sql/bind.js';
import type { SqlValue } from '../sql/bind.js';

const STATEMENTS_MAX = 400; // lists of changing length (`in (?, ?, …)`) make new texts; the oldest go

class KeptStatement implements SqliteStatement {
  readonly reader: boolean;

  constructor(
    private readonly text: string,
    private readonly statement: StatementSyncInstance,
  ) {
    this.reader = statement.columns().length > 0;
  }

  all(parameters: readonly unknown[]): unknown[] {
    return this.statement.all(...bind(parameters, this.text));
  }

  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    return this.statement.run(...bind(parameters, this.text));
  }

  *iterate(parameters: readonly unknown[]): IterableIterator<unknown> {
    const bound: SqlValue[] = bind(parameters, this.text);
    yield* this.statement.iterate(...bound);
  }
}

export class SqliteHandle implements SqliteDatabase {
  private readonly kept = new Map<string, KeptStatement>();

  constructor(readonly driver: DatabaseSyncInstance) {}

  prepare(text: string): SqliteStatement {
    const held = this.kept.get(text);
    if (held !== undefined) return held;
    if (this.kept.size >= STATEMENTS_MAX) {
      for (const oldest of this.kept.keys()) {
        this.kept.delete(oldest);
        break;
      }
    }
    const fresh = new KeptStatement(text, this.driver.prepare(text));
    this.kept.set(text, fresh);
    return fresh;
  }

  /** Statements without parameters and rows: begin, commit, savepoint. */
  exec(text: string): void {
    this.driver.exec(text);
  }

  close(): void {
    this.kept.clear();
    if (this.driver.isOpen) this.driver.close();
  }
}
