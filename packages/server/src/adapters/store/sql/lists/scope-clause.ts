// `agentMaySee` (domain/conversation/authorise) as a condition on `conversations as c`: lists are cut by the store, so that pages are full and
// totals true. Invariant: the two agree; the store contract compares them.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { reachOf } from '../../../../domain/conversation/authorise.js';
import type { Desk } from '../../../../domain/conversation/authorise.js';
import type { Tx } from '../operation.js';
import { listHas } from './json-columns.js';

/** Null: nothing is kept from them. */
export function scopeClause(dialect: Tx['dialect'], agent: Desk): RawBuilder<boolean> | null {
  const { id } = agent;
  switch (reachOf(agent)) {
    case 'all':
      return null;
    case 'none':
      return sql<boolean>`1 = 0`;
    case 'own':
      return sql<boolean>`c.assignee_id = ${id}`;
    case 'teams': {
      const teams = agent.teams ?? [];
      const inLine = teams.length === 0 ? sql`` : sql` or c.team_id in (${sql.join(teams)})`;
      const asked = sql.join(
        [id, ...teams].map((one) => listHas(dialect, 'consulted', one)),
        sql` or `,
      );
      return sql<boolean>`(c.team_id is null or c.assignee_id = ${id}${inLine}
        or (c.consulted <> '[]' and (${asked})))`;
    }
  }
}
