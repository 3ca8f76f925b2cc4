// One relay: sockets, HTTP and beacon on a store, from start to clean stop. Which adapters they run on is compose.ts's business.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import { limits } from '@throughline/types';
import { startDrain } from './app/drain-outbox.js';
import { createLiveContexts } from './app/live-contexts.js';
import { startSweep } from './app/sweep-deadlines.js';
import { clientAddress } from './domain/limits/client-address.js';
import { listen } from './listen.js';
import { httpApp } from './transport/http/app.js';
import type { PageFolders } from './transport/http/page-routes.js';
import { ingestRoutes } from './transport/http/ingest-routes.js';
import type { RelayDeps } from './transport/relay-deps.js';
import { agentSocket } from './transport/socket/agent.js';
import { startBeacon } from './transport/socket/beacon.js';
import { deliver } from './transport/socket/deliver.js';
import { Handshakes } from './transport/socket/handshakes.js';
import { InFlight } from './transport/socket/in-flight.js';
import { Subscriptions } from './transport/socket/subscriptions.js';
import { visitorSocket } from './transport/socket/visitor.js';

const HEADERS_TIMEOUT_MS = 10_000; // S116
const REQUEST_TIMEOUT_MS = 15_000; // S69
const EVERYWHERE = ['0.0.0.0', '::'];

export interface RelayParts extends Omit<
  RelayDeps,
  'subscriptions' | 'inFlight' | 'handshakes' | 'publicOrigin' | 'addressOf' | 'isOnline' | 'isVisitorIn' | 'live'
> {
  /** Sockets at once per address (S45). */
  socketsPerAddressMax: number;
  folders: PageFolders;
  trustedProxies: readonly string[];
}
export interface Relay {
  /** Address of this machine, such as http://localhost:3000. */
  readonly url: string;
  readonly deps: RelayDeps;
  /** P90: not ready, `bye` to all, finish commits, close; within DRAIN_MS. Twice is fine. */
  close(): Promise<void>;
}

/** Listens and serves. `publicUrl` defaults to http://localhost:<port>. */
export async function startRelay(
  parts: RelayParts,
  { port, host, publicUrl }: { port: number | undefined; host: string; publicUrl: string | undefined },
): Promise<Relay> {
  const http = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS });
  const listening = await listen(http, { port, host });
  const url = `http://${EVERYWHERE.includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${listening}`;
  const subscriptions = new Subscriptions();
  const inFlight = new InFlight();
  const isVisitorIn = (siteId: string, conv: string): boolean =>
    subscriptions.inConversation(siteId, conv).some((one) => one.side === 'visitor');
  const live = createLiveContexts({ ...parts, isVisitorIn });
  const deps: RelayDeps = {
    ...parts,
    live,
    isVisitorIn,
    subscriptions,
    inFlight,
    handshakes: new Handshakes(parts.limiter, parts.socketsPerAddressMax),
    publicOrigin: new URL(publicUrl ?? url).origin,
    addressOf: (peer, forwardedFor) =>
      clientAddress(peer, typeof forwardedFor === 'string' ? forwardedFor : forwardedFor?.join(','), parts.trustedProxies),
    isOnline: (siteId, visitorId) => subscriptions.isOnline(siteId, visitorId),
  };
  let ready = true;
  http.on('request', httpApp({ deps, folders: parts.folders, ingest: ingestRoutes(deps), isReady: () => ready }));
  const servers = [visitorSocket(http, deps), agentSocket(http, deps)];
  const unsubscribe = parts.bus.subscribe((hint) => deliver(deps, hint));
  const stopTasks = [startBeacon(deps), startSweep(deps), startDrain(deps), live.stop];

  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    ready = false;
    for (const subscriber of subscriptions.all()) {
      subscriber.emit('bye', { after_ms: randomInt(limits.BYE_SPREAD_MS) });
    }
    for (const stop of stopTasks) stop();
    const late = new Promise<void>((resolve) => {
      parts.clock.after(limits.DRAIN_MS, resolve);
    });
    const stopped = new Promise<void>((resolve) => {
      http.close(() => resolve());
      http.closeIdleConnections();
    });
    await Promise.race([inFlight.idle(), late]); // what is being committed is still acked
    for (const server of servers) server.disconnectSockets(true);
    await Promise.race([stopped, late]);
    http.closeAllConnections();
    unsubscribe();
    await Promise.race([Promise.all([parts.bus.close(), parts.store.close()]), late]);
  };
  return {
    url,
    deps,
    close: () => (closing ??= close()),
  };
}
