// The conversation at hand and the ones before it, as far as a context tells of them.
import type { ConversationMaterial, EarlierConversation } from '../../../../domain/context/material.js';
import type { Trust } from '@throughline/types';
import type { ConversationsTable } from '../schema.js';
import { each, question, questionOfMembers } from '../together.js';
import { askFirstText, textOf } from './message-rows.js';
import type { FirstTextRow } from './message-rows.js';
import { channelOf, isObject, jsonOf } from './rows.js';

const EARLIER_READ = 12; // of each member: enough for the list shown and for the contacts of a week
const TOLD_MAX = 5;

const TOLD_COLUMNS = [
  'id',
  'customer_id',
  'channel',
  'status',
  'opened_at',
  'closed_at',
  'outcome',
  'last_at',
  // of the one at hand alone
  'pub_head',
  'team_id',
  'department',
  'waiting_since',
  'started_at',
  'transfers',
  'verification',
] as const;
/** What is told of a conversation. */
export type ToldConversation = Pick<ConversationsTable, (typeof TOLD_COLUMNS)[number]>;

export const askTeam = question<{ siteId: string; teamId: string }, { name: string }>(['name'], (db, place) =>
  db.selectFrom('teams').select('name').where('site_id', '=', place('siteId')).where('id', '=', place('teamId')),
);

/** The department that is called like the team: teams have none of their own. */
export function departmentOfTeam(team: { name: string } | undefined, departments: readonly { id: string; name: string }[]): string | null {
  const called = team?.name.toLowerCase();
  return departments.find(({ id, name }) => id.toLowerCase() === called || name.toLowerCase() === called)?.id ?? null;
}

/** Newest conversations of all members. */
export const askConversations = questionOfMembers<ToldConversation>(TOLD_COLUMNS, (db, place) =>
  db
    .selectFrom('conversations')
    .select(TOLD_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .orderBy('last_at', 'desc')
    .orderBy('id', 'desc')
    .limit(EARLIER_READ),
);
const countOf = questionOfMembers<{ conversations: number }>(['conversations'], (db, place) =>
  db
    .selectFrom('conversations')
    .select((eb) => eb.fn.countAll<number>().as('conversations'))
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId')),
);

/** How many there are of the members of whom not all were read. */
export const askHiddenCounts = (siteId: string, members: readonly string[], rows: readonly ToldConversation[]) =>
  countOf(
    siteId,
    members.filter((member) => isCut(rows, member)),
  );

export function conversationCount(
  members: readonly string[],
  rows: readonly ToldConversation[],
  hidden: readonly { conversations: number }[],
): number {
  const whole = members.filter((member) => !isCut(rows, member));
  return (
    rows.filter(({ customer_id }) => whole.includes(customer_id)).length + hidden.reduce((sum, { conversations }) => sum + conversations, 0)
  );
}

const isCut = (rows: readonly ToldConversation[], member: string): boolean =>
  rows.filter(({ customer_id }) => customer_id === member).length >= EARLIER_READ;

/** Open ones before closed ones, then by the last thing said. */
export function newestConversation(rows: readonly ToldConversation[]): ToldConversation | null {
  const open = (row: ToldConversation): number => (row.status === 'closed' ? 0 : 1);
  return [...rows].sort((a, b) => open(b) - open(a) || b.last_at - a.last_at || (a.id < b.id ? -1 : 1))[0] ?? null;
}

/** The rows without the one at hand, newest first by opening. */
export function othersOf(rows: readonly ToldConversation[], current: string | null): ToldConversation[] {
  return rows.filter(({ id }) => id !== current).sort((a, b) => b.opened_at - a.opened_at || (a.id < b.id ? -1 : 1));
}

/** Only the newest few tell what they were about. */
export const askFirstTexts = (siteId: string, others: readonly ToldConversation[]) =>
  each(others.slice(0, TOLD_MAX).map(({ id: conv }) => askFirstText({ siteId, conv })));

export function earlierConversations(others: readonly ToldConversation[], firstTexts: readonly FirstTextRow[]): EarlierConversation[] {
  return others.map((row) => ({
    id: row.id,
    channel: channelOf(row.channel),
    status: row.status,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    outcome: row.outcome,
    firstText: textOf(firstTexts.find(({ conversation_id }) => conversation_id === row.id)),
  }));
}

/** `teamDepartment`: of the team it waits for or is held by. */
export function conversationMaterial(
  row: ToldConversation,
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
