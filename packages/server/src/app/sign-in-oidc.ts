// Who comes back from the identity provider: an agent who is there already and may work, found by the verified address. Nobody is made by it.
import { limits } from '@throughline/types';
import type { OidcFailure, OidcProvider } from '../ports/identity-provider.js';
import type { AgentAccessDeps, Device } from './agent-access.js';
import { admit } from './sign-in-agent.js';
import type { Admitted } from './sign-in-agent.js';

/** `unknown`: nobody of that address may sign in here. `busy`: too many tries from this address. */
export type ProviderFailure = OidcFailure | 'unknown' | 'busy';

export async function openedByProvider(
  deps: AgentAccessDeps,
  provider: OidcProvider,
  came: Parameters<OidcProvider['finish']>[0],
  device: Device,
): Promise<Admitted | { ok: false; reason: ProviderFailure }> {
  const taken = await deps.limiter.take(`oidc ${device.address}`, limits.RATE_INVITATIONS_PER_ADDRESS);
  if (!taken.ok) return { ok: false, reason: 'busy' };
  const found = await provider.finish(came);
  if (!found.ok) return found;
  const agent = await deps.store.findAgent({ email: found.email });
  if (agent === null || agent.disabled) return { ok: false, reason: 'unknown' };
  return admit(deps, { agent, action: 'login.oidc', device, confirmed: false });
}
