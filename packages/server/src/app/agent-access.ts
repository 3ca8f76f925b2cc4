// How an agent gets in: the one-time setup claim, sign-in, sessions, socket tickets (S20–S23, S30–S32, S48).
import { limits } from '@throughline/types';
import type { HttpErrorCode, LoginRequest, SetupRequest } from '@throughline/types';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Limiter } from '../ports/limiter.js';
import type { AgentRecord } from '../ports/store-accounts.js';
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
/** Verified against when the address is unknown, so that both answers take as long (S133). */
const NOBODY = 'scrypt$32768$8$3$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';

export type SignedIn = { ok: true; agent: AgentRecord; sessionToken: string } | { ok: false; code: HttpErrorCode; retryMs?: number };

async function openSession({ store, vault, ids, clock }: AgentAccessDeps, agent: AgentRecord, action: string): Promise<SignedIn> {
  const sessionToken = ids.secret(TOKEN_BYTES);
  const now = clock.now();
  const expiresAt = now + limits.AGENT_SESSION_MAX_MS;
  await store.createSession({ siteId: agent.siteId, agentId: agent.id, hash: vault.digest(sessionToken), now, expiresAt });
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
export async function claimSetup(deps: AgentAccessDeps, request: SetupRequest, address: string): Promise<SignedIn> {
  const taken = await deps.limiter.take(`setup ${address}`, limits.RATE_LOGIN_PER_ADDRESS);
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
  return claimed.ok ? openSession(deps, claimed.agent, 'setup') : { ok: false, code: claimed.code };
}

/** Unknown address and wrong password give the same answer in the same time. */
export async function signInAgent(deps: AgentAccessDeps, request: LoginRequest, address: string): Promise<SignedIn> {
  const taken = await deps.limiter.take(`login ${address}`, limits.RATE_LOGIN_PER_ADDRESS);
  if (!taken.ok) return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
  // Failures on one account slow its answers down; refusing would let anybody lock its owner out (S48).
  const failures = await deps.limiter.take(`login ${request.email}`, limits.RATE_LOGIN_FAILURES_PER_ACCOUNT);
  if (!failures.ok) await new Promise<void>((resolve) => void deps.clock.after(limits.LOGIN_SLOWED_MS, resolve));
  const agent = await deps.store.findAgent({ email: request.email });
  const matches = await deps.vault.verifyPassword(request.password, agent?.password ?? NOBODY);
  if (agent === null || agent.disabled || !matches) return { ok: false, code: 'wrong_credentials' };
  if (failures.ok) await deps.limiter.give(`login ${request.email}`, limits.RATE_LOGIN_FAILURES_PER_ACCOUNT);
  return openSession(deps, agent, 'login');
}

/** The agent of a session cookie, or null. */
export async function agentOfSession(
  { store, vault, clock }: AgentAccessDeps,
  sessionToken: string,
): Promise<{ agent: AgentRecord; sessionHash: string } | null> {
  return store.session({ hash: vault.digest(sessionToken), now: clock.now(), idleMs: limits.AGENT_SESSION_IDLE_MS });
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
