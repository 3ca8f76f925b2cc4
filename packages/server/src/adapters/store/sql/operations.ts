// Every operation of the store, run unchanged by both stores (G23): SQLite inside its worker thread, PostgreSQL on its pool.
// A method of the port without an operation here does not compile.
import type { StoreOps } from '../../../ports/store.js';
import { accessOperations } from './access/access-operations.js';
import { accountOperations } from './accounts.js';
import { contextOperations } from './context-operations.js';
import { customerOperations } from './customers.js';
import { deliveryOperations } from './delivery/delivery-operations.js';
import { engineOperations } from './engine/engine-operations.js';
import { erasureOperations } from './erasure/erase-customer.js';
import { fileOperations } from './files/file-operations.js';
import { historyOperations } from './history/history-operations.js';
import { identityOperations } from './identity/identity-operations.js';
import { ingestOperations } from './ingest.js';
import { listsOperations } from './lists/lists-operations.js';
import type { Operation, OperationsOf } from './operation.js';
import { routingOperations } from './routing/routing-operations.js';
import { searchOperations } from './search/search-operation.js';
import { settingsObjectOperations } from './settings/settings-operations.js';
import { keyOperations } from './site-keys.js';
import { slaOperations } from './sla/sla-operations.js';
import { systemOperations } from './system/system-operations.js';
import { widgetOperations } from './widget/widget-operations.js';

export const operations: OperationsOf<StoreOps> = {
  ...accessOperations,
  ...accountOperations,
  ...deliveryOperations,
  ...ingestOperations,
  ...customerOperations,
  ...identityOperations,
  ...contextOperations,
  ...engineOperations,
  ...erasureOperations,
  ...fileOperations,
  ...historyOperations,
  ...listsOperations,
  ...routingOperations,
  ...keyOperations,
  ...searchOperations,
  ...settingsObjectOperations,
  ...slaOperations,
  ...systemOperations,
  ...widgetOperations,
};

const byName: ReadonlyMap<string, Operation<unknown, unknown>> = new Map(Object.entries(operations));

/** The operation behind a method of the port. Its arguments were checked against the port where they were given. */
export function operationNamed(name: string): Operation<unknown, unknown> {
  const operation = byName.get(name);
  if (operation === undefined) throw new Error(`The store has no operation ${name}`);
  return operation;
}
