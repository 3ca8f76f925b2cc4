// One operation of the store = one transaction, written once for both stores (G23). On SQLite it runs inside the worker thread, in a
// SAVEPOINT of a commit group (P21); on PostgreSQL in a transaction of the pool. Arguments and results are structured-cloneable.
import type { Kysely } from 'kysely';
import type { IdKind } from '@throughline/types';
import type { Database } from './schema.js';

/** What an operation may touch. Everything else is an argument: `now` included. */
export interface Tx {
  db: Kysely<Database>;
  dialect: 'sqlite' | 'postgres';
  /** Random name of this history (delivery.md §2). */
  epoch: string;
  /** `cus_` + 128 random bits. */
  newId(kind: IdKind): string;
  /** 32 hex digits of secure randomness. */
  hex128(): string;
}

export interface Operation<Args, Result> {
  kind: 'read' | 'write';
  run(tx: Tx, args: Args): Promise<Result>;
}

/** One operation per method of a part of the store port: a missing or misspelt one does not compile. */
export type OperationsOf<Ops> = {
  [K in keyof Ops]: Ops[K] extends (args: infer Args) => Promise<infer Result> ? Operation<Args, Result> : never;
};
