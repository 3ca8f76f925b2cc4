// The conversation at hand and the ones before it, as far as a context tells of them.
import type { ConversationMaterial, EarlierConversation } from '../../../../domain/context/material.js';
import type { Trust } from '@throughline/types';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';
import { firstText } from './message-rows.js';
import { channelOf, isObject, jsonOf } from './rows.js';

const EARLIER_READ = 12; // of each member: enough for the list shown and for the contacts of a week
const TOLD_MAX = 5;

const TOLD_COLUMNS = ['site_id', 'id', 'channel', 'status', 'opened_at', 'closed_at', 'outcome', 'last_at'] as const;
/** What is told of a conversation besides the one at hand. */
export type ToldConversation = Pick<ConversationsTable, (typeof TOLD_COLUMNS)[number]>;

const teamName = prepared<{ siteId: string; teamId: string }, { name: string }>((db, place) =>
  db.selectFrom('teams').select('name').where('site_id', '=', place('siteId')).where('id', '=', place('teamId')),
);

/** The department that is called like the team: teams have none of their own. */
export async function departmentOfTeam(
  tx: Tx,
  { site_id: siteId, team_id: teamId }: Pick<ConversationsTable, 'site_id' | 'team_id'>,
  departments: readonly { id: string; name: string }[],
): Promise<string | null> {
  if (teamId === null || departments.length === 0) return null;
  const [team] = await teamName(tx, { siteId, teamId });
  const called = team?.name.toLowerCase();
  return departments.find(({ id, name }) => id.toLowerCase() === called || name.toLowerCase() === called)?.id ?? null;
}

const newestOf = prepared<{ siteId: string; customerId: string }, ToldConversation>((db, place) =>
  db
    .selectFrom('conversations')
    .select(TOLD_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .orderBy('last_at', 'desc')
    .orderBy('id', 'desc')
    .limit(EARLIER_READ),
);
const countOf = prepared<{ siteId: string; customerId: string }, { conversations: number }>((db, place) =>
  db
    .selectFrom('conversations')
    .select((eb) => eb.fn.countAll<number>().as('conversations'))
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId')),
);

/** Newest conversations of all members, and how many there are. */
export async function conversationsOf(
  tx: Tx,
  siteId: string,
  members: readonly string[],
): Promise<{ rows: ToldConversation[]; count: number }> {
  const rows: ToldConversation[] = [];
  let count = 0;
  for (const customerId of members) {
    const found = await newestOf(tx, { siteId, customerId });
    rows.push(...found);
    count += found.length < EARLIER_READ ? found.length : ((await countOf(tx, { siteId, customerId }))[0]?.conversations ?? 0);
  }
  return { rows, count };
}

/** The rows without the one at hand; only the newest few tell what they were about. */
export async function earlierConversations(
  tx: Tx,
  rows: readonly ToldConversation[],
  current: string | null,
): Promise<EarlierConversation[]> {
  const others = rows.filter(({ id }) => id !== current).sort((a, b) => b.opened_at - a.opened_at || (a.id < b.id ? -1 : 1));
  const earlier: EarlierConversation[] = [];
  for (const [i, row] of others.entries()) {
    earlier.push({
      id: row.id,
      channel: channelOf(row.channel),
      status: row.status,
      openedAt: row.opened_at,
      closedAt: row.closed_at,
      outcome: row.outcome,
      firstText: i < TOLD_MAX ? await firstText(tx, row.site_id, row.id) : '',
    });
  }
  return earlier;
}

/** `teamDepartment`: of the team it waits for or is held by. */
export function conversationMaterial(
  row: ConversationsTable,
  {
    reopenedSeq,
    said,
    teamDepartment,
  }: { reopenedSeq: number; said: Pick<ConversationMaterial, 'reAsked' | 'reasonCode'>; teamDepartment: string | null },
): ConversationMaterial {
  return {
    id: row.id,
    channel: channelOf(row.channel),
    openedAt: row.opened_at,
    waitingSince: row.waiting_since,
    transfers: row.transfers,
    verification: verificationOf(row.verification),
    reopenedSeq,
    department: row.department ?? teamDepartment,
    ...said,
    waitedBeforeSeconds: row.started_at === null ? 0 : Math.max(0, Math.floor((row.opened_at - row.started_at) / 1_000)),
  };
}

/** `{level, methods, at}` (ID18); a conversation nobody verified has level 0. */
function verificationOf(text: string): ConversationMaterial['verification'] {
  const value = jsonOf(text);
  if (!isObject(value)) return { level: 0, methods: [], at: null };
  const { level, methods, at } = value;
  const trust: Trust = level === 1 || level === 2 || level === 3 ? level : 0;
  return {
    level: trust,
    methods: Array.isArray(methods) ? methods.filter((method) => typeof method === 'string') : [],
    at: typeof at === 'number' ? at : null,
  };
}
