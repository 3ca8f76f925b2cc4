// Everything that lives while somebody is signed in: connection, inbox, clients, the conversation on screen. One per session.
import { createSessionLink, limits } from '@throughline/types';
import type { SessionLink, Surroundings } from '@throughline/types';
import type { Draft, Store } from '../state/store.js';
import type { AgentApi } from './agent-api.js';
import { createAgentConnector } from './agent-connector.js';
import type { AgentPort } from './agent-connector.js';
import { readPush } from './answers.js';
import type { Push } from './answers.js';
import { createClients } from './clients.js';
import { createConversationActions } from './conversation-actions.js';
import type { ConversationActions } from './conversation-actions.js';
import type { DeviceStorage } from './device-storage.js';
import { saveDraft } from './drafts.js';
import { createHandoffCache } from './handoff-cache.js';
import { createInbox } from './inbox.js';
import { createOpening } from './opening.js';
import { createOutboxStorage } from './outbox-storage.js';
import { saveSeen } from './seen.js';

export interface LiveOptions {
  base: string;
  store: Store;
  api: AgentApi;
  device: DeviceStorage;
  surroundings: Surroundings;
  agentId: string;
  /** Name of this tab: owner of its outboxes. */
  tab: string;
  /** An alert was raised or resolved. */
  alerted(alert: unknown): void;
  /** The session is over. */
  ended(): void;
}

export interface Live {
  actions: ConversationActions;
  show(conv: string | null): void;
  looked(conv: string, keys: readonly string[]): void;
  start(): void;
  /** The page became visible or the network came back. */
  wake(): void;
  stop(): void;
}

const INBOX_BEACON_MS = 20_000; // a lost row hint is healed after this
const TYPING_SHOWN_MS = 6_000; // a lost "stopped typing" is forgotten after this

export function createLive(options: LiveOptions): Live {
  const { store, surroundings, device, agentId } = options;
  const heard = (): void => {
    store.syncedAt.value = surroundings.now();
  };
  const port = (): AgentPort | null => link.port();
  const cache = createHandoffCache();
  const clients = createClients({
    storage: createOutboxStorage(device, `${agentId}.${options.tab}`),
    surroundings,
    changed: (conv, view) => opening.onView(conv, view),
    refused: (conv, refusal) => actions.onRefused(conv, refusal),
  });
  const opening = createOpening({ store, clients, cache, surroundings, port });
  const inbox = createInbox(store, port);
  const actions = createConversationActions({
    store,
    clients,
    surroundings,
    port,
    saveDraft: (conv: string, draft: Draft) => saveDraft(device, agentId, conv, draft, surroundings.now()),
    saveSeen: (seen) => saveSeen(device, agentId, seen),
  });
  const typingEnds = new Map<string, () => void>();

  function setTyping(conv: string, name: string | null): void {
    typingEnds.get(conv)?.();
    typingEnds.delete(conv);
    const typing = new Map(store.typing.value);
    if (name === null) typing.delete(conv);
    else {
      typing.set(conv, name);
      typingEnds.set(
        conv,
        surroundings.after(TYPING_SHOWN_MS, () => setTyping(conv, null)),
      );
    }
    store.typing.value = typing;
  }

  function onPush(push: Push): void {
    switch (push.event) {
      case 'ev':
        if (push.payload.entry.author.type === 'visitor' && push.payload.entry.kind === 'message') setTyping(push.payload.conv, null);
        clients.get(push.payload.conv)?.onEv(push.payload);
        return;
      case 'head':
        clients.get(push.payload.conv)?.onHead(push.payload);
        return;
      case 'receipt':
        clients.get(push.payload.conv)?.onReceipt(push.payload);
        return;
      case 'typing':
        setTyping(push.payload.conv, push.payload.on ? (push.payload.name ?? '') : null);
        return;
      case 'row':
        inbox.onRow(push.payload);
        return;
      case 'handoff':
        inbox.onRow(push.payload.row);
        opening.onHandoff(push.payload);
        return;
      case 'context':
        opening.onContext(push.payload);
        return;
      case 'alert':
        options.alerted(push.payload);
        return;
      case 'presence':
        opening.onPresence(push.payload.conv, push.payload.online);
    }
  }

  const link: SessionLink<AgentPort> = createSessionLink<AgentPort>({
    connector: createAgentConnector({
      base: options.base,
      ticket: () => options.api.ticket(),
      heard,
      push: (event, payload) => {
        const push = readPush(event, payload);
        if (push !== null) onPush(push);
      },
    }),
    surroundings,
    onUp: (live) => {
      store.connection.value = { state: 'online' };
      opening.onUp(live);
      void inbox.sync();
    },
    onDown: () => {
      store.connection.value = { state: 'connecting', since: surroundings.now() };
      clients.offline();
    },
    onRefused: (code) => {
      if (code === 'unauthenticated') options.ended();
      if (code === 'upgrade_needed') {
        store.connection.value = { state: 'upgrade_needed' };
        link.stop();
      }
    },
    probe: async () => {
      const answer = await link.port()?.inbox({ known: inbox.known() }, limits.HEAD_PROBE_MS);
      if (answer?.ok === true) inbox.take(answer);
      return answer !== undefined;
    },
  });

  let cancelBeacon = (): void => undefined;
  function beacon(): void {
    cancelBeacon = surroundings.after(INBOX_BEACON_MS, () => {
      void inbox.sync();
      beacon();
    });
  }

  return {
    actions,
    show: opening.show,
    looked: opening.looked,
    start: () => {
      link.start();
      beacon();
      void clients.resume();
    },
    wake: () => link.wake(),
    stop: () => {
      cancelBeacon();
      link.stop();
      clients.stop();
      cache.clear();
      for (const end of typingEnds.values()) end();
    },
  };
}
