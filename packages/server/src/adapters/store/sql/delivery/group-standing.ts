// What the store already knows of many submissions to different conversations of one site, read under their locks in one statement: who
// speaks, how far their streams are, whether any of their messages is there already, and what the customers are called.
import type { Principal, SubmitArgs } from '../../../../ports/store-delivery.js';
import { listed } from '../listed.js';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';
import { question, together } from '../together.js';
import { askNamesOf, namesIn } from './customer-names.js';
import type { NamedCustomer } from './customer-names.js';
import { skippedOf } from './standing.js';

interface OfSite {
  siteId: string;
  list: string;
}

const askVisitors = question<OfSite, { id: string; token_hash: string | null; user_id: string | null }>(
  ['id', 'token_hash', 'user_id'],
  (db, place, dialect) =>
    db
      .selectFrom(listed(dialect, place('list'), ['id']).as('listed'))
      .crossJoin('visitors')
      .whereRef('visitors.id', '=', 'listed.id')
      .where('visitors.site_id', '=', place('siteId'))
      .select(['visitors.id as id', 'visitors.token_hash as token_hash', 'visitors.user_id as user_id']),
);

const askAgents = question<OfSite, { id: string; role: string; session: string }>(['id', 'role', 'session'], (db, place, dialect) =>
  db
    .selectFrom(listed(dialect, place('list'), ['id', 'session']).as('listed'))
    .crossJoin('agents')
    .leftJoin('agent_sessions', (join) =>
      join
        .onRef('agent_sessions.site_id', '=', 'agents.site_id')
        .onRef('agent_sessions.agent_id', '=', 'agents.id')
        .onRef('agent_sessions.hash', '=', 'listed.session'),
    )
    .whereRef('agents.id', '=', 'listed.id')
    .where('agents.site_id', '=', place('siteId'))
    .where('agents.disabled', '=', 0)
    .where((eb) => eb.or([eb('listed.session', '=', ''), eb('agent_sessions.hash', 'is not', null)]))
    .select(['agents.id as id', 'agents.role as role', 'listed.session as session']),
);

const askStreams = question<OfSite, { conversation_id: string; principal_id: string; stream: string; last_n: number; skipped: string }>(
  ['conversation_id', 'principal_id', 'stream', 'last_n', 'skipped'],
  (db, place, dialect) =>
    db
      .selectFrom(listed(dialect, place('list'), ['conv', 'principal', 'stream']).as('listed'))
      .crossJoin('streams')
      .whereRef('streams.conversation_id', '=', 'listed.conv')
      .whereRef('streams.principal_id', '=', 'listed.principal')
      .whereRef('streams.stream', '=', 'listed.stream')
      .where('streams.site_id', '=', place('siteId'))
      .select([
        'streams.conversation_id as conversation_id',
        'streams.principal_id as principal_id',
        'streams.stream as stream',
        'streams.last_n as last_n',
        'streams.skipped as skipped',
      ]),
);

const askOrigins = question<OfSite, { conversation_id: string }>(['conversation_id'], (db, place, dialect) =>
  db
    .selectFrom(listed(dialect, place('list'), ['conv', 'principal', 'origin']).as('listed'))
    .crossJoin('entries')
    .whereRef('entries.conversation_id', '=', 'listed.conv')
    .whereRef('entries.principal_id', '=', 'listed.principal')
    .whereRef('entries.origin', '=', 'listed.origin')
    .where('entries.site_id', '=', place('siteId'))
    .select(['entries.conversation_id as conversation_id']),
);

export interface GroupStanding {
  /** As currentPrincipal. */
  current(principal: Principal): Principal | null;
  /** `known`: the log holds an entry under the name of one of the messages. */
  standing(args: SubmitArgs & { submit: { conv: string } }): { lastN: number; skipped: ReadonlySet<number>; known: boolean };
  /** By customer as filed. */
  names: ReadonlyMap<string, NamedCustomer>;
}

const sessionOf = (agent: Principal & { type: 'agent' }): string => agent.sessionHash ?? '';
const key = (...parts: readonly string[]): string => parts.join(' ');

export async function readGroup(
  tx: Tx,
  siteId: string,
  { asked, rows }: { asked: readonly (SubmitArgs & { submit: { conv: string } })[]; rows: readonly ConversationsTable[] },
): Promise<GroupStanding> {
  const speakers = new Set(asked.flatMap(({ principal }) => (principal.type === 'visitor' ? [principal.id] : [])));
  const streams = asked.map(({ principal, submit }) => [submit.conv, principal.id, submit.stream]);
  const origins = asked.flatMap(({ principal, submit }) =>
    submit.msgs.map(({ n }) => [submit.conv, principal.id, `${submit.stream}:${n}`]),
  );
  const agents = new Map(
    asked.flatMap(({ principal }) => (principal.type === 'agent' ? [[key(principal.id, sessionOf(principal)), principal] as const] : [])),
  );
  const [visitors, enabled, held, known, named] = await together(tx, [
    askVisitors({ siteId, list: JSON.stringify([...speakers].map((id) => [id])) }),
    askAgents({ siteId, list: JSON.stringify([...agents.values()].map((agent) => [agent.id, sessionOf(agent)])) }),
    askStreams({ siteId, list: JSON.stringify(streams) }),
    askOrigins({ siteId, list: JSON.stringify(origins) }),
    askNamesOf(
      siteId,
      rows.map((row) => row.customer_id),
    ),
  ]);
  const visitorById = new Map(visitors.map((row) => [row.id, row]));
  const roleOf = new Map(enabled.map((row) => [key(row.id, row.session), row.role]));
  const streamByKey = new Map(held.map((row) => [key(row.conversation_id, row.principal_id, row.stream), row]));
  const knownIn = new Set(known.map((row) => row.conversation_id));
  return {
    current(principal) {
      if (principal.type === 'agent') {
        const role = roleOf.get(key(principal.id, sessionOf(principal)));
        return role === undefined ? null : { ...principal, role };
      }
      const row = visitorById.get(principal.id);
      return row === undefined || row.token_hash === null ? null : { ...principal, userId: row.user_id };
    },
    standing({ principal, submit }) {
      const row = streamByKey.get(key(submit.conv, principal.id, submit.stream));
      return { lastN: row?.last_n ?? 0, skipped: new Set(skippedOf(row?.skipped ?? '[]')), known: knownIn.has(submit.conv) };
    },
    names: namesIn(named),
  };
}
