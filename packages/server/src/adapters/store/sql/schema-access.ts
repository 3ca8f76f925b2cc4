// The tables of second factors, half-done sign-ins and invitations; see schema.ts. Codes and links stand here hashed, secrets sealed (S34).

export interface SecondFactorsTable {
  site_id: string;
  agent_id: string;
  /** The TOTP secret in base32, sealed under the key file. */
  sealed: string;
  /** When a first code proved that the other side has it; null: not yet, and nothing asks for it. */
  confirmed_at: number | null;
  /** The newest time step that was accepted: no code is accepted twice. */
  last_step: number;
  created_at: number;
}
export interface RecoveryCodesTable {
  site_id: string;
  agent_id: string;
  hash: string;
  used_at: number | null;
}
/** A sign-in whose password was right and whose second factor is awaited. */
export interface LoginChallengesTable {
  site_id: string;
  agent_id: string;
  hash: string;
  /** 1: the password was given for it; 0: somebody else's word (S80). */
  confirmed: number;
  tries: number;
  expires_at: number;
}
/** A link that works once: to an account of one's own, or to a new password for one. */
export interface InvitationsTable {
  site_id: string;
  id: string;
  hash: string;
  email: string;
  role: string;
  department: string | null;
  /** JSON: ids of teams. */
  teams: string;
  /** Whose password the link sets anew; null: it makes an account. */
  agent_id: string | null;
  created_by: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

export interface AccessDatabase {
  second_factors: SecondFactorsTable;
  recovery_codes: RecoveryCodesTable;
  login_challenges: LoginChallengesTable;
  invitations: InvitationsTable;
}
