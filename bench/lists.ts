// Pages of lists and search on SQLite, of 10,000 open and 100,000 closed conversations (K18, K133): medians and worst of thirty, in ms.
// Conversations and what search reads are written as rows, without logs. Prints one line per question.
import type { Desk } from '../packages/server/src/domain/conversation/authorise.js';
import { openSqlTx } from '../packages/server/src/testing/sql-tx.js';
import { operationNamed } from '../packages/server/src/adapters/store/sql/operations.js';
import { parseQuery } from '../packages/server/src/domain/search/query.js';
import { wordsOf } from '../packages/server/src/adapters/store/sql/search/documents.js';

const OPEN = 10_000;
const CLOSED = Number(process.env['CLOSED'] ?? 100_000);
const RUNS = 30;
const SITE = 'sit_bench';
const NOW = Date.UTC(2026, 0, 5, 12);
const STATES = ['queued', 'open', 'waiting', 'snoozed'];
const TOPICS = ['refund', 'delivery', 'invoice', 'password', 'address', 'contract', 'appointment', 'warranty'];

const db = await openSqlTx();
const { tx } = db;

await db.write(async () => {
  for (let i = 0; i < OPEN + CLOSED; i += 1) {
    const closed = i >= OPEN;
    const status = closed ? 'closed' : (STATES[i % STATES.length] ?? 'open');
    const at = NOW - ((i * 7_919) % 10_000_000);
    const id = `cnv_${String(i).padStart(8, '0')}`;
    const customer = `cus_${i % 50_000}`;
    if (i < 50_000) {
      await tx.db
        .insertInto('customers')
        .values({ site_id: SITE, id: customer, root_id: customer, status: 'active', user_id: null, created_at: NOW })
        .execute();
    }
    await tx.db
      .insertInto('conversations')
      .values({
        ...{ site_id: SITE, id, conv_key: id, principal_id: `vis_${i}`, customer_id: customer, user_id: null, channel: 'web_chat' },
        ...{ pub_head: 4, int_head: 1, last_ts: at, status, assignee_id: status === 'queued' ? null : `agt_${i % 200}` },
        ...{
          team_id: i % 3 === 0 ? null : `tem_${i % 5}`,
          assign_version: 1,
          status_version: 4,
          transfers: 0,
          last_text: 'Where is my parcel?',
        },
        ...{
          last_from: 'visitor',
          last_at: at,
          waiting_since: i % 2 === 0 ? at : null,
          opened_at: at - 1_000,
          closed_at: closed ? at : null,
        },
        ...{
          outcome: null,
          verification: '{"level":0,"methods":[]}',
          headline: 'Late parcel, second contact',
          alerts: '["broken_promise"]',
        },
        ...{
          context_revision: 1,
          hash_key: 'k',
          started_at: null,
          department: null,
          priority: 'normal',
          tags: i % 20 === 0 ? '["vip"]' : '[]',
        },
        ...{
          snoozed_until: status === 'snoozed' ? NOW + i : null,
          queued_at: null,
          merged_into: null,
          consulted: '[]',
          routed_because: '',
        },
        ...{
          first_reply_at: null,
          pinned_note: null,
          handed_over_by: null,
          language: 'en',
          reason: null,
          sla_due_at: null,
          routing_due_at: null,
        },
        sla: i % 4 === 0 ? `{"metric":"first_response","state":"due","dueAt":${NOW + i}}` : null,
      })
      .execute();
    const text = `my ${TOPICS[i % TOPICS.length] ?? ''} number ORD-${i} is not what I was promised, please help`;
    await tx.db
      .insertInto('search_documents')
      .values({
        ...{
          site_id: SITE,
          kind: 'message',
          customer_id: '',
          id: `ent_${i}`,
          conversation_id: id,
          lane: 'pub',
          seq: 2,
          at,
          author: 'visitor:x',
        },
        ...{ files: 0, department: null, visibility: 'shared', title: '', body: text, words: wordsOf(SITE, [text]) },
      })
      .execute();
  }
});

async function timed(name: string, op: string, args: unknown): Promise<void> {
  const took: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const from = performance.now();
    await operationNamed(op).run(tx, args);
    took.push(performance.now() - from);
  }
  took.sort((a, b) => a - b);
  console.log(`${name.padEnd(40)} median ${(took[RUNS / 2] ?? 0).toFixed(1)} ms, worst ${(took.at(-1) ?? 0).toFixed(1)} ms`);
}

const boss: Desk = { id: 'agt_7', role: 'admin', teams: [] };
const agent: Desk = { id: 'agt_7', role: 'agent', teams: ['tem_1'] };
const list = (who: Desk, view: string, more: Record<string, unknown> = {}) => ({
  ...{ siteId: SITE, agent: who, known: [], now: NOW, list: { view, filter: {}, limit: 100, ...more } },
});
for (const view of ['mine', 'unassigned', 'all', 'snoozed', 'closed', 'team:tem_1']) {
  await timed(`${view}, admin`, 'inbox', list(boss, view));
  await timed(`${view}, agent of a team`, 'inbox', list(agent, view));
}
for (const sort of ['wait', 'newest', 'oldest']) await timed(`all by ${sort}`, 'inbox', list(boss, 'all', { sort }));
await timed('all with a tag', 'inbox', list(boss, 'all', { filter: { tag: 'vip' } }));
for (const q of ['ORD-77', 'refund', 'my num', 'refund promised vip', 'nothing']) {
  const query = parseQuery(q, NOW);
  const asked = { siteId: SITE, agent: boss, scope: { role: 'admin', departments: [] }, query, types: [], limit: 20 };
  await timed(`search: ${q}`, 'search', asked);
}
db.close();
