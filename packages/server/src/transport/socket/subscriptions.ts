// Who listens to what on this node: the only state a node has (P91). Keys start with the site (S11).

export interface Subscriber {
  readonly side: 'visitor' | 'agent';
  readonly siteId: string;
  /** Visitor or agent id. */
  readonly principalId: string;
  /** Conversations joined, with the heads the client confirmed by `got`. */
  readonly joined: Map<string, { pub: number; int: number }>;
  emit(event: string, payload: unknown): void;
  close(): void;
}

const key = (siteId: string, name: string): string => `${siteId} ${name}`;

export class Subscriptions {
  readonly #byConversation = new Map<string, Set<Subscriber>>();
  readonly #byPrincipal = new Map<string, Set<Subscriber>>();
  readonly #agents = new Map<string, Set<Subscriber>>();

  add(subscriber: Subscriber): void {
    put(this.#byPrincipal, key(subscriber.siteId, subscriber.principalId), subscriber);
    if (subscriber.side === 'agent') put(this.#agents, subscriber.siteId, subscriber);
  }

  /** Forgets the subscriber; twice is fine. */
  remove(subscriber: Subscriber): void {
    drop(this.#byPrincipal, key(subscriber.siteId, subscriber.principalId), subscriber);
    if (subscriber.side === 'agent') drop(this.#agents, subscriber.siteId, subscriber);
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

  agentsOf(siteId: string): Subscriber[] {
    return [...(this.#agents.get(siteId) ?? [])];
  }

  isOnline(siteId: string, principalId: string): boolean {
    return this.#byPrincipal.has(key(siteId, principalId));
  }

  all(): Subscriber[] {
    return [...this.#byPrincipal.values()].flatMap((group) => [...group]);
  }
}

function put(map: Map<string, Set<Subscriber>>, name: string, subscriber: Subscriber): void {
  const group = map.get(name) ?? new Set<Subscriber>();
  group.add(subscriber);
  map.set(name, group);
}

function drop(map: Map<string, Set<Subscriber>>, name: string, subscriber: Subscriber): void {
  const group = map.get(name);
  if (group === undefined) return;
  group.delete(subscriber);
  if (group.size === 0) map.delete(name);
}
