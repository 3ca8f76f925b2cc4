// The context engine's part of the store, gathered for its table of operations.
import type { CardOps } from '../../../../ports/store-cards.js';
import type { EngineOps } from '../../../../ports/store-engine.js';
import { channelOperations } from '../delivery/channel-operations.js';
import type { OperationsOf } from '../operation.js';
import { alertOperations } from './alert-operations.js';
import { cardOperations } from './card-operations.js';
import { idempotencyOperations } from './idempotency-operations.js';
import { listOperations } from './list-operations.js';
import { owedOperation } from './owed-operation.js';
import { outboxOperations } from './outbox-operations.js';
import { recordOperations } from './record-operations.js';
import { revisionOperations } from './revision-operations.js';
import { settingsOperations } from './settings-operations.js';
import { sweepOperations } from './sweep-operations.js';
import { visitorOperations } from './visitor-operations.js';
import { webhookOperations } from './webhook-operations.js';

export const engineOperations: OperationsOf<EngineOps & CardOps> = {
  ...recordOperations,
  ...settingsOperations,
  ...listOperations,
  ...owedOperation,
  ...visitorOperations,
  ...cardOperations,
  ...alertOperations,
  ...sweepOperations,
  ...channelOperations,
  ...revisionOperations,
  ...webhookOperations,
  ...outboxOperations,
  ...idempotencyOperations,
};
