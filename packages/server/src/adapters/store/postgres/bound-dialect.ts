// PostgreSQL with every parameter checked by the store's one binder (G21): pg would store a Date, an object or a boolean as some text.
import { PostgresDialect } from 'kysely';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely';
import { bind } from '../sql/bind.js';

class BoundConnection implements DatabaseConnection {
  constructor(readonly inner: DatabaseConnection) {}

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    bind(query.parameters, query.sql);
    return this.inner.executeQuery<Row>(query);
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<Row>> {
    bind(query.parameters, query.sql);
    return this.inner.streamQuery<Row>(query, chunkSize);
  }
}

/** What the driver below knows the connection by. */
const innermost = (connection: DatabaseConnection): DatabaseConnection =>
  connection instanceof BoundConnection ? connection.inner : connection;

export class BoundPostgresDialect extends PostgresDialect {
  override createDriver(): Driver {
    const driver = super.createDriver();
    return {
      init: () => driver.init(),
      acquireConnection: async () => new BoundConnection(await driver.acquireConnection()),
      beginTransaction: (connection, settings: TransactionSettings) => driver.beginTransaction(innermost(connection), settings),
      commitTransaction: (connection) => driver.commitTransaction(innermost(connection)),
      rollbackTransaction: (connection) => driver.rollbackTransaction(innermost(connection)),
      releaseConnection: (connection) => driver.releaseConnection(innermost(connection)),
      destroy: () => driver.destroy(),
    };
  }
}
