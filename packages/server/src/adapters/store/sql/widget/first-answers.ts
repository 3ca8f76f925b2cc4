// How long visitors waited for the first answer of a person (W191): from the log's own times, a bounded number of rows by key.
import type { WidgetOps } from '../../../../ports/store-widget.js';
import type { OperationsOf } from '../operation.js';

const CHAT = 'web_chat';
const FIRST_SEQS = 60; // whoever waited through more lines than that is left out

export const firstAnswerOperations: OperationsOf<Pick<WidgetOps, 'firstAnswerTimes'>> = {
  firstAnswerTimes: {
    kind: 'read',
    async run(tx, { siteId, since, limit }) {
      const rows = await tx.db
        .with('recent', (qb) =>
          qb
            .selectFrom('conversations')
            .select('id')
            .where('site_id', '=', siteId)
            .where('channel', '=', CHAT)
            .where('opened_at', '>=', since)
            .orderBy('opened_at', 'desc')
            .orderBy('id')
            .limit(limit),
        )
        .selectFrom('recent')
        .innerJoin('entries', (join) => join.onRef('entries.conversation_id', '=', 'recent.id').on('entries.site_id', '=', siteId))
        .select(['recent.id', 'entries.author_type'])
        .select(({ fn }) => fn.min<number>('entries.ts').as('at'))
        .where('entries.lane', '=', 'pub')
        .where('entries.seq', '<=', FIRST_SEQS)
        .where('entries.kind', '=', 'message')
        .where('entries.author_type', 'in', ['visitor', 'agent'])
        .groupBy(['recent.id', 'entries.author_type'])
        .execute();
      const firsts = new Map<string, { visitor?: number; agent?: number }>();
      for (const { id, author_type: author, at } of rows) {
        firsts.set(id, { ...firsts.get(id), [author === 'agent' ? 'agent' : 'visitor']: at });
      }
      return [...firsts.values()].flatMap(({ visitor, agent }) =>
        visitor === undefined || agent === undefined || agent < visitor ? [] : [agent - visitor],
      );
    },
  },
};
