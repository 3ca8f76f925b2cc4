// Links that let somebody in once: to an account of their own, or to a new password. Shown once; the token rides in the fragment (S126).
import { limits } from '@throughline/types';
import type { HttpErrorCode, InvitationAccept, InvitationFound, InvitationRequest } from '@throughline/types';
import type { InvitationRecord } from '../ports/store-access.js';
import type { AgentRecord } from '../ports/store-accounts.js';
import type { Bus } from '../ports/bus.js';
import type { AgentAccessDeps, Device } from './agent-access.js';
import { isWeakPassword } from './password-rule.js';
import { admit } from './sign-in-agent.js';
import type { Admitted } from './sign-in-agent.js';

const TOKEN_BYTES = 32; // 256 bits

export type Made = { ok: true; invitation: InvitationRecord; link: string } | { ok: false; code: HttpErrorCode };

/** Where the link points: the console's own page, the token after the `#`. */
const linkTo = (deps: AgentAccessDeps, token: string): string => `${deps.publicOrigin}/console/invite#${token}`;

/** `conflict`: the address has an account. */
export async function invite(deps: AgentAccessDeps, by: { siteId: string; id: string }, wanted: InvitationRequest): Promise<Made> {
  const { store, vault, ids, clock } = deps;
  const token = ids.secret(TOKEN_BYTES);
  const now = clock.now();
  const invitation = await store.createInvitation({
    siteId: by.siteId,
    ...wanted,
    hash: vault.digest(token),
    createdBy: by.id,
    now,
    expiresAt: now + limits.INVITATION_TTL_MS,
  });
  if (invitation === null) return { ok: false, code: 'conflict' };
  await store.audit({
    siteId: by.siteId,
    actor: by.id,
    action: 'invitation.created',
    target: invitation.id,
    detail: { role: wanted.role },
    now,
  });
  return { ok: true, invitation, link: linkTo(deps, token) };
}

/** Another link and another seven days; the link before opens nothing any more. */
export async function renewInvitation(deps: AgentAccessDeps, by: { siteId: string; id: string }, id: string): Promise<Made> {
  const { store, vault, ids, clock } = deps;
  const token = ids.secret(TOKEN_BYTES);
  const now = clock.now();
  const expiresAt = now + limits.INVITATION_TTL_MS;
  const invitation = await store.renewInvitation({ siteId: by.siteId, id, hash: vault.digest(token), expiresAt });
  if (invitation === null) return { ok: false, code: 'not_found' };
  await store.audit({ siteId: by.siteId, actor: by.id, action: 'invitation.renewed', target: id, detail: {}, now });
  return { ok: true, invitation, link: linkTo(deps, token) };
}

/** A link by which an agent sets a new password. Who may make one for whom is the caller's business. */
export async function newPasswordLink(deps: AgentAccessDeps, by: { siteId: string; id: string }, agentId: string): Promise<Made> {
  const { store, vault, ids, clock } = deps;
  const token = ids.secret(TOKEN_BYTES);
  const now = clock.now();
  const expiresAt = now + limits.PASSWORD_LINK_TTL_MS;
  const whose = { siteId: by.siteId, agentId };
  const invitation = await store.createPasswordLink({ ...whose, hash: vault.digest(token), createdBy: by.id, now, expiresAt });
  if (invitation === null) return { ok: false, code: 'not_found' };
  await store.audit({ siteId: by.siteId, actor: by.id, action: 'password.link_created', target: agentId, detail: {}, now });
  return { ok: true, invitation, link: linkTo(deps, token) };
}

type Refused = { ok: false; code: HttpErrorCode; retryMs?: number };

/** Tokens cannot be guessed; the limit keeps who tries from being served for nothing. */
async function withinRate(deps: AgentAccessDeps, address: string): Promise<Refused | null> {
  const taken = await deps.limiter.take(`invitation ${address}`, limits.RATE_INVITATIONS_PER_ADDRESS);
  return taken.ok ? null : { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
}

/** What the page shows before somebody chooses a password. Unknown, used and expired are one answer. */
export async function lookAtInvitation(
  deps: AgentAccessDeps,
  token: string,
  address: string,
): Promise<{ ok: true; found: InvitationFound } | Refused> {
  const refused = await withinRate(deps, address);
  if (refused !== null) return refused;
  const found = await deps.store.invitationOf({ hash: deps.vault.digest(token), now: deps.clock.now() });
  const site = found === null ? null : await deps.store.findSite({ id: found.siteId });
  if (found === null || site === null) return { ok: false, code: 'not_found' };
  return { ok: true, found: { kind: found.agentId === null ? 'account' : 'password', email: found.email, site: site.name } };
}

/** Uses the link and signs in. A password link asks for the second factor as every sign-in does. */
export async function acceptInvitation(
  deps: AgentAccessDeps & { bus: Bus },
  { token, name, password }: InvitationAccept,
  device: Device,
): Promise<Admitted> {
  const refused = await withinRate(deps, device.address);
  if (refused !== null) return refused;
  if (isWeakPassword(password)) return { ok: false, code: 'weak_password' };
  const hash = deps.vault.digest(token);
  const found = await deps.store.invitationOf({ hash, now: deps.clock.now() });
  if (found === null) return { ok: false, code: 'not_found' };
  if (found.agentId === null && (name === undefined || name.trim() === '')) return { ok: false, code: 'bad_request' };
  const used = { hash, password: await deps.vault.hashPassword(password), now: deps.clock.now() };
  const taken = found.agentId === null ? await newAccount(deps, { ...used, name: name ?? '' }) : await newPassword(deps, used);
  if (!taken.ok) return taken;
  return admit(deps, { agent: taken.agent, action: 'invitation.accepted', device, confirmed: true });
}

type Taken = { ok: true; agent: AgentRecord } | { ok: false; code: HttpErrorCode };
interface Used {
  hash: string;
  password: string;
  now: number;
}

async function newAccount({ store, bus }: AgentAccessDeps & { bus: Bus }, used: Used & { name: string }): Promise<Taken> {
  const accepted = await store.acceptInvitation(used);
  if (accepted.ok) bus.publish({ type: 'settings', siteId: accepted.agent.siteId, kind: 'team' });
  return accepted;
}

async function newPassword({ store, bus }: AgentAccessDeps & { bus: Bus }, used: Used): Promise<Taken> {
  const agent = await store.acceptPasswordLink(used);
  if (agent === null) return { ok: false, code: 'not_found' };
  bus.publish({ type: 'revoked', siteId: agent.siteId, principal: agent.id });
  const { siteId, id } = agent;
  await store.audit({ siteId, actor: id, action: 'password.changed', target: id, detail: {}, now: used.now });
  return { ok: true, agent };
}
