// The tables of routing; see schema.ts.

/** One row per agent who was ever connected; written by every relay that holds a socket of theirs, so that all of them agree (K58). */
export interface AgentPresenceTable {
  site_id: string;
  agent_id: string;
  /** What they said of themselves: `online`, `away`, `offline`. */
  chosen: string;
  /** 1: the console noticed that nobody is there. */
  idle: number;
  /** A relay held a socket of theirs at its last look, and looks again before this time (ms). */
  connected_until: number;
  /** Offline from then on, unless a relay moves it (ms). */
  offline_at: number;
  /** When routing gave them something last. */
  given_at: number | null;
  /** 1: once they are offline, what waits for their answer goes back to the line. */
  to_return: number;
}
/** What the rules named for a conversation, and where it stood since when. */
export interface ConversationRoutingTable {
  site_id: string;
  conversation_id: string;
  /** JSON of `Named`. */
  named: string;
  /** JSON list of the teams it overflowed from. */
  passed: string;
  in_line_since: number;
  /** Of the conversation when routing wrote this: another one means that somebody else put it somewhere. */
  assign_version: number;
}

export interface RoutingDatabase {
  agent_presence: AgentPresenceTable;
  conversation_routing: ConversationRoutingTable;
}
