// How people get in, gathered for the store's table of operations.
import type { AccessOps } from '../../../../ports/store-access.js';
import type { OperationsOf } from '../operation.js';
import { deviceOperations } from './device-operations.js';
import { invitationOperations } from './invitation-operations.js';
import { secondFactorOperations } from './second-factor-operations.js';

export const accessOperations: OperationsOf<AccessOps> = { ...deviceOperations, ...invitationOperations, ...secondFactorOperations };
