// The context part of the store port: every read an agent's panel and the REST API make, and the one that freezes again.
import { assembleContext } from '../../../domain/context/assemble.js';
import type { HandoffContext, HandoffKind } from '@throughline/types';
import { handoffContext } from '@throughline/types/decode';
import type { ContextOps } from '../../../ports/store-context.js';
import { reviseLive } from './context/live-revision.js';
import { loadMaterial } from './context/load-material.js';
import { rootOrNull } from './context/root-or-null.js';
import { interactionOf } from './context/rows.js';
import { newestHandoff } from './handoff.js';
import type { OperationsOf } from './operation.js';
import { prepared } from './prepared.js';
import type { InteractionsTable } from './schema.js';
import { timeline } from './timeline.js';
import { question, together } from './together.js';

const interactionById = prepared<{ siteId: string; id: string }, InteractionsTable>((db, place) =>
  db.selectFrom('interactions').selectAll().where('site_id', '=', place('siteId')).where('id', '=', place('id')),
);
/** Kind of the newest revision. */
const askLastKind = question<{ siteId: string; conv: string }, { kind: string }>(['kind'], (db, place) =>
  db
    .selectFrom('handoffs')
    .select('kind')
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .orderBy('revision', 'desc')
    .limit(1),
);
const askRevision = question<{ siteId: string; conv: string }, { context_revision: number }>(['context_revision'], (db, place) =>
  db.selectFrom('conversations').select('context_revision').where('site_id', '=', place('siteId')).where('id', '=', place('conv')),
);

/** A conversation without a revision is new. */
function kindOf(rows: readonly { kind: string }[]): HandoffKind {
  const kind = handoffContext.HandoffKind.safeParse(rows[0]?.kind);
  return kind.success ? kind.data : 'new';
}

export const contextOperations: OperationsOf<ContextOps> = {
  latestHandoff: { kind: 'read', run: (tx, { siteId, conv }) => newestHandoff(tx, siteId, conv) },

  customerContext: {
    kind: 'read',
    async run(tx, { siteId, customerId, online, now }): Promise<HandoffContext | null> {
      const root = await rootOrNull(tx, siteId, customerId);
      if (root === null) return null;
      const material = await loadMaterial(tx, {
        siteId,
        root,
        conversation: 'newest',
        // Nothing is stored, so the id names the customer: the same question gives the same bytes (C1).
        handoff: { contextId: `ctx_${root.id}`.slice(0, 64), revision: 1, basis: 'live', kind: 'new', online },
      });
      const conv = material.conversation?.id;
      if (conv !== undefined) {
        const [kinds, rows] = await together(tx, [askLastKind({ siteId, conv }), askRevision({ siteId, conv })]);
        material.handoff.kind = kindOf(kinds);
        material.handoff.revision = Math.max(1, rows[0]?.context_revision ?? 1);
      }
      return assembleContext(material, now);
    },
  },

  refreshHandoff: {
    kind: 'write',
    run: async (tx, args): Promise<HandoffContext | null> => (await reviseLive(tx, args))?.next ?? null,
  },

  timeline: { kind: 'read', run: (tx, args) => timeline(tx, args) },

  interaction: {
    kind: 'read',
    async run(tx, { siteId, id }) {
      const [row] = await interactionById(tx, { siteId, id });
      return row === undefined ? null : interactionOf(row); // who may see it is decided where it is answered (C54)
    },
  },
};
