// Who listens to what on this node: the only state a node has (P91). Keys start with the site (S11).

import type { AgentScope } from '../../domain/context/scope.js';

interface Listener {
  readonly siteId: string;
  /** Visitor or agent id. */
  readonly principalId: string;
  /** Conversations joined, with the heads the client confirmed by `got`. */
  readonly joined: Map<string, { pub: number; int: number }>;
  emit(event: string, payload: unknown): void;
  close(): void;
}

export interface VisitorSubscriber extends Listener {
  readonly side: 'visitor';
  /** Under whose verified name the socket was opened; null: nobody's. */
  readonly userId: string | null;
}
export interface AgentSubscriber extends Listener {
  readonly side: 'agent';
  /** As it was when the socket was opened: a change closes it (C55). */
  readonly scope: AgentScope;
}
export type Subscriber = VisitorSubscriber | AgentSubscriber;

const key = (siteId: string, name: string): string => `${siteId} ${name}`;

export class Subscriptions {
  readonly #byConversation = new Map<string, Set<Subscriber>>();
  readonly #byPrincipal = new Map<string, Set<Subscriber>>();
  readonly #agents = new Map<string, Set<AgentSubscriber>>();
  readonly #byUser = new Map<string, Set<VisitorSubscriber>>();

  add(subscriber: Subscriber): void {
    put(this.#byPrincipal, key(subscriber.siteId, subscriber.principalId), subscriber);
    if (subscriber.side === 'agent') put(this.#agents, subscriber.siteId, subscriber);
    else if (subscriber.userId !== null) put(this.#byUser, key(subscriber.siteId, subscriber.userId), subscriber);
  }

  /** Forgets the subscriber; twice is fine. */
  remove(subscriber: Subscriber): void {
    drop(this.#byPrincipal, key(subscriber.siteId, subscriber.principalId), subscriber);
    if (subscriber.side === 'agent') drop(this.#agents, subscriber.siteId, subscriber);
    else if (subscriber.userId !== null) drop(this.#byUser, key(subscriber.siteId, subscriber.userId), subscriber);
    for (const conv of subscriber.joined.keys()) drop(this.#byConversation, key(subscriber.siteId, conv), subscriber);
  }

  /** True when it was not joined before. The right to it is the caller's business (S12). */
  join(subscriber: Subscriber, conv: string): boolean {
    if (subscriber.joined.has(conv)) return false;
    subscriber.joined.set(conv, { pub: 0, int: 0 });
    put(this.#byConversation, key(subscriber.siteId, conv), subscriber);
    return true;
  }

  leave(subscriber: Subscriber, conv: string): void {
    subscriber.joined.delete(conv);
    drop(this.#byConversation, key(subscriber.siteId, conv), subscriber);
  }

  inConversation(siteId: string, conv: string): Subscriber[] {
    return [...(this.#byConversation.get(key(siteId, conv)) ?? [])];
  }

  ofPrincipal(siteId: string, principalId: string): Subscriber[] {
    return [...(this.#byPrincipal.get(key(siteId, principalId)) ?? [])];
  }

  agentsOf(siteId: string): AgentSubscriber[] {
    return [...(this.#agents.get(siteId) ?? [])];
  }

  /** Sockets opened under this verified user. */
  ofUser(siteId: string, userId: string): VisitorSubscriber[] {
    return [...(this.#byUser.get(key(siteId, userId)) ?? [])];
  }

  isOnline(siteId: string, principalId: string): boolean {
    return this.#byPrincipal.has(key(siteId, principalId));
  }

  all(): Subscriber[] {
    return [...this.#byPrincipal.values()].flatMap((group) => [...group]);
  }
}

function put<S extends Subscriber>(map: Map<string, Set<S>>, name: string, subscriber: S): void {
  const group = map.get(name) ?? new Set<S>();
  group.add(subscriber);
  map.set(name, group);
}

function drop<S extends Subscriber>(map: Map<string, Set<S>>, name: string, subscriber: S): void {
  const group = map.get(name);
  if (group === undefined) return;
  group.delete(subscriber);
  if (group.size === 0) map.delete(name);
}
