// The frame `look`: what the person at this socket has on screen (K66). Told to colleagues, and over with the socket.
import { fromAgent } from '@throughline/types/decode';
import type { RelayDeps } from '../relay-deps.js';
import { listening } from './answer.js';
import type { Handler } from './answer.js';
import type { RelaySocket } from './socket-server.js';
import type { AgentSubscriber } from './subscriptions.js';

export function lookFrame(deps: RelayDeps): Handler<{ subscriber: AgentSubscriber }> {
  return listening(deps, {
    event: 'look',
    key: ({ subscriber }: { subscriber: AgentSubscriber }) => `${subscriber.siteId} ${subscriber.principalId}`,
    schema: fromAgent.Look,
    run: ({ subscriber }, look) => deps.viewers.look(subscriber, look),
  });
}

export function followLook({ viewers }: Pick<RelayDeps, 'viewers'>, socket: RelaySocket, agent: AgentSubscriber): void {
  socket.on('disconnect', () => viewers.left(agent));
}
