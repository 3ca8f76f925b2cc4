// `record`: like `ingest`, and says what followed; `rebuild`.
import type { EngineOps } from '../../../../ports/store-engine.js';
import { relaySourceId } from '../identity/identity-events.js';
import { recordEvents } from '../ingest.js';
import type { OperationsOf } from '../operation.js';
import { rebuildSite } from '../rebuild.js';
import { consequencesOf } from './consequences-of.js';

export const recordOperations: OperationsOf<Pick<EngineOps, 'record' | 'rebuild'>> = {
  record: {
    kind: 'write',
    async run(tx, { siteId, sourceId, events, now }) {
      const from = sourceId === 'relay' ? await relaySourceId(tx, siteId) : sourceId;
      const { effects, ...result } = await recordEvents(tx, { siteId, sourceId: from, events, now });
      return { ...result, ...(await consequencesOf(tx, siteId, effects)) };
    },
  },
  rebuild: { kind: 'write', run: (tx, { siteId }) => rebuildSite(tx, siteId) },
};
