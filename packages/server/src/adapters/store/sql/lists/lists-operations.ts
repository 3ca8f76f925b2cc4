// The lists, gathered for the table of operations.
import type { ListOps } from '../../../../ports/store-lists.js';
import type { OperationsOf } from '../operation.js';
import { customerList } from './customer-list-operation.js';
import { inbox } from './inbox-operation.js';

export const listsOperations: OperationsOf<ListOps> = { inbox, customerList };
