// What else a query asks of `search_documents as d` and its conversation `c`, and what whoever asks may see (K76, S12).
import type { ConversationStatus } from '@throughline/types';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { AgentScope } from '../../../../domain/context/access.js';
import { reachOf } from '../../../../domain/conversation/authorise.js';
import type { Desk } from '../../../../domain/conversation/authorise.js';
import type { Has, SearchQuery } from '../../../../domain/search/query.js';
import { fold } from '../../../../domain/search/words.js';
import { listHas } from '../lists/json-columns.js';
import { scopeClause } from '../lists/scope-clause.js';
import type { Tx } from '../operation.js';

type Clause = RawBuilder<boolean>;

const NOTHING = sql<boolean>`1 = 0`;
const oneOf = (column: string, values: readonly string[]): Clause =>
  values.length === 0
    ? NOTHING
    : values.length === 1
      ? sql<boolean>`${sql.ref(column)} = ${values[0]}`
      : sql<boolean>`${sql.ref(column)} in (${sql.join(values)})`;

interface Named {
  id: string;
  name: string;
}

/** Every word of `asked` begins a word of the name; or it is the id. */
const isCalled = ({ id, name }: Named, asked: string): boolean => {
  const words = fold(name).split(/[^\p{L}\p{N}\p{M}]+/u);
  return id === asked || asked.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)));
};

const called = (all: readonly Named[], asked: string): string[] => all.filter((one) => isCalled(one, asked)).map(({ id }) => id);

async function agentsOf(tx: Tx, siteId: string): Promise<Named[]> {
  return tx.db.selectFrom('agents').select(['id', 'name']).where('site_id', '=', siteId).execute();
}
async function teamsOf(tx: Tx, siteId: string): Promise<Named[]> {
  return tx.db.selectFrom('teams').select(['id', 'name']).where('site_id', '=', siteId).execute();
}

/** States stand in the text: partial indexes are chosen by it. */
export function stateClause(states: readonly ConversationStatus[]): Clause {
  const literal = states.map((state) => sql.lit(state));
  return states.length === 1 ? sql<boolean>`c.status = ${literal[0]}` : sql<boolean>`c.status in (${sql.join(literal)})`;
}

/** What the query asks of the conversation, but its state. */
export async function conversationClauses(
  tx: Tx,
  siteId: string,
  { query, agent }: { query: SearchQuery; agent: Desk },
): Promise<Clause[]> {
  const clauses: Clause[] = [];
  const agents = query.to.length === 0 ? [] : await agentsOf(tx, siteId);
  for (const to of query.to) {
    if (to === 'none') clauses.push(sql<boolean>`c.assignee_id is null`);
    else clauses.push(oneOf('c.assignee_id', to === 'me' ? [agent.id] : called(agents, to)));
  }
  const teams = query.team.length === 0 ? [] : await teamsOf(tx, siteId);
  for (const team of query.team) clauses.push(oneOf('c.team_id', called(teams, team)));
  for (const tag of query.tag) clauses.push(listHas(tx.dialect, 'tags', tag));
  if (query.channel.length > 0) clauses.push(oneOf('c.channel', query.channel));
  for (const has of query.has) if (has !== 'file') clauses.push(hasClause(has));
  return clauses;
}

const customerHas = (table: 'commitments' | 'tracked_items'): Clause => sql<boolean>`exists (
  select 1 from customers as owner
    join customers as member on member.site_id = owner.site_id and member.root_id = owner.root_id
    join ${sql.table(table)} as t on t.site_id = member.site_id and t.customer_id = member.id
  where owner.site_id = c.site_id and owner.id = c.customer_id and t.state is not null)`;

function hasClause(has: Exclude<Has, 'file'>): Clause {
  if (has === 'promise') return customerHas('commitments');
  if (has === 'item') return customerHas('tracked_items');
  return sql<boolean>`exists (select 1 from search_documents as noted
    where noted.site_id = c.site_id and noted.conversation_id = c.id and noted.kind = 'note')`;
}

/** What the query asks of a single entry. */
export async function entryClauses(tx: Tx, siteId: string, { query, agent }: { query: SearchQuery; agent: Desk }): Promise<Clause[]> {
  const clauses: Clause[] = [];
  const named = query.from.filter((from) => from !== 'me' && from !== 'customer' && from !== 'agent');
  const agents = named.length === 0 ? [] : await agentsOf(tx, siteId);
  for (const from of query.from) {
    if (from === 'customer') clauses.push(sql<boolean>`substr(d.author, 1, 8) = 'visitor:'`);
    else if (from === 'agent') clauses.push(sql<boolean>`substr(d.author, 1, 6) = 'agent:'`);
    else
      clauses.push(
        oneOf(
          'd.author',
          (from === 'me' ? [agent.id] : called(agents, from)).map((id) => `agent:${id}`),
        ),
      );
  }
  if (query.has.includes('file')) clauses.push(sql<boolean>`d.files = 1`);
  return clauses;
}

export function timeClauses(column: 'd.at' | 'c.last_at', { before, after }: SearchQuery): Clause[] {
  return [
    ...(before === null ? [] : [sql<boolean>`${sql.ref(column)} < ${before}`]),
    ...(after === null ? [] : [sql<boolean>`${sql.ref(column)} >= ${after}`]),
  ];
}

/** Of a document: entries go by their conversation, everything else by its sources (C54). An outsourced desk finds nothing but what was said to it. */
export function sightClause(tx: Tx, { agent, scope }: { agent: Desk; scope: AgentScope }): Clause {
  const reach = reachOf(agent);
  if (reach === 'none') return NOTHING;
  const conversations = scopeClause(tx.dialect, agent);
  const ofEntries = conversations === null ? sql<boolean>`c.id is not null` : sql<boolean>`(c.id is not null and ${conversations})`;
  if (reach === 'own') return ofEntries;
  return sql<boolean>`case when d.conversation_id is not null then ${ofEntries} else ${sourceClause(scope)} end`;
}

/** `accessTo(…) === 'full'` in SQL. */
function sourceClause({ role, departments }: AgentScope): Clause {
  switch (role) {
    case 'owner':
    case 'admin':
      return sql<boolean>`1 = 1`;
    case 'lead':
      return sql<boolean>`d.visibility <> 'restricted'`;
    case 'agent': {
      const own = departments.map((one) => one.trim().toLowerCase()).filter((one) => one !== '');
      if (own.length === 0) return sql<boolean>`d.visibility = 'shared'`;
      return sql<boolean>`(d.visibility = 'shared' or (d.visibility = 'department' and lower(trim(d.department)) in (${sql.join(own)})))`;
    }
    case 'guest':
    case 'analyst':
      return NOTHING;
  }
}
