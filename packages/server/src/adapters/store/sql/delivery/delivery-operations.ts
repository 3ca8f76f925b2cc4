// The delivery part of the store, gathered for its table of operations.
import type { DeliveryOps } from '../../../../ports/store-delivery.js';
import type { OperationsOf } from '../operation.js';
import { listOperations } from './list-operations.js';
import { openOperations } from './open-operations.js';
import { receiptOperations } from './receipt-operations.js';
import { submitOperations } from './submit.js';
import { syncOperations } from './sync-operations.js';

export const deliveryOperations: OperationsOf<DeliveryOps> = {
  ...submitOperations,
  ...syncOperations,
  ...receiptOperations,
  ...listOperations,
  ...openOperations,
};
