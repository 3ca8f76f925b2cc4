// What routing looks at and what it decides (K55, K57): a conversation that nobody owns, the site's rules, teams and people. Pure data; the store
// reads it, route.ts decides.
import type { AgentPresence, Channel, ConversationRow, RoutingRuleDoc, TeamDoc } from '@throughline/types';

export type Priority = ConversationRow['priority'];

/** A conversation that nobody owns, as routing sees it. */
export interface WaitingConversation {
  channel: Channel;
  /** Department it was brought to; null: none was named. */
  department: string | null;
  teamId: string | null;
  priority: Priority;
  tags: readonly string[];
  /** Since when it stands in the line of its team (ms): what an overflow counts from. */
  inLineSince: number;
  /** BCP 47 of what the customer writes; null: not known. */
  language: string | null;
  /** The agent whom this customer spoke to last; null: nobody yet. */
  lastAgentId: string | null;
  /** What the rules said when it arrived; null: they were not asked yet. */
  named: Named | null;
  /** Teams whose line it overflowed from: it goes back to none of them. */
  passed: readonly string[];
}

/** What a rule may ask about the conversation and its customer. */
export interface RoutingFacts {
  channel: Channel;
  language: string | null;
  /** Confirmed or suggested; null: none. */
  reason: string | null;
  /** The traits `plan` and `tier`. */
  tiers: readonly string[];
  /** What the customer said so far, oldest first. */
  texts: readonly string[];
  /** Address of the page they look at; null: not known. */
  page: string | null;
  openComplaint: boolean;
  brokenPromise: boolean;
  lateItem: boolean;
  verified: boolean;
  /** About the same matter, this one included. */
  contacts: number;
  /** 0–100 (C43). */
  effort: number;
  /** Outside the site's opening hours. A site without hours is always open. */
  outsideHours: boolean;
}

/** What the rules named, with the rules that named it. Absent parts were named by none. */
export interface Named {
  teamId?: string;
  agentId?: string;
  skill?: string;
  /** Names of the rules behind team, agent and skill: said with every choice that follows from them. */
  rules: readonly string[];
}

export interface RoutingRule {
  id: string;
  doc: RoutingRuleDoc;
}
export interface RoutingTeam {
  id: string;
  doc: Pick<TeamDoc, 'name' | 'department' | 'members' | 'mode' | 'lastAgentFirst' | 'skills' | 'matchLanguage' | 'overflow'>;
  /** Within its hours now. */
  open: boolean;
  /** When that changes (ms); null: not within a year. */
  changesAt: number | null;
}
export interface RoutingAgent {
  id: string;
  status: AgentPresence;
  /** Has a socket now; `online` outlasts one by the minute of grace. */
  connected: boolean;
  /** Points of what they carry, and the most they carry at once (K57). */
  load: number;
  capacity: number;
  skills: readonly string[];
  languages: readonly string[];
  /** When routing gave them something last (ms); null: never. */
  givenAt: number | null;
}

export interface RoutingDecision {
  teamId: string | null;
  /** Null: it waits in the line of the team, or in everybody's. */
  agentId: string | null;
  /** What changes; null: it stays where it is. */
  how: 'route' | 'overflow' | null;
  /** Why, in words (K55): "least busy; speaks Turkish; rule: VIP". */
  reason: string;
  /** Set by a rule, with its name; null: stays. */
  priority: { priority: Priority; reason: string } | null;
  /** To add. */
  tags: readonly string[];
  named: Named;
  passed: readonly string[];
  inLineSince: number;
  /** When something will have changed by the clock alone (ms): an overflow, opening hours; null: nothing. */
  lookAgainAt: number | null;
}
