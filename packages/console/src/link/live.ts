// Everything that lives while somebody is signed in: connection, inbox, clients, the conversation on screen. One per session.
import { batch } from '@preact/signals';
import { createSessionLink, limits } from '@throughline/types';
import type { AgentStates, Attention, PresenceSet, SessionLink, Surroundings } from '@throughline/types';
import type { Draft, Store } from '../state/store.js';
import type { AgentApi } from './agent-api.js';
import { createAgentConnector } from './agent-connector.js';
import type { AgentPort } from './agent-connector.js';
import { readPush } from './answers.js';
import type { Push } from './answers.js';
import { createBehind } from './behind.js';
import { createClients } from './clients.js';
import { createConversationActions } from './conversation-actions.js';
import type { ConversationActions } from './conversation-actions.js';
import type { DeviceStorage } from './device-storage.js';
import { saveDraft } from './drafts.js';
import { createHandoffCache } from './handoff-cache.js';
import { createInbox } from './inbox.js';
import { nextFrame } from './next-frame.js';
import { createLooking } from './looking.js';
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
  /** Something asks for this agent (K85). */
  attention(what: Attention): void;
  /** Settings objects of this kind changed. */
  settingsChanged(kind: string): void;
  /** The session is over. */
  ended(): void;
}

export interface Live {
  actions: ConversationActions;
  show(conv: string | null): void;
  looked(conv: string, keys: readonly string[]): void;
  /** Another list is on screen. */
  showList(): void;
  moreRows(): Promise<void>;
  setPresence(presence: PresenceSet): void;
  start(): void;
  /** What this person sent leaves before they do: waits until the relay has it, for a moment at most. */
  flush(): Promise<void>;
  /** The page became visible or the network came back. */
  wake(): void;
  stop(): void;
}

const FLUSH_MS = 2_000; // what is not taken by then waits on this device for the next sign-in
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
  const opening = createOpening({ store, clients, cache, surroundings, port, onRow: (row) => inbox.onRow(row) });
  const inbox = createInbox({ store, port, frame: nextFrame, after: surroundings.after, now: surroundings.now });
  const looking = createLooking(surroundings, port);
  const actions = createConversationActions({
    store,
    clients,
    surroundings,
    port,
    writes: looking.writes,
    behind: createBehind(device, agentId, surroundings.now),
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

  function colleagues({ agents }: AgentStates): void {
    const next = new Map(store.colleagues.value);
    for (const agent of agents) next.set(agent.agentId, agent);
    const own = next.get(agentId);
    batch(() => {
      store.colleagues.value = next;
      if (own !== undefined && own.status !== 'offline') store.presence.value = own.status;
    });
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
        return;
      case 'viewers':
        store.viewers.value = new Map(store.viewers.value).set(push.payload.conv, push.payload.people);
        return;
      case 'agents':
        colleagues(push.payload);
        return;
      case 'attention':
        options.attention(push.payload);
        return;
      case 'settings':
        options.settingsChanged(push.payload.kind);
    }
  }

  const link: SessionLink<AgentPort> = createSessionLink<AgentPort>({
    connector: createAgentConnector({
      base: options.base,
      ticket: () => options.api.ticket(),
      heard,
      refusing: (now) => (store.refusing.value = now),
      push: (event, payload) => {
        const push = readPush(event, payload);
        if (push !== null) onPush(push);
      },
    }),
    surroundings,
    onUp: (live) => {
      store.connection.value = { state: 'online' };
      opening.onUp(live);
      looking.again();
      if (presence !== null) live.presence(presence);
      void inbox.sync();
    },
    onDown: () => {
      store.connection.value = { state: 'connecting', since: surroundings.now() };
      store.refusing.value = false; // not known any more
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
      const question = inbox.question();
      const answer = await link.port()?.inbox(question, limits.HEAD_PROBE_MS);
      if (answer?.ok === true) inbox.take(answer, question.list);
      return answer !== undefined;
    },
  });

  /** What the agent said of themselves; a new connection has to hear it again. */
  let presence: PresenceSet | null = null;
  let cancelBeacon = (): void => undefined;
  function beacon(): void {
    // A lost hint of a new conversation is healed in the relay's own rhythm: 15 seconds with the fetch (P47).
    cancelBeacon = surroundings.after(limits.BEACON_MS, () => {
      void inbox.sync();
      beacon();
    });
  }

  return {
    actions,
    show: (conv) => {
      opening.show(conv);
      looking.at(conv);
    },
    looked: opening.looked,
    showList: () => {
      inbox.show();
      void inbox.sync();
    },
    moreRows: inbox.more,
    setPresence: (said) => {
      presence = said;
      store.presence.value = said.status;
      port()?.presence(said);
    },
    start: () => {
      link.start();
      beacon();
      void clients.resume().then(actions.resume);
    },
    flush: async () => {
      await new Promise<void>((resolve) => surroundings.after(0, resolve)); // deeds of this very moment are queued by then
      await actions.flush();
      if (port() !== null) await Promise.race([clients.drained(), new Promise<void>((resolve) => surroundings.after(FLUSH_MS, resolve))]);
    },
    wake: () => link.wake(),
    stop: () => {
      cancelBeacon();
      inbox.stop();
      actions.stop();
      link.stop();
      clients.stop();
      cache.clear();
      for (const end of typingEnds.values()) end();
    },
  };
}
