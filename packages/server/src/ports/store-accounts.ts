// Sites and their credentials, agents and their sessions, visitors' device sessions. Secrets arrive hashed or sealed (S34).
import type { Agent, AgentRole, Team } from '@throughline/types';

export interface SourceRecord {
  id: string;
  kind: 'public' | 'secret' | 'relay';
  name: string;
  channel: string;
  department: string | null;
  visibility: string;
  /** When it last sent something (ms); null: never. */
  lastAt?: number | null;
}
export interface SiteRecord {
  id: string;
  name: string;
  writeKey: string;
  /** Exact `scheme://host[:port]`; `https://*.example.com` only as the whole leftmost label; `*` = any (S130). */
  origins: string[];
  settings: { greeting: string; color: string; position: 'end' | 'start' };
  demo: boolean;
  /** Sealed signing secrets that are not revoked (ID4). */
  identityKeys: { kid: string; alg: string; sealed: string }[];
  sources: SourceRecord[];
  /** The source whose own secret key the site was found by; absent: found otherwise, or by the site's first key. */
  keySourceId?: string;
}
export interface NewSite {
  name: string;
  writeKey: string;
  secretKeyHash: string;
  origins: string[];
  settings: SiteRecord['settings'];
  demo: boolean;
  identityKey: { kid: string; alg: string; sealed: string };
  now: number;
}
export interface AgentRecord extends Agent {
  siteId: string;
  password: string;
  disabled: boolean;
}
export interface NewAgent {
  siteId: string;
  email: string;
  name: string;
  role: AgentRole;
  department?: string;
  password: string;
  now: number;
}

export interface VisitorRecord {
  id: string;
  siteId: string;
  anonymousId: string;
  userId: string | null;
  verifiedAt: number | null;
}

export interface AccountOps {
  createSite(args: NewSite): Promise<SiteRecord>;
  sites(args: Record<string, never>): Promise<SiteRecord[]>;
  /** By id, by public write key, or by the hash of the secret key. */
  findSite(args: { id: string } | { publicKey: string } | { secretKeyHash: string }): Promise<SiteRecord | null>;

  /** Refused (null) when the address is taken. */
  createAgent(args: NewAgent): Promise<AgentRecord | null>;
  findAgent(args: { email: string } | { siteId: string; id: string }): Promise<AgentRecord | null>;
  agents(args: { siteId: string }): Promise<Agent[]>;
  /** Role and department decide what an agent sees (C54). Null when there is no such agent. */
  setAgentScope(args: { siteId: string; id: string; role?: AgentRole; department?: string | null }): Promise<Agent | null>;
  teams(args: { siteId: string }): Promise<Team[]>;
  createTeam(args: { siteId: string; name: string; now: number }): Promise<Team>;

  createSession(args: { siteId: string; agentId: string; hash: string; now: number; expiresAt: number }): Promise<void>;
  /** The live session of this hash, with its agent; slides the idle time at most once a minute. Null when expired, ended or disabled. */
  session(args: { hash: string; now: number; idleMs: number }): Promise<{ agent: AgentRecord; sessionHash: string } | null>;
  endSession(args: { hash: string }): Promise<void>;
  createTicket(args: {
    siteId: string;
    agentId: string;
    sessionHash: string;
    hash: string;
    origin: string;
    expiresAt: number;
  }): Promise<void>;
  /** Takes a ticket: it works once (S23). */
  takeTicket(args: { hash: string; origin: string; now: number }): Promise<{ agent: AgentRecord; sessionHash: string } | null>;

  /** True until the first agent exists (S31). */
  unclaimed(args: Record<string, never>): Promise<boolean>;
  /** Replaces every unused setup token. */
  createSetupToken(args: { hash: string; expiresAt: number }): Promise<void>;
  /** True while this token can still claim the installation. Writes nothing. */
  setupTokenIsGood(args: { hash: string; now: number }): Promise<boolean>;
  /** Atomic: of two claims at once, one wins (S32). */
  claimSetup(args: {
    tokenHash: string;
    agent: NewAgent;
  }): Promise<{ ok: true; agent: AgentRecord } | { ok: false; code: 'not_found' | 'conflict' }>;

  /** A new device session. */
  createVisitor(args: { siteId: string; anonymousId: string; tokenHash: string; now: number }): Promise<VisitorRecord>;
  /** By the hash of the device token; slides `seen_at`. Null when unknown, revoked or older than `ttlMs`. */
  visitor(args: { siteId: string; tokenHash: string; now: number; ttlMs: number }): Promise<VisitorRecord | null>;
  /**
   * Records a verified sign-in on this device, and on its open conversation when that belongs to nobody else (ID18, W42). The first time
   * `tokenHash`, if given, replaces the token (S24). `conflict`: the device is another user's already, or its session ended meanwhile.
   */
  verifyVisitor(args: { siteId: string; id: string; userId: string; method: string; tokenHash?: string; now: number }): Promise<
    | {
        ok: true;
        visitor: VisitorRecord;
        /** False when this user was verified on this device before: then the token stays. */
        changed: boolean;
      }
    | { ok: false; code: 'conflict' }
  >;
  revokeVisitor(args: { siteId: string; id: string }): Promise<void>;

  /** Replaces the secret key of a site; the old one stops working. */
  setSecretKey(args: { siteId: string; hash: string }): Promise<void>;

  audit(args: {
    siteId: string;
    actor: string;
    action: string;
    target: string;
    detail: Record<string, string>;
    now: number;
  }): Promise<void>;
}
