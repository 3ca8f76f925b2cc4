// Loads what a context is assembled from: a bounded number of rows, each by key, never a scan of interactions (C51). The only place that
// knows which rows those are; what they mean is the domain's business.
import { factsWithoutRow } from '../../../../domain/context/facts-view.js';
import type { ContextMaterial, StoredFact } from '../../../../domain/context/material.js';
import { RECENT_MAX } from '../../../../domain/context/significant-names.js';
import type { Channel } from '@throughline/types';
import { membersOf } from '../customers.js';
import { decisionAbout } from '../engine/decision-rows.js';
import type { Decisions } from '../engine/decision-rows.js';
import { siteKnowledge } from '../engine/site-knowledge.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';
import type { SourcesTable } from '../schema-accounts.js';
import { conversationById } from '../delivery/find-conversation.js';
import { agentWords } from './agent-words.js';
import { conversationMaterial, conversationsOf, departmentOfTeam, earlierConversations } from './conversation-rows.js';
import type { ToldConversation } from './conversation-rows.js';
import { conversationMessages } from './message-rows.js';
import { projectionsOf } from './projection-rows.js';
import { reasonMaterial } from './reason-material.js';
import type { RootCustomer } from './root-or-null.js';
import { channelOf } from './rows.js';
import { recentInteractions, significantInteractions } from './timeline-rows.js';

const SOURCES_READ = 50;
const MEMBERS_READ = 24; // merged customers whose rows are read: the root and those merged into it, by id

const sourceRows = prepared<{ siteId: string }, SourcesTable>((db, place) =>
  db.selectFrom('sources').selectAll().where('site_id', '=', place('siteId')).orderBy('id').limit(SOURCES_READ),
);

export interface MaterialQuestion {
  siteId: string;
  root: RootCustomer;
  handoff: ContextMaterial['handoff'];
  /** The conversation at hand. `newest`: the customer's newest one, open ones first. */
  conversation: ConversationsTable | 'newest';
}

export async function loadMaterial(tx: Tx, { siteId, root, handoff, conversation }: MaterialQuestion): Promise<ContextMaterial> {
  const members = firstMembers(await membersOf(tx, siteId, root.id));
  const { settings, calendar, textOptions } = await siteKnowledge(tx, siteId);
  const { rows, count } = await conversationsOf(tx, siteId, members);
  const current = conversation === 'newest' ? await newestConversation(tx, siteId, rows) : conversation;
  const said = current === null ? null : await conversationMessages(tx, { siteId, conv: current.id, pubHead: current.pub_head });
  const { recent, olderExist, deep } = await recentInteractions(tx, siteId, { members, limit: RECENT_MAX });
  const { traits, decided, ...projections } = await projectionsOf(tx, siteId, members);
  const sources = await sourceRows(tx, { siteId });
  const channelBySource = new Map<string, Channel>(sources.map((source) => [source.id, channelOf(source.channel)]));
  const material: ContextMaterial = {
    siteId,
    customer: root,
    ...projections,
    traits: traits.map((row) => ({
      customerId: row.customer_id,
      key: row.key,
      value: row.value,
      trust: row.trust,
      at: row.at,
      channel: channelBySource.get(row.source_id) ?? 'other',
    })),
    recent,
    olderExist,
    significant: await significantInteractions(tx, siteId, deep),
    conversation:
      current === null
        ? null
        : conversationMaterial(current, {
            reopenedSeq: said?.reopenedSeq ?? 0,
            said: await agentWords(tx, siteId, current.id),
            teamDepartment: await departmentOfTeam(tx, current, settings.departments),
          }),
    messages: said?.messages ?? [],
    agentMessages: said?.agentMessages ?? [],
    decisions: [],
    earlier: await earlierConversations(tx, rows, current?.id ?? null),
    conversationCount: count,
    sources: sources.map(({ id, name, kind, last_at, gap_p95_ms }) => ({ id, name, kind, lastAt: last_at, gapP95Ms: gap_p95_ms })),
    reasons: await reasonMaterial(tx, siteId, said?.messages ?? []),
    site: { locale: settings.locale, textOptions, calendar, lossDays: settings.lossDays, departments: settings.departments },
    handoff,
  };
  return decided.byRow.size === 0 ? material : { ...material, decisions: decisionsAbout(factsWithoutRow(material), decided) };
}

function decisionsAbout(facts: readonly StoredFact[], decided: Decisions): ContextMaterial['decisions'] {
  return facts.flatMap(({ key, norm }) => {
    const decision = decisionAbout(decided, { key, norm });
    return decision === null ? [] : [{ key, norm, decision }];
  });
}

/** The root, then the others by id: always the same ones. */
function firstMembers([root, ...others]: readonly string[]): string[] {
  return [...(root === undefined ? [] : [root]), ...others.sort((a, b) => (a < b ? -1 : 1))].slice(0, MEMBERS_READ);
}

/** Open ones before closed ones, then by the last thing said. */
async function newestConversation(tx: Tx, siteId: string, rows: readonly ToldConversation[]): Promise<ConversationsTable | null> {
  const open = (row: ToldConversation): number => (row.status === 'closed' ? 0 : 1);
  const [newest] = [...rows].sort((a, b) => open(b) - open(a) || b.last_at - a.last_at || (a.id < b.id ? -1 : 1));
  return newest === undefined ? null : conversationById(tx, siteId, newest.id);
}
