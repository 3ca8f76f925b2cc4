// `inList` (protocol/list) as conditions on `conversations as c`, and what a row alone does not tell: unread mentions, items of the customer.
// Invariant: the two agree; the store contract compares them.
import { statesOf, teamOfView } from '@throughline/types';
import type { ConversationFilter, ListAsked, ListReader } from '@throughline/types';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../operation.js';
import { listHas, memberText, textAt } from './json-columns.js';

type Clause = RawBuilder<boolean>;
type Dialect = Tx['dialect'];

const MINUTE_MS = 60_000;
const is = (column: string, value: string): Clause => sql<boolean>`${sql.ref(`c.${column}`)} = ${value}`;

/** Constants stand in the text: partial indexes are chosen by it. */
function stateClauses(asked: ListAsked): Clause[] {
  const states = statesOf(asked);
  const named = sql<boolean>`c.status in (${sql.join(states.map((state) => sql.lit(state)))})`;
  if (states.length === 1 && states[0] === 'closed') return [sql<boolean>`c.status = 'closed'`]; // a closed one has an entry at least
  const said = sql<boolean>`c.pub_head > 0`; // in which something was said
  return states.includes('closed') ? [named, said] : [sql<boolean>`c.status <> 'closed'`, named, said];
}

/** The customer, with everybody merged into them, has an item of the type. */
const hasItem = (type: string): Clause => sql<boolean>`exists (
  select 1 from customers as owner
    join customers as member on member.site_id = owner.site_id and member.root_id = owner.root_id
    join tracked_items as item on item.site_id = member.site_id and item.customer_id = member.id
  where owner.site_id = c.site_id and owner.id = c.customer_id and item.type = ${type} and item.state is not null)`;

/** A note, or a question to colleagues, names them and they have not looked since (K65). */
export const mentionedClause = (agentId: string): Clause => sql<boolean>`exists (
  select 1 from mentions as named
  where named.site_id = c.site_id and named.conversation_id = c.id and named.agent_id = ${agentId} and named.read_at is null)`;

function filterClauses(dialect: Dialect, filter: ConversationFilter, who: ListReader): Clause[] {
  const { teamId, assigneeId, tag, reason, channel, language, priority, sla, alert, itemType, verified } = filter;
  const minutes = filter.waitingLongerThanMinutes;
  const clauses: Clause[] = [];
  if (teamId !== undefined) clauses.push(is('team_id', teamId));
  if (assigneeId === 'none') clauses.push(sql<boolean>`c.assignee_id is null`);
  else if (assigneeId !== undefined) clauses.push(is('assignee_id', assigneeId === 'me' ? who.id : assigneeId));
  if (tag !== undefined) clauses.push(listHas(dialect, 'tags', tag));
  for (const [column, value] of Object.entries({ reason, channel, language, priority })) {
    if (value !== undefined) clauses.push(is(column, value));
  }
  if (sla !== undefined) clauses.push(sql<boolean>`${memberText(dialect, 'sla', 'state')} = ${sla}`);
  if (alert !== undefined) {
    clauses.push(sql<boolean>`(${textAt(dialect, 'alerts', 0)} = ${alert} or ${textAt(dialect, 'alerts', 1)} = ${alert})`);
  }
  if (verified !== undefined) {
    const level = sql`coalesce(${memberText(dialect, 'verification', 'level')}, '0')`;
    clauses.push(verified ? sql<boolean>`${level} = '3'` : sql<boolean>`${level} <> '3'`);
  }
  if (minutes !== undefined) clauses.push(sql<boolean>`c.waiting_since < ${who.now - minutes * MINUTE_MS}`);
  if (itemType !== undefined) clauses.push(hasItem(itemType));
  return clauses;
}

/** All conditions of a list but its site and who may see it. */
export function listClauses(dialect: Dialect, asked: ListAsked, who: ListReader): Clause[] {
  const { view, filter = {} } = asked;
  const clauses = [...stateClauses(asked), ...filterClauses(dialect, filter, who)];
  const team = teamOfView(view);
  if (team !== null) clauses.push(is('team_id', team));
  if (view === 'mine') clauses.push(is('assignee_id', who.id));
  if (view === 'unassigned') clauses.push(sql<boolean>`c.assignee_id is null`);
  if (view === 'mentions') clauses.push(mentionedClause(who.id));
  return clauses;
}
