// What agents said about a conversation, as interactions of its own: facts asked for again (C26), the reason confirmed or tagged (C27).
import type { ConversationMaterial } from '../../../../domain/context/material.js';
import { confirmedReason } from '../engine/reason-rows.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { objectOf } from './rows.js';

const RE_ASKED_READ = 40;

const reAskedRows = prepared<{ siteId: string; conv: string }, { data: string; occurred_at: number }>((db, place) =>
  db
    .selectFrom('interactions')
    .select(['data', 'occurred_at'])
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('name', '=', 'fact.reasked')
    .orderBy('occurred_at')
    .orderBy('id')
    .limit(RE_ASKED_READ),
);

export async function agentWords(tx: Tx, siteId: string, conv: string): Promise<Pick<ConversationMaterial, 'reAsked' | 'reasonCode'>> {
  const rows = await reAskedRows(tx, { siteId, conv });
  return {
    reAsked: rows.flatMap(({ data, occurred_at: at }) => {
      const key = objectOf(data)['key'];
      return typeof key === 'string' ? [{ key, at }] : [];
    }),
    reasonCode: (await confirmedReason(tx, siteId, conv))?.code ?? null,
  };
}
