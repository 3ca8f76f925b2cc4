// Accounts, under /agent/v1: second factor, devices, invitations, preferences of one's own. Same rules as the rest of the console's HTTP (S132).
import { z } from 'zod';
import { AgentRole, EmailAddress, Password } from '../model/agent.js';
import { PreferencesDoc } from '../model/preferences.js';
import { Count, EpochMs, Id, Text } from '../model/primitives.js';
import { NAME_MAX_CHARS } from '../limits.js';

/** Six digits of the authenticator app, or a recovery code; spaces and dashes do not count. */
export const SecondFactorCode = Text(32).min(1);

/** GET /agent/v1/sign-in — what the sign-in page offers besides a password. */
export const SignInOptions = z.object({ oidc: z.object({ name: z.string() }).nullable() });
export type SignInOptions = z.infer<typeof SignInOptions>;

/** POST /agent/v1/login/second-factor. `challenge` comes with `second_factor_needed`; it lives five minutes and works once. */
export const SecondFactorLogin = z.object({ challenge: Text(128).min(1), code: SecondFactorCode });
export type SecondFactorLogin = z.infer<typeof SecondFactorLogin>;

/** GET /agent/v1/second-factor */
export const SecondFactorState = z.object({
  on: z.boolean(),
  /** The site asks for it: it cannot be turned off. */
  required: z.boolean(),
  recoveryCodesLeft: Count,
});
export type SecondFactorState = z.infer<typeof SecondFactorState>;
/** POST /agent/v1/second-factor — a new secret, shown once; it counts when /second-factor/confirm got a code of it. */
export const SecondFactorStart = z.object({ secret: z.string(), otpauth: z.string() });
export type SecondFactorStart = z.infer<typeof SecondFactorStart>;
export const CodeRequest = z.object({ code: SecondFactorCode });
export type CodeRequest = z.infer<typeof CodeRequest>;
/** Ten codes that work once each; shown once. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** GET /agent/v1/devices: live sessions of one's own. */
export const DeviceView = z.object({
  id: Id,
  /** As the browser called itself; null: not known. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  /** Truncated: /24 or /48. */
  address: z.string(),
  createdAt: EpochMs,
  seenAt: EpochMs,
  /** The one that asks. */
  current: z.boolean(),
});
export type DeviceView = z.infer<typeof DeviceView>;
export const DeviceList = z.object({ items: z.array(DeviceView) });
export type DeviceList = z.infer<typeof DeviceList>;

/** PATCH /agent/v1/me */
export const NameChange = z.object({ name: Text(NAME_MAX_CHARS).min(1) });
export type NameChange = z.infer<typeof NameChange>;
/** POST /agent/v1/password — ends every other session (S22). */
export const PasswordChange = z.object({ old: Password, password: Password });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** GET and PUT /agent/v1/preferences. */
export const PreferencesAnswer = z.object({ preferences: PreferencesDoc });
export type PreferencesAnswer = z.infer<typeof PreferencesAnswer>;

/** POST /agent/v1/invitation — what a link opens. `password`: it sets a new one for an account that is there. */
export const InvitationLook = z.object({ token: Text(128).min(1) });
export type InvitationLook = z.infer<typeof InvitationLook>;
export const InvitationFound = z.object({ kind: z.enum(['account', 'password']), email: z.string(), site: z.string() });
export type InvitationFound = z.infer<typeof InvitationFound>;
/** POST /agent/v1/invitation/accept — signs in. `name` counts for a new account only. */
export const InvitationAccept = z.object({ token: Text(128).min(1), name: Text(NAME_MAX_CHARS).optional(), password: Password });
export type InvitationAccept = z.infer<typeof InvitationAccept>;

/** GET /api/v1/people */
export const PersonView = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  role: AgentRole,
  department: z.string().nullable(),
  teams: z.array(Id),
  active: z.boolean(),
  secondFactor: z.boolean(),
  createdAt: EpochMs,
  /** When an open session of theirs was last used; null: none is open. */
  seenAt: EpochMs.nullable(),
});
export type PersonView = z.infer<typeof PersonView>;
export const PersonList = z.object({ items: z.array(PersonView), cursor: z.null() });
export type PersonList = z.infer<typeof PersonList>;

/** POST /api/v1/invitations */
export const InvitationRequest = z.strictObject({
  email: EmailAddress,
  role: AgentRole.exclude(['owner']).default('agent'),
  department: Text(64).min(1).nullable().default(null),
  teams: z.array(Id).max(50).default([]),
});
export type InvitationRequest = z.infer<typeof InvitationRequest>;
export const InvitationView = z.object({
  id: Id,
  email: z.string(),
  role: AgentRole,
  department: z.string().nullable(),
  teams: z.array(Id),
  createdBy: Id,
  createdAt: EpochMs,
  expiresAt: EpochMs,
});
export type InvitationView = z.infer<typeof InvitationView>;
export const InvitationList = z.object({ items: z.array(InvitationView), cursor: z.null() });
export type InvitationList = z.infer<typeof InvitationList>;
/** The link is shown once: only its hash is kept. */
export const InvitationCreated = InvitationView.extend({ link: z.string() });
export type InvitationCreated = z.infer<typeof InvitationCreated>;
/** POST /api/v1/agents/:id/password-link */
export const PasswordLink = z.object({ link: z.string(), expiresAt: EpochMs });
export type PasswordLink = z.infer<typeof PasswordLink>;
/** POST /api/v1/agents/:id/ownership — `keep`: the caller stays an owner as well. */
export const OwnershipRequest = z.strictObject({ keep: z.boolean().default(false) });
export type OwnershipRequest = z.infer<typeof OwnershipRequest>;
