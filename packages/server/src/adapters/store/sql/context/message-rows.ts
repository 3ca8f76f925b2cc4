// What customers wrote in a conversation and what agents wrote in between, a bounded number of lines by key; the rest of the log is not the
// context's business. Invariant: the two stay apart, so that no word of an agent is taken for the customer's.
import type { AgentMessage, MessageMaterial } from '../../../../domain/context/material.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { each, question } from '../together.js';
import type { Asked } from '../together.js';
import { objectOf } from './rows.js';

const FIRST_SEQS = 120;
const FIRST_MAX = 20;
const FIRST_LINES = 8; // where the first thing a customer wrote is looked for
const FIRST_BOTH_MAX = 60;
/** Entries read at the end of the log. */
export const TAIL_SEQS = 80;

interface MessageRow {
  id: string;
  seq: number;
  kind: string;
  body: string;
  ts: number;
}
type AuthoredRow = MessageRow & { author_type: string };
/** Both sides of a conversation, or of a part of it. */
export interface SaidByBoth {
  messages: MessageMaterial[];
  agentMessages: AgentMessage[];
}
const COLUMNS = ['id', 'seq', 'kind', 'body', 'ts'] as const;
const AUTHORED_COLUMNS = [...COLUMNS, 'author_type'] as const;

const firstMessages = prepared<{ siteId: string; conv: string; max: number; limit: number }, MessageRow>((db, place) =>
  db
    .selectFrom('entries')
    .select(COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('lane', '=', 'pub')
    .where('seq', '<=', place('max'))
    .where('kind', '=', 'message')
    .where('author_type', '=', 'visitor')
    .orderBy('seq')
    .limit(place('limit')),
);

const firstOfBoth = question<{ siteId: string; conv: string }, AuthoredRow>(AUTHORED_COLUMNS, (db, place) =>
  db
    .selectFrom('entries')
    .select([...COLUMNS, 'author_type'])
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('lane', '=', 'pub')
    .where('seq', '<=', FIRST_SEQS)
    .where('kind', '=', 'message')
    .where('author_type', 'in', ['visitor', 'agent'])
    .orderBy('seq')
    .limit(FIRST_BOTH_MAX),
);

const tail = question<{ siteId: string; conv: string; after: number }, AuthoredRow>(AUTHORED_COLUMNS, (db, place) =>
  db
    .selectFrom('entries')
    .select([...COLUMNS, 'author_type'])
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('lane', '=', 'pub')
    .where('seq', '>', place('after'))
    .where('kind', 'in', ['message', 'open'])
    .orderBy('seq'),
);

/** A redacted entry keeps its place and loses its body (P17): it says nothing any more. */
function messageOf(row: MessageRow): MessageMaterial[] {
  const text = objectOf(row.body)['text'];
  return typeof text === 'string' && text !== '' ? [{ id: row.id, seq: row.seq, at: row.ts, text }] : [];
}

/** Each message once, by its author. */
function apart(rows: readonly AuthoredRow[]): SaidByBoth {
  const bySeq = new Map(rows.filter(({ kind }) => kind === 'message').map((row) => [row.seq, row]));
  const of = (author: string): MessageMaterial[] =>
    [...bySeq.values()].filter(({ author_type }) => author_type === author).flatMap(messageOf);
  return { messages: of('visitor'), agentMessages: of('agent').map(({ seq, text }) => ({ seq, text })) };
}

/** The end of the log, and its beginning where the end does not reach it. */
export function askSaid({
  siteId,
  conv,
  pubHead,
}: {
  siteId: string;
  conv: string;
  pubHead: number;
}): [Asked<AuthoredRow>, Asked<AuthoredRow>] {
  return [
    tail({ siteId, conv, after: Math.max(0, pubHead - TAIL_SEQS) }),
    each(pubHead <= TAIL_SEQS ? [] : [firstOfBoth({ siteId, conv })]),
  ];
}

/** The first messages and the newest, and the seq of the newest reopening. */
export function saidIn(end: readonly AuthoredRow[], first: readonly AuthoredRow[]): SaidByBoth & { reopenedSeq: number } {
  const last = first.filter(({ author_type }) => author_type === 'visitor')[FIRST_MAX - 1]?.seq ?? FIRST_SEQS;
  const reopened = end.findLast(({ kind, body }) => kind === 'open' && objectOf(body)['reopened'] === true);
  return { ...apart([...first.filter(({ seq }) => seq <= last), ...end]), reopenedSeq: reopened?.seq ?? 0 };
}

const FIRST_TEXT_COLUMNS = [...COLUMNS, 'conversation_id'] as const;
export type FirstTextRow = MessageRow & { conversation_id: string };

/** The first thing the customer wrote among the first lines. */
export const askFirstText = question<{ siteId: string; conv: string }, FirstTextRow>(FIRST_TEXT_COLUMNS, (db, place) =>
  db
    .selectFrom('entries')
    .select(FIRST_TEXT_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('lane', '=', 'pub')
    .where('seq', '<=', FIRST_LINES)
    .where('kind', '=', 'message')
    .where('author_type', '=', 'visitor')
    .orderBy('seq')
    .limit(1),
);

/** Empty when there is none, or it was redacted. */
export const textOf = (row: MessageRow | undefined): string => (row === undefined ? '' : (messageOf(row)[0]?.text ?? ''));

/** What the customer wrote first, up to a time: the log is append-only, so this never changes (but for redaction). */
export async function firstMessagesUntil(
  tx: Tx,
  { siteId, conv, until, limit }: { siteId: string; conv: string; until: number; limit: number },
): Promise<MessageMaterial[]> {
  const rows = await firstMessages(tx, { siteId, conv, max: FIRST_SEQS, limit });
  return rows.filter(({ ts }) => ts <= until).flatMap(messageOf);
}

const closings = prepared<{ siteId: string; conv: string }, { id: string; seq: number }>((db, place) =>
  db
    .selectFrom('entries')
    .select(['id', 'seq'])
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('lane', '=', 'pub')
    .where('kind', '=', 'close')
    .orderBy('seq'),
);
const saidBetween = prepared<{ siteId: string; conv: string; after: number; before: number }, AuthoredRow>((db, place) =>
  db
    .selectFrom('entries')
    .select([...COLUMNS, 'author_type'])
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('lane', '=', 'pub')
    .where('seq', '>', place('after'))
    .where('seq', '<', place('before'))
    .where('kind', '=', 'message')
    .where('author_type', 'in', ['visitor', 'agent'])
    .orderBy('seq')
    .limit(CLOSING_MAX),
);
const CLOSING_MAX = 400;

/**
 * What was written between the closing before and the one whose entry is `entryId`, as far as facts are looked for: each message
 * belongs to one closing, so a conversation that was reopened is not counted twice.
 */
export async function closingMessages(
  tx: Tx,
  { siteId, conv, entryId }: { siteId: string; conv: string; entryId: string | null },
): Promise<SaidByBoth> {
  const all = await closings(tx, { siteId, conv });
  const at = all.findIndex(({ id }) => id === entryId);
  const before = all[at]?.seq;
  if (before === undefined) return { messages: [], agentMessages: [] };
  return apart(await saidBetween(tx, { siteId, conv, after: all[at - 1]?.seq ?? 0, before }));
}
