// Stage 3: the visitor's conversations: which one is shown, what waits to be read, what goes to the page as events.
// Invariant: what is shown is derived from the delivery client, never kept beside it.
import { createConversationClient } from '@throughline/types';
import type {
  ConversationClient,
  Entry,
  OutboxStorage,
  QueuePlace,
  StoredConversation,
  ToVisitor,
  VisitorConversation,
  VisitorItems,
} from '@throughline/types';
import { connectRelay } from './connection.js';
import type { Chat, ChatOptions } from './seams/panel.js';
import { newConversation } from './core/new-conversation.js';
import type { Session } from './seams/panel.js';
import { isStored } from './core/stored-shape.js';
import { surroundings } from './io/surroundings.js';

const ACTIVE_MS = 600_000; // widget.md §1: so long after the last message the socket is up on the next page too
const TYPING_MS = 6_000; // a typing hint that was not repeated is over
const TYPING_EVERY_MS = 3_000;
const UNSENT = '9e15'; // wake on every page until the outbox is empty

export function createChat({ host, storage: raw, stored: found, first, changed, looked }: ChatOptions): Chat {
  // What the browser gives back is decoded like network input (S104).
  const stored = found.filter(isStored);
  const storage: OutboxStorage = { ...raw, update: (key, change) => raw.update(key, (kept) => change(isStored(kept) ? kept : undefined)) };
  const clients = new Map<string, ConversationClient>();
  let list: VisitorConversation[] = [];
  let items: VisitorItems | undefined;
  let told: Record<string, string> = {};
  let view: 'home' | 'thread' = 'thread';
  let chosen = false; // the visitor chose what is shown; a session answer does not change it
  let self: string | undefined;
  let places: Record<string, QueuePlace> = {};
  let typing: string | null = null;
  let cancelTyping = (): void => undefined;
  let lastTyping = 0;
  let attached: Parameters<ConversationClient['online']> | undefined;

  const badge = (): void => host.unread(list.reduce((sum, item) => sum + item.unread, 0));
  const patch = (conv: string, fields: Partial<VisitorConversation>): void => {
    const known = list.find((item) => item.id === conv);
    const blank: VisitorConversation = {
      id: conv,
      closed: false,
      head: 0,
      lastText: '',
      lastFrom: 'visitor',
      lastAt: Date.now(),
      openedAt: Date.now(),
      unread: 0,
      agentName: null,
    };
    list = [{ ...(known ?? blank), ...fields }, ...list.filter((item) => item !== known)].sort((a, b) => b.lastAt - a.lastAt);
    badge();
  };
  const byConv = (conv: string): ConversationClient | undefined => [...clients.values()].find((client) => client.view().conv === conv);

  const stirred = (): void => {
    if (looked()) read(); // after the client took the entries in: what is shown is read
    const unsent = [...clients.values()].some((client) =>
      client.view().outbox.some((item) => item.state.state !== 'acked' && item.state.state !== 'failed'),
    );
    const last = list[0]?.lastAt ?? 0;
    host.keep.set('wake', unsent ? UNSENT : String(last + ACTIVE_MS));
    changed();
  };
  const arrived = (conv: string, entry: Entry): void => {
    const known = list.find((item) => item.id === conv);
    const { kind, author, body, seq: head, ts: lastAt, id: messageId } = entry;
    if (kind === 'open' || kind === 'close') patch(conv, { closed: kind === 'close', head });
    if (kind === 'close') host.emit('conversation:closed', { conversationId: conv });
    if (kind === 'message' && typeof body['text'] === 'string') {
      const mine = author.type === 'visitor';
      if (!mine) typing = null;
      patch(conv, {
        head,
        lastAt,
        lastText: body['text'],
        lastFrom: author.type,
        ...(mine ? {} : { unread: (known?.unread ?? 0) + (head > (known?.head ?? 0) ? 1 : 0) }),
        ...(author.name ? { agentName: author.name } : {}),
      });
      if (mine) host.emit('message:sent', { conversationId: conv, messageId, from: 'visitor' });
      else host.emit('message:received', { conversationId: conv, messageId, from: author.type === 'agent' ? 'agent' : 'bot' });
    }
    stirred();
  };
  const connection = connectRelay({
    host,
    knew,
    heard: (name, payload) => pushes[name]?.(payload), // a push this build does not know is nobody's (P48)
    attach(port, session) {
      attached = port ? [port, session?.epoch] : undefined;
      for (const client of clients.values()) {
        if (attached) client.online(...attached);
        else client.offline();
      }
      if (!port) {
        typing = null;
        places = {};
      }
      changed();
    },
    probe: () => current.probe(),
  });
  const goLive = (): void => {
    if (items || current.view().conv || Date.now() - (list[0]?.lastAt ?? 0) < ACTIVE_MS) connection.live();
  };
  function clientOf(kept: StoredConversation): ConversationClient {
    const known = clients.get(kept.convKey);
    if (known) return known;
    const client = createConversationClient({
      stored: kept,
      storage,
      surroundings,
      lanes: ['pub'],
      ...(self ? { self: { type: 'visitor', id: self } } : {}),
      onCreated(conv) {
        // Two that had ended may be continued by one (K22): it is shown once.
        if (current === client) current = byConv(conv) ?? client;
        patch(conv, {});
        host.emit('conversation:started', { conversationId: conv });
        goLive();
      },
      onArrived: (entry) => arrived(client.view().conv ?? '', entry),
    });
    clients.set(kept.convKey, client);
    client.subscribe(stirred);
    if (attached) client.online(...attached);
    return client;
  }
  const pick = (conv: string | null): void => {
    current =
      (conv && byConv(conv)) ||
      clientOf(
        (conv && stored.find((kept) => kept.conv === conv && !clients.has(kept.convKey))) || newConversation(surroundings.hex128, conv),
      );
    typing = null;
    goLive();
    changed();
  };
  function knew(session: Session): void {
    self = session.visitorId;
    list = session.conversations;
    items = session.items;
    told = session.told ?? {};
    // The session may be older than the conversation the lobby began.
    const { conv, outbox } = current.view();
    if (conv && !list.some((item) => item.id === conv)) patch(conv, { lastText: String(outbox.at(-1)?.body['text'] ?? '') });
    badge();
    const open = list.find((item) => !item.closed);
    if (!chosen && !conv && !outbox.length) {
      if (open) pick(open.id);
      else if ((items || list.length) && !host.keep.get('draft')) view = 'home';
    }
    goLive();
    changed();
  }
  const pushes: { [Name in keyof ToVisitor]?: (payload: ToVisitor[Name]) => void } = {
    // `bye` is the link's
    ev(ev) {
      const client = byConv(ev.conv);
      if (client) client.onEv(ev);
      else arrived(ev.conv, ev.entry);
    },
    head: (head) => byConv(head.conv)?.onHead(head),
    receipt: (hint) => byConv(hint.conv)?.onReceipt(hint),
    typing(hint) {
      if (hint.conv !== current.view().conv) return;
      cancelTyping();
      typing = hint.on ? (hint.name ?? '') : null;
      cancelTyping = surroundings.after(TYPING_MS, () => {
        typing = null;
        changed();
      });
      changed();
    },
    items(next) {
      items = next;
      changed();
    },
    queue(next) {
      places[next.conv] = next;
      changed();
    },
  };
  function read(): void {
    const shown = current.view();
    if (!shown.conv) return;
    current.markRead(shown.pub.contig);
    if (list.find((item) => item.id === shown.conv)?.unread) patch(shown.conv, { unread: 0 });
  }
  // The last one with unsent texts is shown, the others are drained all the same; the lobby's comes first when something was said there.
  const unsent = stored.filter((kept) => kept.items.length);
  let current = clientOf(first.items.length ? first : (unsent.at(-1) ?? first));
  for (const kept of unsent) clientOf(kept);
  connection.start();

  return {
    view: () => view,
    conversations: () => list,
    items: () => items,
    thread: () => current.view(),
    place: () => places[current.view().conv ?? ''],
    typing: () => typing,
    show(next) {
      if (next === undefined) return;
      chosen = true;
      view = next === 'home' || (next !== 'new' && 'item' in next) ? 'home' : 'thread';
      if (next === 'new' || (next !== 'home' && 'conversation' in next)) pick(next === 'new' ? null : next.conversation);
      changed();
    },
    told: () => told,
    async send(text, files = []) {
      lastTyping = 0;
      return (await current.send('message', files[0] ? { text, files } : { text })).ok;
    },
    say: async (kind, body) => (await current.send(kind, body)).ok,
    retry: (key) => void current.retry(key),
    discard: (key) => void current.discard(key),
    wrote(on) {
      const { conv } = current.view();
      const now = Date.now();
      if (!conv || (on ? now - lastTyping < TYPING_EVERY_MS : !lastTyping)) return;
      lastTyping = on ? now : 0;
      connection.typing(conv, on);
    },
    older: () => void current.loadOlder('pub'),
    read,
    refresh(session) {
      connection.renew();
      knew(session);
    },
    stop() {
      for (const client of clients.values()) client.stop();
      cancelTyping();
      connection.stop();
    },
  };
}
