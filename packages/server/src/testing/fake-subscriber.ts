// A listener without a socket, that keeps what it is told.
import type { AgentScope } from '../domain/context/scope.js';
import { PushWindow } from '../transport/socket/push-window.js';
import type { AgentSubscriber, VisitorSubscriber } from '../transport/socket/subscriptions.js';

export interface Told {
  event: string;
  payload: unknown;
}
interface Heard {
  told: Told[];
  closed: boolean;
  /** As the watch or a full buffer says. */
  behind: boolean;
}

function connection(heard: Heard) {
  const emit = (event: string, payload: unknown): void => void heard.told.push({ event, payload });
  return {
    joined: new Map<string, PushWindow>(),
    emit,
    tell: (event: string, payload: unknown): void => {
      if (!heard.behind) emit(event, payload);
    },
    close: () => {
      heard.closed = true;
    },
    outbound: { slow: false, waiting: () => 0, taken: () => 0, isBehind: () => heard.behind, cut: () => undefined },
  };
}

const silent = (): Heard => ({ told: [], closed: false, behind: false });

export function fakeVisitor(siteId: string, principalId: string): { subscriber: VisitorSubscriber; heard: Heard } {
  const heard = silent();
  return { heard, subscriber: { side: 'visitor', siteId, principalId, userId: null, origin: null, ...connection(heard) } };
}

export function fakeAgent(siteId: string, principalId: string, sessionHash: string): { subscriber: AgentSubscriber; heard: Heard } {
  const heard = silent();
  const scope: AgentScope = { role: 'agent', departments: [] };
  return { heard, subscriber: { side: 'agent', siteId, principalId, scope, sessionHash, ...connection(heard) } };
}
