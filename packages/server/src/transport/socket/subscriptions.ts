// Who listens to what on this node: the only state a node has (P91). Keys start with the site (S11).

import type { Receipts } from '@throughline/types';
import type { AgentScope } from '../../domain/context/scope.js';
import type { Connection } from './connection.js';
import { Groups } from './groups.js';
import { Openings } from './openings.js';
import { PushWindow } from './push-window.js';

interface Listener extends Connection {
  readonly siteId: string;
  /** Visitor or agent id. */
  readonly principalId: string;
  /** Conversations joined, with what the client confirmed of each. */
  readonly joined: Map<string, PushWindow>;
}

export interface VisitorSubscriber extends Listener {
  readonly side: 'visitor';
  /** Under whose verified name the socket was opened; null: nobody's. */
  readonly userId: string | null;
  /** Of the page, as the handshake named it; null: none, or the relay's own. The socket ends when the site takes it away (S130). */
  readonly origin: string | null;
}
export interface AgentSubscriber extends Listener {
  readonly side: 'agent';
  /** As it was when the socket was opened: a change closes it (C55). */
  readonly scope: AgentScope;
  /** Of the session that opened it: the socket ends with it (S13). */
  readonly sessionHash: string;
}
export type Subscriber = VisitorSubscriber | AgentSubscriber;

const ALL_AGENTS = ''; // one group per site

export class Subscriptions {
  readonly openings = new Openings();
  readonly #byConversation = new Groups<Subscriber>();
  readonly #byPrincipal = new Groups<Subscriber>();
  readonly #agents = new Groups<AgentSubscriber>();
  readonly #byUser = new Groups<VisitorSubscriber>();
  readonly #all = new Set<Subscriber>();

  add(subscriber: Subscriber): void {
    const { siteId, principalId } = subscriber;
    this.#all.add(subscriber);
    this.#byPrincipal.add(siteId, principalId, subscriber);
    if (subscriber.side === 'agent') this.#agents.add(siteId, ALL_AGENTS, subscriber);
    else if (subscriber.userId !== null) this.#byUser.add(siteId, subscriber.userId, subscriber);
  }

  /** Forgets the subscriber; twice is fine. */
  remove(subscriber: Subscriber): void {
    const { siteId, principalId } = subscriber;
    this.#all.delete(subscriber);
    this.#byPrincipal.remove(siteId, principalId, subscriber);
    if (subscriber.side === 'agent') this.#agents.remove(siteId, ALL_AGENTS, subscriber);
    else if (subscriber.userId !== null) this.#byUser.remove(siteId, subscriber.userId, subscriber);
    for (const conv of subscriber.joined.keys()) this.#byConversation.remove(siteId, conv, subscriber);
  }

  /** True when it was not joined before; never after the socket ended, or the group would keep it. `stored`: its receipt, when that was read. The right to it is the caller's business (S12). */
  join(subscriber: Subscriber, conv: string, stored?: Receipts): boolean {
    if (subscriber.joined.has(conv) || !this.#all.has(subscriber)) return false;
    subscriber.joined.set(conv, new PushWindow(stored));
    this.#byConversation.add(subscriber.siteId, conv, subscriber);
    return true;
  }

  leave(subscriber: Subscriber, conv: string): void {
    subscriber.joined.delete(conv);
    this.#byConversation.remove(subscriber.siteId, conv, subscriber);
  }

  inConversation(siteId: string, conv: string): Subscriber[] {
    return this.#byConversation.of(siteId, conv);
  }

  ofPrincipal(siteId: string, principalId: string): Subscriber[] {
    return this.#byPrincipal.of(siteId, principalId);
  }

  agentsOf(siteId: string): AgentSubscriber[] {
    return this.#agents.of(siteId, ALL_AGENTS);
  }

  /** Agents with a socket here, each once. */
  agentNames(): { siteId: string; agentId: string }[] {
    const names = new Map<string, { siteId: string; agentId: string }>();
    for (const { side, siteId, principalId: agentId } of this.#all)
      if (side === 'agent') names.set(`${siteId} ${agentId}`, { siteId, agentId });
    return [...names.values()];
  }

  /** Sockets opened under this verified user. */
  ofUser(siteId: string, userId: string): VisitorSubscriber[] {
    return this.#byUser.of(siteId, userId);
  }

  isOnline(siteId: string, principalId: string): boolean {
    return this.#byPrincipal.has(siteId, principalId);
  }

  hasListeners(siteId: string, conv: string): boolean {
    return this.#byConversation.has(siteId, conv);
  }

  all(): ReadonlySet<Subscriber> {
    return this.#all;
  }
}
