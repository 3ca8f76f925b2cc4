// Loads what a context is assembled from: a bounded number of rows, each by key, never a scan of interactions (C51). The only place that
// knows which rows those are; what they mean is the domain's business.
import { factsWithoutRow } from '../../../../domain/context/facts-view.js';
import type { ContextMaterial, StoredFact } from '../../../../domain/context/material.js';
import type { Channel } from '@throughline/types';
import { askMembers } from '../customers.js';
import { decisionAbout } from '../engine/decision-rows.js';
import type { Decisions } from '../engine/decision-rows.js';
import { askSettings, knowledgeIn } from '../engine/site-knowledge.js';
import type { Tx } from '../operation.js';
import type { SourcesTable } from '../schema-accounts.js';
import { each, question, together } from '../together.js';
import { agentWords, askConfirmedReason, askReAsked } from './agent-words.js';
import {
  askConversations,
  askFirstTexts,
  askHiddenCounts,
  askTeam,
  conversationCount,
  conversationMaterial,
  departmentOfTeam,
  earlierConversations,
  newestConversation,
  othersOf,
} from './conversation-rows.js';
import type { ToldConversation } from './conversation-rows.js';
import { askSaid, saidIn } from './message-rows.js';
import { askProjections, projectionsOf } from './projection-rows.js';
import { askOwnReasons, askReasonTotals, reasonMaterial } from './reason-material.js';
import type { RootCustomer } from './root-or-null.js';
import { channelOf, pastInteractionOf, visibilityOf } from './rows.js';
import { askRecent, askSignificant, recentOf } from './timeline-rows.js';

const SOURCES_READ = 500; // a context shows 20 and says how many more there are
const MEMBERS_READ = 24; // merged customers whose rows are read: the root and those merged into it, by id

const SOURCE_COLUMNS = ['id', 'name', 'kind', 'channel', 'last_at', 'gap_p95_ms'] as const;
const askSources = question<{ siteId: string }, Pick<SourcesTable, (typeof SOURCE_COLUMNS)[number]>>(SOURCE_COLUMNS, (db, place) =>
  db.selectFrom('sources').select(SOURCE_COLUMNS).where('site_id', '=', place('siteId')).orderBy('id').limit(SOURCES_READ),
);

export interface MaterialQuestion {
  siteId: string;
  root: RootCustomer;
  handoff: ContextMaterial['handoff'];
  /** The conversation at hand. `newest`: the customer's newest one, open ones first. */
  conversation: ToldConversation | 'newest';
}

export async function loadMaterial(tx: Tx, { siteId, root, handoff, conversation }: MaterialQuestion): Promise<ContextMaterial> {
  const [merged, stored] = await together(tx, [askMembers({ siteId, rootId: root.id }), askSettings({ siteId })]);
  const members = firstMembers(
    root.id,
    merged.map(({ id }) => id),
  );
  const { settings, calendar, textOptions } = knowledgeIn(stored[0]);
  const [rows, newest, sources, own, learned, ...projected] = await together(tx, [
    askConversations(siteId, members),
    askRecent(siteId, members),
    askSources({ siteId }),
    askOwnReasons({ siteId }),
    askReasonTotals({ siteId }),
    ...askProjections(siteId, members),
  ]);
  const { traits, decided, ...projections } = projectionsOf(projected, members);
  const { deep, ...timeline } = recentOf(newest, members);
  const current = conversation === 'newest' ? newestConversation(rows) : conversation;
  const others = othersOf(rows, current?.id ?? null);
  const [hidden, firstTexts, team, end, first, reAsked, confirmed, ...significant] = await together(tx, [
    askHiddenCounts(siteId, members, rows),
    askFirstTexts(siteId, others),
    ...aboutConversation(siteId, current),
    ...askSignificant(siteId, deep),
  ]);
  const said = saidIn(end, first);
  const channelBySource = new Map<string, Channel>(sources.map((source) => [source.id, channelOf(source.channel)]));
  const material: ContextMaterial = {
    siteId,
    customer: root,
    customersNotRead: new Set([root.id, ...merged.map(({ id }) => id)]).size - members.length,
    ...projections,
    traits: traits.map((row) => ({
      customerId: row.customer_id,
      key: row.key,
      value: row.value,
      trust: row.trust,
      at: row.at,
      department: row.department,
      visibility: visibilityOf(row.visibility),
      channel: channelBySource.get(row.source_id) ?? 'other',
    })),
    ...timeline,
    significant: significant.flatMap((found) => found.map(pastInteractionOf)),
    conversation:
      current === null
        ? null
        : conversationMaterial(current, {
            reopenedSeq: said.reopenedSeq,
            said: agentWords(reAsked, confirmed[0]),
            teamDepartment: departmentOfTeam(team[0], settings.departments),
          }),
    messages: said.messages,
    agentMessages: said.agentMessages,
    decisions: [],
    earlier: earlierConversations(others, firstTexts),
    conversationCount: conversationCount(members, rows, hidden),
    sources: sources.map(({ id, name, kind, last_at, gap_p95_ms }) => ({ id, name, kind, lastAt: last_at, gapP95Ms: gap_p95_ms })),
    reasons: await reasonMaterial(tx, { siteId, own, learned }, said.messages),
    site: { locale: settings.locale, textOptions, calendar, lossDays: settings.lossDays, departments: settings.departments },
    handoff,
  };
  return decided.byRow.size === 0 ? material : { ...material, decisions: decisionsAbout(factsWithoutRow(material), decided) };
}

/** The questions about the conversation at hand; without one they are none, and nothing is answered. */
function aboutConversation(siteId: string, current: ToldConversation | null) {
  const conv = current === null ? [] : [current.id];
  const [end, first] =
    current === null ? [each<never>([]), each<never>([])] : askSaid({ siteId, conv: current.id, pubHead: current.pub_head });
  return [
    each(current === null || current.team_id === null ? [] : [askTeam({ siteId, teamId: current.team_id })]),
    end,
    first,
    each(conv.map((id) => askReAsked({ siteId, conv: id }))),
    each(conv.map((id) => askConfirmedReason({ siteId, conv: id }))),
  ] as const;
}

function decisionsAbout(facts: readonly StoredFact[], decided: Decisions): ContextMaterial['decisions'] {
  return facts.flatMap(({ key, norm }) => {
    const decision = decisionAbout(decided, { key, norm });
    return decision === null ? [] : [{ key, norm, decision }];
  });
}

/** The root, then the others by id: always the same ones. */
function firstMembers(root: string, merged: readonly string[]): string[] {
  return [root, ...merged.filter((id) => id !== root).sort((a, b) => (a < b ? -1 : 1))].slice(0, MEMBERS_READ);
}
