// What agents said about a conversation, as interactions of its own: facts asked for again (C26), the reason confirmed or tagged (C27).
import type { ConversationMaterial } from '../../../../domain/context/material.js';
import { question } from '../together.js';
import { objectOf } from './rows.js';

const RE_ASKED_READ = 40;

interface InConversation {
  siteId: string;
  conv: string;
}
interface ReAskedRow {
  data: string;
  occurred_at: number;
}

export const askReAsked = question<InConversation, ReAskedRow>(['data', 'occurred_at'], (db, place) =>
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
export const askConfirmedReason = question<InConversation, { code: string }>(['code'], (db, place) =>
  db.selectFrom('reason_confirmed').select('code').where('site_id', '=', place('siteId')).where('conversation_id', '=', place('conv')),
);

export function agentWords(
  reAsked: readonly ReAskedRow[],
  confirmed: { code: string } | undefined,
): Pick<ConversationMaterial, 'reAsked' | 'reasonCode'> {
  return {
    reAsked: reAsked.flatMap(({ data, occurred_at: at }) => {
      const key = objectOf(data)['key'];
      return typeof key === 'string' ? [{ key, at }] : [];
    }),
    reasonCode: confirmed?.code ?? null,
  };
}
