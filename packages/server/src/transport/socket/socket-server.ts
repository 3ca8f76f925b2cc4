// socket.io, set the way delivery.md §6 wants it: WebSocket only, small frames, short pings, no recovery, no compression.
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { DefaultEventsMap, Socket } from 'socket.io';
import { limits } from '@throughline/types';
import type { AgentRecord } from '../../ports/store-accounts.js';
import type { VisitorPrincipal } from '../../app/visitor-principal.js';

/** Who a socket was admitted as; set by the handshake, read once on connection. */
export interface Admitted {
  visitor?: VisitorPrincipal;
  agent?: { agent: AgentRecord; sessionHash: string };
}
export type RelaySocketServer = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Admitted>;
export type RelaySocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Admitted>;

/** One server and one path per audience (S131). `allow` decides before the upgrade. */
export function socketServer(
  http: HttpServer,
  { path, allow }: { path: string; allow: (request: IncomingMessage) => boolean },
): RelaySocketServer {
  return new Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Admitted>(http, {
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
}
