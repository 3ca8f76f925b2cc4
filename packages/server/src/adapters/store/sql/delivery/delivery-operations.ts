// The delivery part of the store, gathered for its table of operations.
import type { DeliveryOps } from '../../../../ports/store-delivery.js';
import type { GrantOps } from '../../../../ports/store-grants.js';
import type { OperationsOf } from '../operation.js';
import { admitOperations } from './admit-operation.js';
import { grantOperations } from './grant-operations.js';
import { listOperations } from './list-operations.js';
import { mentionOperations } from './mentions.js';
import { openOperations } from './open-operations.js';
import { receiptOperations } from './receipt-operations.js';
import { submitOperations } from './submit.js';
import { syncOperations } from './sync-operations.js';
import { wakeOperations } from './wake-operation.js';

export const deliveryOperations: OperationsOf<DeliveryOps & GrantOps> = {
  ...admitOperations,
  ...submitOperations,
  ...syncOperations,
  ...receiptOperations,
  ...listOperations,
  ...openOperations,
  ...grantOperations,
  ...mentionOperations,
  ...wakeOperations,
};
