// The promises that an agent has to keep and that are due (K72): by index from who owes them and until when, so that it costs what it
// answers.
import type { OwedPromise } from '@throughline/types';
import { owersOf } from '../../../../domain/commitments/owed.js';
import { refsOf, sourceRef } from '../../../../domain/context/refs.js';
import { toIso } from '../../../../domain/time/civil.js';
import type { EngineOps } from '../../../../ports/store-engine.js';
import { rootOrNull } from '../context/root-or-null.js';
import { nameCustomer } from '../delivery/customer-names.js';
import type { OperationsOf, Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { CommitmentsTable } from '../schema-engine.js';
import { storedCommitment } from './stored.js';

type Owed = Pick<CommitmentsTable, 'customer_id' | 'id' | 'state' | 'owed_at'>;

const owedRows = prepared<{ siteId: string; owedBy: string; dueBefore: number; limit: number }, Owed>((db, place) =>
  db
    .selectFrom('commitments')
    .select(['customer_id', 'id', 'state', 'owed_at'])
    .where('site_id', '=', place('siteId'))
    .where('owed_by', '=', place('owedBy'))
    .where('owed_at', '<', place('dueBefore'))
    .orderBy('owed_at')
    .limit(place('limit')),
);

/** Nothing of a customer who was erased. */
async function owedPromise(tx: Tx, siteId: string, row: Owed): Promise<OwedPromise[]> {
  const [promise] = storedCommitment(row);
  const root = await rootOrNull(tx, siteId, row.customer_id);
  if (promise === undefined || promise.dueAt === null || root === null) return [];
  const { id, text, dueAt, madeBy, department, conversationId, entryId, refs } = promise;
  return [
    {
      id,
      customerId: root.id,
      customerName: (await nameCustomer(tx, siteId, root.id)).name,
      text,
      dueAt: toIso(dueAt),
      madeBy,
      ...(department === null ? {} : { department }),
      ...(conversationId === null ? {} : { conversationId }),
      ...(entryId === null ? {} : { entryId }),
      refs: refsOf(refs.map(sourceRef)),
    },
  ];
}

export const owedOperation: OperationsOf<Pick<EngineOps, 'owedPromises'>> = {
  owedPromises: {
    kind: 'read',
    async run(tx, { siteId, agentId, departments, dueBefore, limit }) {
      const found: Owed[] = [];
      for (const owedBy of owersOf({ id: agentId, departments }))
        found.push(...(await owedRows(tx, { siteId, owedBy, dueBefore, limit: limit + 1 })));
      found.sort((a, b) => (a.owed_at ?? 0) - (b.owed_at ?? 0) || (a.id < b.id ? -1 : 1));
      const items: OwedPromise[] = [];
      for (const row of found.slice(0, limit)) items.push(...(await owedPromise(tx, siteId, row)));
      return { items, more: found.length > limit };
    },
  },
};
