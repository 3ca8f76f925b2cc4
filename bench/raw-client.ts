// The product's own delivery client on a raw socket: sync, got and backoff are those of a widget, at the cost of a map and a socket.
import { VISITOR_SOCKET_PATH, PROTOCOL_VERSION, createConversationClient, createSessionLink, memoryStorage } from '@throughline/types';
import type { ConversationClient, Connector, StoredConversation, Sync, SyncAnswer } from '@throughline/types';
import { surroundings } from './connector.js';
import { openRaw } from './raw-socket.js';
import type { RawSocket } from './raw-socket.js';

/** A visitor who has a conversation; made by `seedVisitors`. */
export interface Member {
  visitorId: string;
  token: string;
  conv: string;
  convKey: string;
}

export interface RawClient {
  readonly client: ConversationClient;
  /** The socket of the moment. */
  socket(): RawSocket | null;
  /** When (ms since the epoch) the relay last confirmed on the connection of the moment that nothing is missing; null: not yet. */
  equalSince(): number | null;
  close(): void;
}

export function openClient(member: Member, { url, from }: { url: string; from: string }): RawClient {
  const stored: StoredConversation = { convKey: member.convKey, conv: member.conv, stream: surroundings.hex128(), nextN: 1, items: [] };
  const client = createConversationClient({
    ...{ stored, storage: memoryStorage(), surroundings, lanes: ['pub'] },
    self: { type: 'visitor', id: member.visitorId },
  });
  let live: RawSocket | null = null;
  let equalSince: number | null = null;
  const sync = async (socket: RawSocket, request: Sync, timeoutMs: number): Promise<SyncAnswer> => {
    const answer = await socket.ask<SyncAnswer>('sync', request, timeoutMs);
    if (socket === live) equalSince = answer.ok && !answer.more && !answer.reset ? Date.now() : null;
    return answer;
  };
  const connector: Connector = {
    connect(events) {
      const auth = { v: PROTOCOL_VERSION, token: member.token };
      const socket = openRaw(
        { url, path: VISITOR_SOCKET_PATH, auth, from },
        {
          up: () =>
            events.up({
              submit: (request, timeoutMs) => socket.ask('submit', request, timeoutMs),
              sync: (request, timeoutMs) => sync(socket, request, timeoutMs),
              got: (message) => socket.emit('got', message),
              strike: () => socket.cut(),
            }),
          down: () => events.down(),
          event(name, payload) {
            if (name === 'ev') client.onEv(payload);
            else if (name === 'head') client.onHead(payload);
            else if (name === 'receipt') client.onReceipt(payload);
          },
        },
      );
      live = socket;
      equalSince = null;
      return () => socket.close();
    },
  };
  const link = createSessionLink({
    ...{ connector, surroundings },
    onUp: (transport) => client.online(transport),
    onDown() {
      equalSince = null;
      client.offline();
    },
  });
  link.start();
  return {
    client,
    socket: () => live,
    equalSince: () => equalSince,
    close() {
      link.stop();
      client.stop();
    },
  };
}
