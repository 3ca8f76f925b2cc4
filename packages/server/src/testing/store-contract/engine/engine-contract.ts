// The context engine's part of the store contract.
import type { Store } from '../../../ports/store.js';
import { erasureContract } from './erasure-contract.js';
import { itemsContract } from './items-contract.js';
import { liveContract } from './live-contract.js';
import { manyContract } from './many-contract.js';
import { outboxContract } from './outbox-contract.js';
import { promisesContract } from './promises-contract.js';
import { recordsContract } from './records-contract.js';

export function engineContract(opened: () => Store): void {
  itemsContract(opened);
  promisesContract(opened);
  liveContract(opened);
  manyContract(opened);
  recordsContract(opened);
  outboxContract(opened);
  erasureContract(opened);
}
