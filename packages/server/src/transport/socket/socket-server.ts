// socket.io, set the way delivery.md §6 wants it: WebSocket only, small frames, short pings, no recovery, no compression.
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { DefaultEventsMap, Socket } from 'socket.io';
import { limits } from '@throughline/types';
import type { AgentRecord } from '../../ports/store-accounts.js';
import type { Admission } from '../../ports/store-delivery.js';
import { cutConnection } from './outbound.js';
import type { VisitorPrincipal } from '../../app/visitor-principal.js';

export interface AdmittedVisitor {
  principal: VisitorPrincipal;
  admission: Admission;
  /** Taken before the admission was read. */
  mark: number;
}

/** Who a socket was admitted as; set by the handshake, taken on connection. */
export interface Admitted {
  visitor?: AdmittedVisitor;
  agent?: { agent: AgentRecord; sessionHash: string };
}
export type RelaySocketServer = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Admitted>;
export type RelaySocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Admitted>;

/** Who answered no ping reads no goodbye either: what waits for them is given back at once (P45). One function for all: it is many sockets. */
function endDeadPeer(this: RelaySocket['conn'], reason: string): void {
  if (reason === 'ping timeout') cutConnection(this);
}

/** One server and one path per audience (S131). `allow` decides before the upgrade. */
export function socketServer(
  http: HttpServer,
  { path, allow }: { path: string; allow: (request: IncomingMessage) => boolean },
): RelaySocketServer {
  const io: RelaySocketServer = new Server(http, {
    path,
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: limits.FRAME_MAX_BYTES,
    perMessageDeflate: false,
    httpCompression: false,
    connectTimeout: limits.CONNECT_TIMEOUT_MS,
    upgradeTimeout: limits.CONNECT_TIMEOUT_MS,
    pingInterval: limits.PING_INTERVAL_MS,
    pingTimeout: limits.PING_TIMEOUT_MS,
    allowRequest: (request, decide) => decide(null, allow(request)),
  });
  io.engine.on('connection', (conn: RelaySocket['conn']) => void conn.on('close', endDeadPeer));
  return io;
}
