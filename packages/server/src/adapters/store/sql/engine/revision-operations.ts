// Live revisions, and any revision as it was (C50).
import type { EngineOps } from '../../../../ports/store-engine.js';
import { reviseLive } from '../context/live-revision.js';
import { revisionAt } from '../context/revisions.js';
import type { OperationsOf } from '../operation.js';

type Revisions = 'liveRevision' | 'contextRevision' | 'contextRevisions';

export const revisionOperations: OperationsOf<Pick<EngineOps, Revisions>> = {
  liveRevision: {
    kind: 'write',
    async run(tx, args) {
      const revised = await reviseLive(tx, args);
      return revised === null || revised.next === revised.previous ? null : revised;
    },
  },
  contextRevision: { kind: 'read', run: (tx, args) => revisionAt(tx, args) },
  contextRevisions: {
    kind: 'read',
    run: (tx, { siteId, conv, after, limit }) =>
      tx.db
        .selectFrom('handoffs')
        .select(['revision', 'basis', 'kind', 'at'])
        .where('site_id', '=', siteId)
        .where('conversation_id', '=', conv)
        .where('revision', '>', after)
        .orderBy('revision')
        .limit(limit)
        .execute(),
  },
};
