// One delivery client per conversation that is open or still has something to send. Invariant: at most one client per stored outbox;
// a client ends when nobody looks at it and nothing of it waits.
import { createConversationClient } from '@throughline/types';
import type {
  ConversationClient,
  ConversationClientOptions,
  ConversationView,
  OutboxStorage,
  StoredConversation,
  Surroundings,
} from '@throughline/types';
import type { AgentPort } from './agent-connector.js';

export interface ClientsOptions {
  storage: OutboxStorage;
  surroundings: Surroundings;
  changed(conv: string, view: ConversationView): void;
  refused(conv: string, refusal: Parameters<NonNullable<ConversationClientOptions['onRefused']>>[0]): void;
}

export interface Clients {
  get(conv: string): ConversationClient | undefined;
  /** The client of a conversation; made when there is none. */
  take(conv: string): Promise<ConversationClient>;
  /** Whoever still sends the text of this origin. */
  sending(origin: string): ConversationClient | undefined;
  /** Nobody looks at it any more. */
  release(conv: string): void;
  /** Clients for everything that was left unsent on this device. */
  resume(): Promise<void>;
  online(port: AgentPort, except: string | null): void;
  offline(): void;
  /** Nothing waits any more, anywhere. */
  drained(): Promise<void>;
  stop(): void;
}

const waits = (view: ConversationView): boolean =>
  view.outbox.some((item) => item.state.state === 'queued' || item.state.state === 'sending');

export function createClients({ storage, surroundings, changed, refused }: ClientsOptions): Clients {
  const clients = new Map<string, ConversationClient>();
  /** Second outboxes of a conversation, taken over from a tab that is gone: they drain and end. */
  const extra = new Set<ConversationClient>();
  const making = new Map<string, Promise<ConversationClient>>();
  const watched = new Set<string>();
  let port: AgentPort | null = null;

  function build(conv: string, stored: StoredConversation): ConversationClient {
    return createConversationClient({
      stored,
      storage,
      surroundings,
      lanes: ['pub', 'int'],
      onRefused: (refusal) => refused(conv, refusal),
    });
  }

  function endWhenIdle(conv: string, client: ConversationClient): void {
    if (watched.has(conv) || waits(client.view())) return;
    client.stop();
    if (clients.get(conv) === client) clients.delete(conv);
    extra.delete(client);
  }

  async function make(conv: string): Promise<ConversationClient> {
    const stored = (await storage.all()).find((candidate) => candidate.conv === conv);
    const client = build(conv, stored ?? { convKey: surroundings.hex128(), conv, stream: surroundings.hex128(), nextN: 1, items: [] });
    clients.set(conv, client);
    client.subscribe((view) => {
      changed(conv, view);
      if (!watched.has(conv)) endWhenIdle(conv, client);
    });
    return client;
  }

  async function take(conv: string): Promise<ConversationClient> {
    watched.add(conv);
    const held = clients.get(conv);
    if (held !== undefined) return held;
    const started = making.get(conv) ?? make(conv).finally(() => making.delete(conv));
    making.set(conv, started);
    return started;
  }

  return {
    get: (conv) => clients.get(conv),
    take,
    sending: (origin) => [...clients.values(), ...extra].find((client) => client.view().outbox.some((item) => item.origin === origin)),
    release: (conv) => {
      watched.delete(conv);
      const client = clients.get(conv);
      if (client !== undefined) endWhenIdle(conv, client);
    },
    resume: async () => {
      const taken = new Set<string>();
      for (const stored of await storage.all()) {
        if (stored.conv === null || stored.items.length === 0) continue;
        const conv = stored.conv;
        if (!taken.has(conv) && !watched.has(conv)) {
          taken.add(conv);
          const client = await take(conv);
          watched.delete(conv);
          if (port !== null) client.online(port);
        } else if (clients.get(conv)?.view().convKey !== stored.convKey) {
          const client = build(conv, stored);
          extra.add(client);
          client.subscribe(() => endWhenIdle(conv, client));
          if (port !== null) client.online(port);
        }
      }
    },
    online: (fresh, except) => {
      port = fresh;
      for (const [conv, client] of clients) if (conv !== except) client.online(fresh);
      for (const client of extra) client.online(fresh);
    },
    offline: () => {
      port = null;
      for (const client of [...clients.values(), ...extra]) client.offline();
    },
    drained: async () =>
      void (await Promise.all(
        [...clients.values()].map(
          (client) =>
            new Promise<void>((resolve) => {
              const look = (): void => {
                if (waits(client.view())) return;
                undo();
                resolve();
              };
              const undo = client.subscribe(look);
              look();
            }),
        ),
      )),
    stop: () => {
      for (const client of [...clients.values(), ...extra]) client.stop();
      clients.clear();
      extra.clear();
      watched.clear();
    },
  };
}
