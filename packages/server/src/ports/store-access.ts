// How people get in and what they hold: second factors, half-done sign-ins, devices, invitations (S20–S25). Hashes and seals only (S34).
import type { AgentRole } from '@throughline/types';
import type { AgentRecord } from './store-accounts.js';

interface Whose {
  siteId: string;
  agentId: string;
}

export interface SecondFactorRecord {
  /** The secret in base32, sealed. */
  sealed: string;
  /** False until a first code was given: nothing asks for it yet. */
  confirmed: boolean;
  /** Recovery codes that were not used. */
  codesLeft: number;
}

export interface DeviceRecord {
  id: string;
  /** As the browser named itself. */
  userAgent: string;
  /** Truncated. */
  address: string;
  createdAt: number;
  seenAt: number;
}

export interface PersonRecord {
  id: string;
  email: string;
  name: string;
  role: AgentRole;
  department: string | null;
  active: boolean;
  secondFactor: boolean;
  createdAt: number;
  /** When a live session of theirs was last used; null: none is open. */
  seenAt: number | null;
}

export interface InvitationRecord {
  siteId: string;
  id: string;
  email: string;
  role: AgentRole;
  department: string | null;
  teams: string[];
  /** Whose password it sets anew; null: it makes an account. */
  agentId: string | null;
  createdBy: string;
  createdAt: number;
  expiresAt: number;
}

export interface AccessOps {
  secondFactor(args: Whose): Promise<SecondFactorRecord | null>;
  /** A new secret that is not confirmed yet, in place of an earlier one of the kind. False: a confirmed one is there. */
  startSecondFactor(args: Whose & { sealed: string; now: number }): Promise<boolean>;
  /** The first code was right: from now on it is asked for. False: there is nothing to confirm, or it is confirmed already. */
  confirmSecondFactor(args: Whose & { step: number; codes: readonly string[]; now: number }): Promise<boolean>;
  /** Takes a time step, later than every one before: of two who bring the same code one gets it. */
  takeSecondFactorStep(args: Whose & { step: number }): Promise<boolean>;
  /** Takes a recovery code; each works once. */
  takeRecoveryCode(args: Whose & { hash: string; now: number }): Promise<boolean>;
  /** Ends all recovery codes and keeps these. */
  replaceRecoveryCodes(args: Whose & { codes: readonly string[] }): Promise<void>;
  /** With its recovery codes and waiting sign-ins. False: there was none. */
  removeSecondFactor(args: Whose): Promise<boolean>;

  createChallenge(args: Whose & { hash: string; confirmed: boolean; now: number; expiresAt: number }): Promise<void>;
  /** Counts a try and answers whose sign-in it is; null when unknown, over, tried too often, or the agent may not sign in. */
  tryChallenge(args: { hash: string; triesMax: number; now: number }): Promise<{ agent: AgentRecord; confirmed: boolean } | null>;
  /** Of two who finish the same sign-in, one does. */
  endChallenge(args: { siteId: string; hash: string }): Promise<boolean>;

  /** Live sessions of an agent, last used first. */
  devices(args: Whose & { now: number; idleMs: number }): Promise<DeviceRecord[]>;
  /** Ends a session of this agent and its tickets. False when there is none. */
  endDevice(args: Whose & { id: string }): Promise<boolean>;
  /** Ends all sessions of this agent but `keep`; answers how many. */
  endOtherDevices(args: Whose & { keep: string | null }): Promise<number>;
  /** Another token for a session: the old one opens nothing any more (S21). */
  rotateSession(args: { siteId: string; hash: string; newHash: string }): Promise<void>;

  setAgentName(args: Whose & { name: string }): Promise<void>;
  /** Ends all sessions of this agent but `keep` (S22). */
  setAgentPassword(args: Whose & { password: string; keep: string | null }): Promise<void>;
  /** Who may do what: deactivated ones too, by name. */
  people(args: { siteId: string; now: number; idleMs: number }): Promise<PersonRecord[]>;
  /** Makes `to` an owner; `from` becomes an admin unless `keep`. False: `from` is no owner, or `to` is nobody who may sign in. */
  passOwnership(args: { siteId: string; from: string; to: string; keep: boolean }): Promise<boolean>;

  /** In place of an earlier one to the same address. Null: the address has an account already. */
  createInvitation(args: {
    siteId: string;
    email: string;
    role: AgentRole;
    department: string | null;
    teams: readonly string[];
    hash: string;
    createdBy: string;
    now: number;
    expiresAt: number;
  }): Promise<InvitationRecord | null>;
  /** A link to a new password, in place of an earlier one. Null: no such agent, or one who may not sign in. */
  createPasswordLink(args: Whose & { hash: string; createdBy: string; now: number; expiresAt: number }): Promise<InvitationRecord | null>;
  /** Those that were not used, newest first; expired ones too, password links not. */
  invitations(args: { siteId: string }): Promise<InvitationRecord[]>;
  /** A new link for an invitation; the old one ends. Null when there is none. */
  renewInvitation(args: { siteId: string; id: string; hash: string; expiresAt: number }): Promise<InvitationRecord | null>;
  /** False when there is none. */
  revokeInvitation(args: { siteId: string; id: string }): Promise<boolean>;
  /** What a link opens; null when it is unknown, used or over. */
  invitationOf(args: { hash: string; now: number }): Promise<InvitationRecord | null>;
  /**
   * Uses an invitation: makes the account and puts it into its teams. Of two who use it at once, one wins. `conflict`: the address got an
   * account meanwhile.
   */
  acceptInvitation(args: {
    hash: string;
    name: string;
    password: string;
    now: number;
  }): Promise<{ ok: true; agent: AgentRecord } | { ok: false; code: 'not_found' | 'conflict' }>;
  /** Uses a password link: sets the password and ends every session of the agent. Null when it is unknown, used or over. */
  acceptPasswordLink(args: { hash: string; password: string; now: number }): Promise<AgentRecord | null>;
}
