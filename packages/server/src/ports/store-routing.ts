// Who is at the desk, and who gets what nobody owns yet (K55, K57, K58).
import type { AgentPresence, AgentState, ConversationRow, Entry, Handoff } from '@throughline/types';

/** One agent of one site. */
export interface AgentName {
  siteId: string;
  agentId: string;
}

/** A conversation after routing wrote into it. */
export interface RoutedTo {
  siteId: string;
  /** The history it was committed in. */
  epoch: string;
  entries: Entry[];
  row: ConversationRow;
  /** Set when it reached an agent. */
  handoff: Handoff | null;
}

/** What a visitor may know of the line they wait in (P14). */
export interface PlaceInLine {
  conv: string;
  /** 1 is next. */
  position: number;
  /** Minutes, rounded up; null: not known. */
  minutes: number | null;
}

export interface RoutingOps {
  /**
   * A socket of theirs opened. Whoever had signed off and was not connected for a minute is back; one whose connection broke stays signed off,
   * and who chose to be away stays so.
   */
  presenceStarted(args: AgentName & { now: number }): Promise<void>;
  /** Their last socket on this relay ended: nothing more is given to them, and a minute later they are offline. */
  presenceEnded(args: AgentName & { now: number }): Promise<void>;
  /** These have sockets on this relay. Every BEAT_MS, from every relay. */
  presenceSeen(args: { agents: AgentName[]; now: number }): Promise<void>;
  /** What they say of themselves. `idle`: the console noticed it; what was chosen by hand stays. */
  presenceSet(args: AgentName & { status: AgentPresence; idle: boolean; now: number }): Promise<void>;
  /** Everybody who answers for the site, by id. */
  agentStates(args: { siteId: string; now: number }): Promise<AgentState[]>;

  /** Sites with something to route now. */
  sitesToRoute(args: { now: number; limit: number }): Promise<string[]>;
  /**
   * Routes what is due, in the order of the line. `freed`: somebody has room again, so those who wait longest in each line are due too.
   * `settings`: so are those who stand in no line. Once per conversation, however many relays ask; `more`: ask
   * again, there is more of it or another relay is at it.
   */
  route(args: {
    siteId: string;
    because: 'due' | 'freed' | 'settings';
    limit: number;
    now: number;
  }): Promise<{ routed: RoutedTo[]; more: boolean }>;
  /**
   * What waits for the answer of somebody who is offline by now goes back to its line, with its place (K58). Also says whose presence changed
   * by it. Sites without teams and rules keep everything where it is.
   */
  returnToLine(args: { now: number; limit: number }): Promise<{ returned: RoutedTo[]; sites: string[]; more: boolean }>;

  /** What this agent has at hand goes back to its line, each with the place of its customer (K58). `more`: ask again, there is more of it. */
  putBack(args: AgentName & { limit: number; now: number }): Promise<{ returned: RoutedTo[]; more: boolean }>;

  /** Everybody who waits in the line of a team that routes. */
  placesInLine(args: { siteId: string; now: number }): Promise<PlaceInLine[]>;
}
