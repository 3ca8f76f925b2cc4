// Who speaks to /api/v1: a site's back end with a secret key, or an agent with the console's session (C17). One function for every route
// (S12, S135). Invariant: a cookie counts only with the console's own header and, for changes, its own origin (S132).
import type { Request } from 'express';
import type { AgentRole, HttpErrorCode } from '@throughline/types';
import { agentAtWork } from '../../../app/agent-access.js';
import { findSecretCaller } from '../../../app/ingest-caller.js';
import type { IngestCaller } from '../../../app/ingest-caller.js';
import type { AgentRecord } from '../../../ports/store-accounts.js';
import { ownOrigin } from '../../own-origin.js';
import type { RelayDeps } from '../../relay-deps.js';
import { sessionCookie } from '../agent-cookie.js';
import { secretKeyOf } from '../secret-key.js';

/** `secret`: the site's back end. The others are agents by role; an owner counts as an admin. */
export type Scope = 'secret' | 'guest' | 'analyst' | 'agent' | 'lead' | 'admin';

export type ApiPrincipal =
  | { kind: 'secret'; siteId: string; id: 'api'; caller: IngestCaller }
  /** `confirmedAt`: when the password of the session was last given (S80); null: never. */
  | { kind: 'agent'; siteId: string; id: string; agent: AgentRecord; confirmedAt: number | null };

export const EVERY_SCOPE: readonly Scope[] = ['secret', 'guest', 'analyst', 'agent', 'lead', 'admin'];
/** Everybody who works with customers. */
export const DESK: readonly Scope[] = ['secret', 'guest', 'agent', 'lead', 'admin'];
/** Own staff: outsourced desks and analysts left out. */
export const STAFF: readonly Scope[] = ['secret', 'agent', 'lead', 'admin'];
export const LEADS: readonly Scope[] = ['secret', 'lead', 'admin'];
export const ADMINS: readonly Scope[] = ['secret', 'admin'];

const SCOPE_OF: Readonly<Record<AgentRole, Scope>> = {
  owner: 'admin',
  admin: 'admin',
  lead: 'lead',
  agent: 'agent',
  analyst: 'analyst',
  guest: 'guest',
};

export const scopeOf = (who: ApiPrincipal): Scope => (who.kind === 'secret' ? 'secret' : SCOPE_OF[who.agent.role]);

export type PrincipalFound = { ok: true; who: ApiPrincipal } | { ok: false; code: HttpErrorCode };

const CONSOLE_HEADER = 'x-throughline';

/** A request with an `Authorization` header is a back end's, whatever cookies it carries. */
export async function principalOf(deps: RelayDeps, request: Request): Promise<PrincipalFound> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const key = secretKeyOf(authorization);
    const caller = key === null ? null : await findSecretCaller(deps.sites, key);
    return caller === null
      ? { ok: false, code: 'unknown_key' }
      : { ok: true, who: { kind: 'secret', siteId: caller.site.id, id: 'api', caller } };
  }
  const token = sessionCookie(request, deps.publicOrigin);
  if (token === null) return { ok: false, code: 'unknown_key' };
  const foreign = request.method !== 'GET' && !ownOrigin(request.headers, deps.publicOrigin);
  if (foreign || request.get(CONSOLE_HEADER) !== 'console') return { ok: false, code: 'forbidden' };
  const found = await agentAtWork(deps, token);
  if (!found.ok) return { ok: false, code: found.code };
  const { agent, confirmedAt } = found.session;
  return { ok: true, who: { kind: 'agent', siteId: agent.siteId, id: agent.id, agent, confirmedAt } };
}
