// An agent's socket and the desk (K58): it opens, it ends, and the console says what its person does.
import { fromAgent } from '@throughline/types/decode';
import { asError } from '../../domain/as-error.js';
import type { RelayDeps } from '../relay-deps.js';
import { listening } from './answer.js';
import type { Handler } from './answer.js';
import type { RelaySocket } from './socket-server.js';
import type { AgentSubscriber } from './subscriptions.js';

type PresenceDeps = Pick<RelayDeps, 'desk' | 'inFlight' | 'log' | 'subscriptions'>;

const nameOf = ({ siteId, principalId }: AgentSubscriber) => ({ siteId, agentId: principalId });

/** From the socket's first moment to its last. An analyst answers nobody and is at no desk. */
export function followPresence({ desk, inFlight, log, subscriptions }: PresenceDeps, socket: RelaySocket, agent: AgentSubscriber): void {
  if (agent.scope.role === 'analyst') return;
  const who = nameOf(agent);
  const failed = (error: unknown): void => {
    if (!inFlight.isClosed) log.warn('Presence could not be kept', { site: who.siteId, error: asError(error) }); // the next beat says it again
  };
  desk.started(who).catch(failed);
  socket.on('disconnect', () => {
    if (inFlight.isClosed || subscriptions.isOnline(who.siteId, who.agentId)) return;
    desk.ended(who).catch(failed);
  });
}

/** The frame `presence`. */
export function presenceFrame(deps: RelayDeps): Handler<{ subscriber: AgentSubscriber }> {
  return listening(deps, {
    event: 'presence',
    key: ({ subscriber }: { subscriber: AgentSubscriber }) => `${subscriber.siteId} ${subscriber.principalId}`,
    schema: fromAgent.PresenceSet,
    run: ({ subscriber }, { status, idle }) => deps.desk.said(nameOf(subscriber), status, idle),
  });
}
