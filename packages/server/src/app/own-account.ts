// What agents do with their own account: name, password, devices, preferences (S21, S22).
import { limits } from '@throughline/types';
import type { DeviceView, HttpErrorCode, PasswordChange, PreferencesDoc } from '@throughline/types';
import { desk } from '@throughline/types/decode';
import { browserOf } from '../domain/accounts/browser-words.js';
import type { AgentRecord, AgentSessionRecord } from '../ports/store-accounts.js';
import type { Bus } from '../ports/bus.js';
import type { AgentAccessDeps } from './agent-access.js';
import { isWeakPassword } from './password-rule.js';
import { agentOfPassword } from './sign-in-agent.js';

type Deps = AgentAccessDeps & { bus: Bus };
type Outcome = { ok: true } | { ok: false; code: HttpErrorCode; retryMs?: number };

const SESSION_BYTES = 32; // 256 bits (S21)

/** Every socket of the agent closes; those whose session still holds come back at once. */
const closeSockets = ({ bus }: Deps, { siteId, id }: AgentRecord): void => bus.publish({ type: 'revoked', siteId, principal: id });

export async function ownDevices({ store, clock }: AgentAccessDeps, { agent, sessionId }: AgentSessionRecord): Promise<DeviceView[]> {
  const whose = { siteId: agent.siteId, agentId: agent.id };
  const devices = await store.devices({ ...whose, now: clock.now(), idleMs: limits.AGENT_SESSION_IDLE_MS });
  return devices.map(({ id, userAgent, address, createdAt, seenAt }) => ({
    id,
    ...browserOf(userAgent),
    address,
    createdAt,
    seenAt,
    current: id === sessionId,
  }));
}

/** Ends one session of one's own, or with null all but the present one. */
export async function endDevices(deps: Deps, { agent, sessionId }: AgentSessionRecord, id: string | null): Promise<Outcome> {
  const { siteId, id: agentId } = agent;
  const now = deps.clock.now();
  if (id === null) await deps.store.endOtherDevices({ siteId, agentId, keep: sessionId });
  else if (!(await deps.store.endDevice({ siteId, agentId, id }))) return { ok: false, code: 'not_found' };
  await deps.store.audit({ siteId, actor: agentId, action: 'session.ended', target: id ?? agentId, detail: {}, now });
  closeSockets(deps, agent);
  return { ok: true };
}

export async function changeOwnName({ store, clock }: AgentAccessDeps, { siteId, id: agentId }: AgentRecord, name: string): Promise<void> {
  await store.setAgentName({ siteId, agentId, name });
  await store.audit({ siteId, actor: agentId, action: 'agent.renamed', target: agentId, detail: {}, now: clock.now() });
}

/** Ends every other session (S22). */
export async function changeOwnPassword(
  deps: Deps,
  { agent, sessionId }: AgentSessionRecord,
  { old, password, address }: PasswordChange & { address: string },
): Promise<Outcome> {
  if (isWeakPassword(password)) return { ok: false, code: 'weak_password' };
  const found = await agentOfPassword(deps, { email: agent.email, password: old, address });
  if (!found.ok) return found;
  const { siteId, id: agentId } = agent;
  await deps.store.setAgentPassword({ siteId, agentId, password: await deps.vault.hashPassword(password), keep: sessionId });
  await deps.store.audit({ siteId, actor: agentId, action: 'password.changed', target: agentId, detail: {}, now: deps.clock.now() });
  closeSockets(deps, agent);
  return { ok: true };
}

/** Another token for the same session (S21): what was read of the old one opens nothing any more. */
export async function rotateSession(deps: Deps, { agent, sessionHash }: AgentSessionRecord): Promise<string> {
  const token = deps.ids.secret(SESSION_BYTES);
  await deps.store.rotateSession({ siteId: agent.siteId, hash: sessionHash, newHash: deps.vault.digest(token) });
  closeSockets(deps, agent);
  return token;
}

const DEFAULTS = desk.PreferencesDoc.parse({});

/** Defaults where nothing was chosen. */
export async function preferencesOf({ store }: Pick<AgentAccessDeps, 'store'>, { siteId, id }: AgentRecord): Promise<PreferencesDoc> {
  return (await store.settingsObject({ siteId, kind: 'preferences', id }))?.doc ?? DEFAULTS;
}

/** The last one who saves wins: there is one person behind all of these windows. */
export async function keepPreferences(
  { store, clock }: Pick<AgentAccessDeps, 'store' | 'clock'>,
  { siteId, id }: AgentRecord,
  doc: PreferencesDoc,
): Promise<Outcome> {
  const held = await store.settingsObject({ siteId, kind: 'preferences', id });
  const whose = { siteId, kind: 'preferences' as const, id, ownerId: id, actor: id, now: clock.now() };
  const put = await store.putSettingsObject({ ...whose, doc, ifVersion: held?.version ?? 0 });
  return put.ok ? { ok: true } : { ok: false, code: 'conflict' };
}
