// Passwords and second factors at the door: sign-in in one step or two, and the fresh login that some deeds ask for (S20, S25, S48, S80, S133).
import { limits } from '@throughline/types';
import type { ConfirmRequest, HttpErrorCode, LoginRequest, SecondFactorLogin } from '@throughline/types';
import type { AgentRecord, AgentSessionRecord } from '../ports/store-accounts.js';
import { openSession } from './agent-access.js';
import type { AgentAccessDeps, Device, SignedIn } from './agent-access.js';
import { takeCode } from './second-factor.js';

const CHALLENGE_BYTES = 32; // 256 bits (S21)
/** Verified against when the address is unknown, so that both answers take as long (S133). */
const NOBODY = 'scrypt$32768$8$3$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';

type Refused = { ok: false; code: HttpErrorCode; retryMs?: number };
/** `challenge`: what the second factor is sent with. */
export type Admitted = SignedIn | { ok: false; code: 'second_factor_needed'; challenge: string; expiresAt: number };

/** Unknown address and wrong password give the same answer in the same time. */
export async function agentOfPassword(
  deps: AgentAccessDeps,
  { email, password, address }: { email: string; password: string; address: string },
): Promise<{ ok: true; agent: AgentRecord } | Refused> {
  const taken = await deps.limiter.take(`login ${address}`, limits.RATE_LOGIN_PER_ADDRESS);
  if (!taken.ok) return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
  // Failures on one account slow its answers down; refusing would let anybody lock its owner out (S48).
  const failures = await deps.limiter.take(`login ${email}`, limits.RATE_LOGIN_FAILURES_PER_ACCOUNT);
  if (!failures.ok) await new Promise<void>((resolve) => void deps.clock.after(limits.LOGIN_SLOWED_MS, resolve));
  const agent = await deps.store.findAgent({ email });
  const matches = await deps.vault.verifyPassword(password, agent?.password ?? NOBODY);
  if (agent === null || agent.disabled || !matches) return { ok: false, code: 'wrong_credentials' };
  if (failures.ok) await deps.limiter.give(`login ${email}`, limits.RATE_LOGIN_FAILURES_PER_ACCOUNT);
  return { ok: true, agent };
}

/**
 * Lets an agent in who proved who they are, or asks for the second factor first. `confirmed`: by their password, which is what a fresh login
 * asks for (S80); another provider's word is not.
 */
export async function admit(
  deps: AgentAccessDeps,
  { agent, action, device, confirmed }: { agent: AgentRecord; action: string; device: Device; confirmed: boolean },
): Promise<Admitted> {
  const { siteId, id: agentId } = agent;
  const factor = await deps.store.secondFactor({ siteId, agentId });
  if (factor === null || !factor.confirmed) return openSession(deps, { agent, action, device, confirmed });
  const challenge = deps.ids.secret(CHALLENGE_BYTES);
  const now = deps.clock.now();
  const expiresAt = now + limits.LOGIN_CHALLENGE_TTL_MS;
  await deps.store.createChallenge({ siteId, agentId, hash: deps.vault.digest(challenge), confirmed, now, expiresAt });
  return { ok: false, code: 'second_factor_needed', challenge, expiresAt };
}

export async function signInAgent(deps: AgentAccessDeps, { email, password }: LoginRequest, device: Device): Promise<Admitted> {
  const found = await agentOfPassword(deps, { email, password, address: device.address });
  return found.ok ? admit(deps, { agent: found.agent, action: 'login', device, confirmed: true }) : found;
}

/** The second step. Unknown, over and used up are one answer: sign in anew. */
export async function finishSignIn(deps: AgentAccessDeps, { challenge, code }: SecondFactorLogin, device: Device): Promise<SignedIn> {
  const hash = deps.vault.digest(challenge);
  const tried = await deps.store.tryChallenge({ hash, triesMax: limits.LOGIN_CHALLENGE_TRIES_MAX, now: deps.clock.now() });
  if (tried === null) return { ok: false, code: 'token_expired' };
  const { agent, confirmed } = tried;
  const taken = await takeCode(deps, agent, code);
  if (!taken.ok) return taken;
  if (!(await deps.store.endChallenge({ siteId: agent.siteId, hash }))) return { ok: false, code: 'token_expired' };
  return openSession(deps, { agent, action: 'login', device, confirmed });
}

/** The password again, and the second factor if there is one, for what needs a fresh login (S80). `until`: how long it holds (ms). */
export async function confirmLogin(
  deps: AgentAccessDeps,
  { agent, sessionHash }: AgentSessionRecord,
  { password, code, address }: ConfirmRequest & { address: string },
): Promise<{ ok: true; until: number } | Refused> {
  const found = await agentOfPassword(deps, { email: agent.email, password, address });
  if (!found.ok) return found;
  const factor = await deps.store.secondFactor({ siteId: agent.siteId, agentId: agent.id });
  if (factor?.confirmed === true) {
    if (code === undefined || code === '') return { ok: false, code: 'second_factor_needed' };
    const taken = await takeCode(deps, agent, code);
    if (!taken.ok) return taken;
  }
  const now = deps.clock.now();
  await deps.store.confirmSession({ siteId: agent.siteId, hash: sessionHash, now });
  await deps.store.audit({ siteId: agent.siteId, actor: agent.id, action: 'login.confirmed', target: agent.id, detail: {}, now });
  return { ok: true, until: now + limits.FRESH_LOGIN_MS };
}
