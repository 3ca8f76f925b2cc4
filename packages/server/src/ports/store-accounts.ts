// Sites and their credentials, agents and their sessions, visitors' device sessions. Secrets arrive hashed or sealed (S34).
import type { Agent, AgentRole, Team, WidgetConfig, WidgetConfigInput } from '@throughline/types';
import type { TeamsOfAgent } from '../domain/conversation/authorise.js';

export interface SourceRecord {
  id: string;
  kind: 'public' | 'secret' | 'relay';
  name: string;
  channel: string;
  department: string | null;
  visibility: string;
  /** When it last sent something (ms); null: never. */
  lastAt?: number | null;
  /** When the secret key that speaks for it was last presented, exact to the hour (ms); null: never. */
  keyUsedAt?: number | null;
  /** False: the site's key speaks for it. */
  hasOwnKey?: boolean;
}
export interface SiteRecord {
  id: string;
  name: string;
  writeKey: string;
  /** Exact `scheme://host[:port]`; `https://*.example.com` only as the whole leftmost label; `*` = any (S130). */
  origins: string[];
  settings: WidgetConfig;
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
  settings: WidgetConfigInput;
  demo: boolean;
  identityKey: { kid: string; alg: string; sealed: string };
  now: number;
}
export interface AgentRecord extends Agent {
  siteId: string;
  password: string;
  disabled: boolean;
  /** Teams they are a member of, in order of the ids; null: the site has none; absent where nobody's rights hang on it. */
  teams?: TeamsOfAgent;
}
export interface AgentSessionRecord {
  agent: AgentRecord;
  sessionHash: string;
  /** Its public name. */
  sessionId: string;
  /** When its password, and second factor if there is one, was last given (S80); null: never. */
  confirmedAt: number | null;
  /** The site asks for a second factor, and there is none: nothing but setting it up is open (S25). */
  mustEnrol: boolean;
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
  /** The site is nobody's demo any more; with a line of the audit log. */
  endDemo(args: { siteId: string; actor: string; detail: Record<string, string>; now: number }): Promise<void>;
  /** By id, by public write key, or by the hash of the secret key. */
  findSite(args: { id: string } | { publicKey: string } | { secretKeyHash: string }): Promise<SiteRecord | null>;

  /** Refused (null) when the address is taken. */
  createAgent(args: NewAgent): Promise<AgentRecord | null>;
  findAgent(args: { email: string } | { siteId: string; id: string }): Promise<AgentRecord | null>;
  agents(args: { siteId: string }): Promise<Agent[]>;
  /** Role and department decide what an agent sees (C54). `disabled: true` ends the agent's sessions. Null when there is no such agent. */
  setAgentScope(args: {
    siteId: string;
    id: string;
    role?: AgentRole;
    department?: string | null;
    disabled?: boolean;
  }): Promise<Agent | null>;
  teams(args: { siteId: string }): Promise<Team[]>;
  createTeam(args: { siteId: string; name: string; now: number }): Promise<Team>;

  /** `userAgent` and `address` are what a list of devices shows; `confirmedAt`: when the password was given, null (the default) for not at all. */
  createSession(args: {
    siteId: string;
    agentId: string;
    hash: string;
    userAgent?: string;
    address?: string;
    confirmedAt?: number | null;
    now: number;
    expiresAt: number;
  }): Promise<void>;
  /** The live session of this hash, with its agent; slides the idle time at most once a minute. Null when expired, ended or disabled. */
  session(args: { hash: string; now: number; idleMs: number }): Promise<AgentSessionRecord | null>;
  /** The password of this session was given again (S80). */
  confirmSession(args: { siteId: string; hash: string; now: number }): Promise<void>;
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
        /** Devices that a code had let into a conversation of another user than theirs: until now (ID20). Each once. */
        cutOff: string[];
      }
    | { ok: false; code: 'conflict' }
  >;
  revokeVisitor(args: { siteId: string; id: string }): Promise<void>;

  /**
   * Of these device sessions and agents' sessions (by hash), those that still hold, the agents' with what they may see now, the devices'
   * with whom they speak for now and their newest conversations (ID20). Whoever is missing from the answer was revoked (S13).
   */
  livePrincipals(args: { siteId: string; visitors: string[]; sessions: string[]; now: number }): Promise<{
    visitors: { id: string; userId: string | null; convs: string[] }[];
    sessions: { hash: string; role: AgentRole; department: string | null; teams: TeamsOfAgent }[];
  }>;

  /** What all relays on this store have in common. The first one's `sealMark` is kept; each compares the answer with its own. */
  installation(args: { sealMark: string }): Promise<{ id: string; sealMark: string }>;

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
