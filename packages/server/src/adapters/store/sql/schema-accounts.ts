// The tables of sites, agents and device sessions; see schema.ts. Secrets stand here hashed or sealed (S34).

export interface SitesTable {
  id: string;
  name: string;
  write_key: string;
  secret_key_hash: string;
  origins: string;
  settings: string;
  demo: number;
  created_at: number;
}
/** Signing secrets of a site, sealed under the key file (S34); two may be active during rotation (ID4). */
interface IdentityKeysTable {
  site_id: string;
  kid: string;
  alg: string;
  sealed: string;
  created_at: number;
  revoked_at: number | null;
}
export interface SourcesTable {
  site_id: string;
  id: string;
  kind: 'public' | 'secret' | 'relay';
  name: string;
  channel: string;
  department: string | null;
  visibility: string;
  created_at: number;
  last_at: number | null;
  /** 95th percentile of the silences between its requests, ms; null while there are too few (C57). */
  gap_p95_ms: number | null;
  /** Of a secret key of its own; null: the site's key speaks for it. */
  secret_key_hash: string | null;
  /** When the key that speaks for it was last presented, exact to the hour; null: never since it was made. */
  key_used_at: number | null;
}

export interface AgentsTable {
  site_id: string;
  id: string;
  email: string;
  name: string;
  role: string;
  department: string | null;
  password: string;
  disabled: number;
  created_at: number;
}
interface TeamsTable {
  site_id: string;
  id: string;
  name: string;
  created_at: number;
}
/** One signed-in browser of an agent. */
interface AgentSessionsTable {
  site_id: string;
  agent_id: string;
  hash: string;
  /** Its public name: a list of devices never carries the hash. */
  id: string;
  /** Of the browser that signed in, as it named itself. */
  user_agent: string;
  /** Truncated as S84 asks. */
  address: string;
  /** When its password (and second factor) was last given (S80); null: signed in by somebody else's word. */
  confirmed_at: number | null;
  created_at: number;
  seen_at: number;
  expires_at: number;
}
interface TicketsTable {
  site_id: string;
  agent_id: string;
  session_hash: string;
  hash: string;
  origin: string;
  expires_at: number;
}
interface SetupTokensTable {
  hash: string;
  expires_at: number;
  used_at: number | null;
}

/** One device session of a visitor: the principal of P15. `token_hash` null = revoked. */
export interface VisitorsTable {
  site_id: string;
  id: string;
  anonymous_id: string;
  token_hash: string | null;
  user_id: string | null;
  verified_at: number | null;
  verified_method: string | null;
  created_at: number;
  seen_at: number;
}

export interface AccountsDatabase {
  sites: SitesTable;
  identity_keys: IdentityKeysTable;
  sources: SourcesTable;
  agents: AgentsTable;
  teams: TeamsTable;
  agent_sessions: AgentSessionsTable;
  tickets: TicketsTable;
  setup_tokens: SetupTokensTable;
  visitors: VisitorsTable;
}
