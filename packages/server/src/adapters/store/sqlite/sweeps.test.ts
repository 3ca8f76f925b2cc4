// What relays ask every second must not cost more with every conversation that was ever had: each finds its few rows in an index, on a database
// without statistics, as SQLite keeps none by itself.
import { DatabaseSync } from '@photostructure/sqlite';
import type { ListQuery } from '@throughline/types';
import { Kysely, SqliteDialect } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseQuery } from '../../../domain/search/query.js';
import { migrate } from '../sql/migrate.js';
import type { Tx } from '../sql/operation.js';
import { wakeOperations } from '../sql/delivery/wake-operation.js';
import { routingOperations } from '../sql/routing/routing-operations.js';
import type { Database } from '../sql/schema.js';
import { inbox } from '../sql/lists/inbox-operation.js';
import { orderOf } from '../sql/lists/list-order.js';
import { searchOperations } from '../sql/search/search-operation.js';
import { slaOperations } from '../sql/sla/sla-operations.js';
import { SqliteHandle } from './sqlite-handle.js';

const NOW = 1_800_000_000_000;
const siteId = 'site_1';
const driver = new DatabaseSync(':memory:');
const asked: { sql: string; parameters: readonly unknown[] }[] = [];
const db = new Kysely<Database>({
  dialect: new SqliteDialect({ database: new SqliteHandle(driver) }),
  log: ({ query }) => void asked.push({ sql: query.sql, parameters: query.parameters }),
});
const tx: Tx = { db, dialect: 'sqlite', epoch: '', newId: (kind) => `${kind}_1`, hex128: () => '0' };

const doc = (kind: string, id: string, value: unknown) => ({
  ...{ site_id: siteId, kind, id, owner_id: '', subject: null, doc: JSON.stringify(value) },
  ...{ version: 1, uses: 0, updated_at: NOW, updated_by: '' },
});

beforeAll(async () => {
  await migrate(db, 'sqlite', NOW);
  driver.exec('pragma foreign_keys = off');
  const site = { id: siteId, name: 'Site', write_key: 'w', secret_key_hash: 's', settings: '{}', created_at: NOW };
  const columns = driver.prepare("select name from pragma_table_info('sites')").all();
  const names = columns.map((column) => String(Reflect.get(Object(column), 'name')));
  const given = new Map<string, string | number>(Object.entries(site));
  const values = names.map((name) => given.get(name) ?? '');
  driver.prepare(`insert into sites (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`).run(...values);
  const target = { firstResponse: 5, nextResponse: null, resolution: null };
  await db
    .insertInto('settings_objects')
    .values([
      doc('team', 'team_1', { name: 'Care', mode: 'round_robin' }),
      doc('sla_policy', 'sla_1', { name: 'Standard', applies: {}, targets: target, time: 'calendar', escalate: {} }),
    ])
    .execute();
  await db.insertInto('teams').values({ site_id: siteId, id: 'team_1', name: 'Care', created_at: NOW }).execute();
  await db
    .insertInto('agent_presence')
    .values({
      ...{ site_id: siteId, agent_id: 'agt_1', chosen: 'online', idle: 0, connected_until: 0, offline_at: 0, given_at: null, to_return: 1 },
    })
    .execute();
});
afterAll(() => db.destroy());

const SWEEPS: Record<string, () => Promise<unknown>> = {
  'sites to route': () => routingOperations.sitesToRoute.run(tx, { now: NOW, limit: 50 }),
  'what is due in a site': () => routingOperations.route.run(tx, { siteId, because: 'due', limit: 20, now: NOW }),
  'heads of all lines': () => routingOperations.route.run(tx, { siteId, because: 'settings', limit: 20, now: NOW }),
  'what people at the desk carry': () => routingOperations.agentStates.run(tx, { siteId, now: NOW }),
  'what goes back to the line': () => routingOperations.returnToLine.run(tx, { now: NOW, limit: 20 }),
  'places in line': () => routingOperations.placesInLine.run(tx, { siteId, now: NOW }),
  'clocks that strike': () => slaOperations.strikeSla.run(tx, { now: NOW, limit: 50 }),
  'clocks not looked at': () => slaOperations.lookAtSla.run(tx, { siteId, limit: 50, now: NOW }),
  'clocks of a level that is gone': () => slaOperations.lookAtSla.run(tx, { siteId: 'site_2', limit: 50, now: NOW }),
  'looks to forget': () => slaOperations.forgetSlaLooks.run(tx, { siteId }),
  'snoozes that are over': () => wakeOperations.wakeDue.run(tx, { now: NOW, limit: 50 }),
};

/** Steps of SQLite's plans for what `sweep` asked of the conversations. */
async function stepsOf(sweep: () => Promise<unknown>): Promise<string[]> {
  asked.length = 0;
  await sweep();
  const questions = asked.filter(({ sql }) => /from "?conversations"?/.test(sql) && !/json_each/.test(sql));
  return questions.flatMap(({ sql, parameters }) => {
    const values = parameters.map((value) => (typeof value === 'number' ? value : String(value)));
    const plan = driver.prepare(`explain query plan ${sql}`).all(...values);
    return plan
      .map((step) => String(Reflect.get(Object(step), 'detail')))
      .filter((detail) => detail.includes('conversations') || detail === 'SCAN c');
  });
}

/** These hold nothing but what a sweep is after, or what is not closed. */
const NARROW = /INDEX conversations_(sla_unseen|open|by_load|in_line|closed|closed_of_team|closed_by) \(/;
/** Everything that was ever said to a site, or to all. */
const isWhole = (step: string): boolean =>
  step.startsWith('SCAN') || step.includes('autoindex') || (step.endsWith('(site_id=?)') && !NARROW.test(step));

const asker = { id: 'agt_1', role: 'admin', teams: null };
const scope = { role: 'admin' as const, departments: [] };
const searching = (typed: string) => () =>
  searchOperations.search.run(tx, { siteId, agent: asker, scope, query: parseQuery(typed, NOW), types: [], limit: 20 });
const listing = (list: ListQuery) => () => inbox.run(tx, { siteId, agent: asker, list, known: [], now: NOW });

const QUESTIONS: Record<string, () => Promise<unknown>> = {
  'state:closed team:care': searching('state:closed team:care'),
  'state:closed to:me': searching('state:closed to:me'),
  'state:closed': searching('state:closed'),
  'state:queued team:care': searching('state:queued team:care'),
  'team:care': searching('team:care'),
};

describe('[K75] questions without a word', () => {
  for (const [name, question] of Object.entries(QUESTIONS)) {
    it(`${name}: found in an index of what it asks for`, async () => {
      const steps = await stepsOf(question);
      expect(steps).not.toEqual([]);
      expect(steps.filter(isWhole)).toEqual([]);
    });
  }
  it('of what a team was done with, the newest are read in their order, and no more than a page of them', async () => {
    const steps = await stepsOf(searching('state:closed team:care'));
    expect(steps.join()).toContain('conversations_closed_of_team (site_id=? AND team_id=?)');
  });
});

describe('[K20] the size of a list', () => {
  const counts = (): string[] => asked.map(({ sql }) => sql).filter((sql) => /count\(\*\)/.test(sql) && !sql.includes('mentions'));
  it('is the rail’s where it is a whole view: what is open is counted once for both', async () => {
    asked.length = 0;
    await listing({ view: 'all', filter: {}, limit: 1 })();
    expect(counts()).toHaveLength(1);
  });
  it('is the page’s where that is all there is, and never more work than ten thousand rows', async () => {
    asked.length = 0;
    await listing({ view: 'closed', filter: {}, limit: 50 })();
    expect(counts()).toHaveLength(1); // the rail's
    asked.length = 0;
    await listing({ view: 'closed', filter: {}, limit: 50, after: orderOf('sqlite', 'closed').cursorOf({ id: 'cnv_1', k0: 1, k1: 0 }) })();
    expect(counts().filter((sql) => !sql.includes('limit'))).toHaveLength(1);
    expect(counts()).toHaveLength(2);
  });
});

describe('what is asked every second', () => {
  for (const [name, sweep] of Object.entries(SWEEPS)) {
    it(`${name}: found in an index, however many conversations there are`, async () => {
      const steps = await stepsOf(sweep);
      expect(steps).not.toEqual([]);
      expect(steps.filter(isWhole)).toEqual([]);
    });
  }
});
