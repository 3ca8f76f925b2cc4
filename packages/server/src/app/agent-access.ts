// How an agent gets in: the one-time setup claim, sessions, socket tickets (S21–S23, S30–S32). Passwords are sign-in-agent.ts.
import { cutText, limits } from '@throughline/types';
import type { HttpErrorCode, SetupRequest } from '@throughline/types';
import { addressGroups } from '../domain/limits/address-groups.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Limiter } from '../ports/limiter.js';
import type { AgentRecord, AgentSessionRecord } from '../ports/store-accounts.js';
import type { Store } from '../ports/store.js';
import type { Vault } from '../ports/vault.js';
import { isWeakPassword } from './password-rule.js';
import { addSite } from './sites.js';

export interface AgentAccessDeps {
  store: Store;
  vault: Vault;
  ids: Ids;
  clock: Clock;
  limiter: Limiter;
  /** Origin of the relay itself: the first site accepts it when none exists yet. */
  publicOrigin: string;
}
const TOKEN_BYTES = 32; // 256 bits (S21, S23, S30)
export type SignedIn = { ok: true; agent: AgentRecord; sessionToken: string } | { ok: false; code: HttpErrorCode; retryMs?: number };

/** The browser that signs in. */
export interface Device {
  /** Whole: stored truncated (S84). */
  address: string;
  /** As the browser names itself. */
  userAgent: string;
}
const USER_AGENT_MAX_CHARS = 300;

/** A new session of this agent. `confirmed`: the password was given for it (S80); somebody else's word for the agent is not that. */
export async function openSession(
  { store, vault, ids, clock }: AgentAccessDeps,
  { agent, action, device, confirmed }: { agent: AgentRecord; action: string; device: Device; confirmed: boolean },
): Promise<SignedIn> {
  const sessionToken = ids.secret(TOKEN_BYTES);
  const now = clock.now();
  await store.createSession({
    siteId: agent.siteId,
    agentId: agent.id,
    hash: vault.digest(sessionToken),
    userAgent: cutText(device.userAgent, USER_AGENT_MAX_CHARS),
    address: addressGroups(device.address).wide,
    confirmedAt: confirmed ? now : null,
    now,
    expiresAt: now + limits.AGENT_SESSION_MAX_MS,
  });
  await store.audit({ siteId: agent.siteId, actor: agent.id, action, target: agent.id, detail: {}, now });
  return { ok: true, agent, sessionToken };
}

/** A fresh setup token, or null once somebody owns the installation. Earlier unused tokens stop working. */
export async function newSetupToken({ store, vault, ids, clock }: AgentAccessDeps): Promise<string | null> {
  if (!(await store.unclaimed({}))) return null;
  const token = ids.secret(TOKEN_BYTES);
  await store.createSetupToken({ hash: vault.digest(token), expiresAt: clock.now() + limits.SETUP_TOKEN_TTL_MS });
  return token;
}

/** Claim the installation: creates the owner and signs them in. Wrong tokens are limited and burn nothing (S32). */
export async function claimSetup(deps: AgentAccessDeps, request: SetupRequest, device: Device): Promise<SignedIn> {
  const taken = await deps.limiter.take(`setup ${device.address}`, limits.RATE_LOGIN_PER_ADDRESS);
  if (!taken.ok) return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
  if (isWeakPassword(request.password)) return { ok: false, code: 'weak_password' };
  const tokenHash = deps.vault.digest(request.token);
  // Nothing is written for a wrong token (S32): the site a first owner needs comes after it was looked at, the claim itself stays atomic.
  if (!(await deps.store.setupTokenIsGood({ hash: tokenHash, now: deps.clock.now() }))) return { ok: false, code: 'not_found' };
  const [site] = await deps.store.sites({});
  const siteId = site?.id ?? (await addSite(deps, { name: 'My site', origins: [deps.publicOrigin], demo: false })).siteId;
  const claimed = await deps.store.claimSetup({
    tokenHash,
    agent: {
      siteId,
      email: request.email,
      name: request.name,
      role: 'owner',
      password: await deps.vault.hashPassword(request.password),
      now: deps.clock.now(),
    },
  });
  return claimed.ok
    ? openSession(deps, { agent: claimed.agent, action: 'setup', device, confirmed: true })
    : { ok: false, code: claimed.code };
}

/** The agent of a session cookie, or null. */
export async function agentOfSession({ store, vault, clock }: AgentAccessDeps, sessionToken: string): Promise<AgentSessionRecord | null> {
  return store.session({ hash: vault.digest(sessionToken), now: clock.now(), idleMs: limits.AGENT_SESSION_IDLE_MS });
}

/** The session of an agent who may work: not of one whom the site asks for a second factor that is yet to be set up (S25). */
export async function agentAtWork(
  deps: AgentAccessDeps,
  sessionToken: string | null,
): Promise<
  | { ok: true; session: AgentSessionRecord }
  | { ok: false; code: 'unauthenticated' }
  | { ok: false; code: 'enrolment_needed'; session: AgentSessionRecord }
> {
  const session = sessionToken === null ? null : await agentOfSession(deps, sessionToken);
  if (session === null) return { ok: false, code: 'unauthenticated' };
  return session.mustEnrol ? { ok: false, code: 'enrolment_needed', session } : { ok: true, session };
}

/** A single-use, 30-second ticket for the socket, bound to session and origin (S23). */
export async function newTicket(
  { store, vault, ids, clock }: AgentAccessDeps,
  { agent, sessionHash, origin }: { agent: AgentRecord; sessionHash: string; origin: string },
): Promise<string> {
  const ticket = ids.secret(TOKEN_BYTES);
  const expiresAt = clock.now() + limits.SOCKET_TICKET_TTL_MS;
  await store.createTicket({ siteId: agent.siteId, agentId: agent.id, sessionHash, hash: vault.digest(ticket), origin, expiresAt });
  return ticket;
}
