// One relay: sockets, HTTP and beacon on a store, from start to clean stop. Which adapters they run on is compose.ts's business.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import { limits } from '@throughline/types';
import { createAvailability } from './app/availability.js';
import { createDeskPresence } from './app/desk-presence.js';
import { startDrain } from './app/drain-outbox.js';
import { createLiveContexts } from './app/live-contexts.js';
import { startRelayBeat } from './app/relay-beat.js';
import { startRouting } from './app/route-conversations.js';
import { startSweep } from './app/sweep-deadlines.js';
import { startFileSweep } from './app/remove-files.js';
import { ownItems } from './app/visitor-cards.js';
import { startSla } from './app/keep-sla.js';
import { startWaking } from './app/wake-snoozed.js';
import { watchStore } from './app/watch-store.js';
import { clientAddress } from './domain/limits/client-address.js';
import { listen } from './listen.js';
import { httpApp } from './transport/http/app.js';
import { limitBodies } from './transport/http/body-time.js';
import type { PageFolders } from './transport/http/page-routes.js';
import { ingestRoutes } from './transport/http/ingest-routes.js';
import type { RelayDeps } from './transport/relay-deps.js';
import { agentSocket } from './transport/socket/agent.js';
import { Announced } from './transport/socket/announced.js';
import { startBeacon } from './transport/socket/beacon.js';
import { deliver } from './transport/socket/deliver.js';
import type { DeliverDeps } from './transport/socket/deliver.js';
import { Handshakes } from './transport/socket/handshakes.js';
import { InFlight } from './transport/socket/in-flight.js';
import { createPlacesInLine } from './transport/socket/places-in-line.js';
import { createPresenceStates } from './transport/socket/presence-states.js';
import { Subscriptions } from './transport/socket/subscriptions.js';
import { createViewers } from './transport/socket/viewers.js';
import { visitorSocket } from './transport/socket/visitor.js';
import { watchOrigins } from './transport/socket/watch-origins.js';
import { watchSessions } from './transport/socket/watch-sessions.js';
import { watchOutbound } from './transport/socket/watch-outbound.js';

const HEADERS_TIMEOUT_MS = 10_000; // S116
const EVERYWHERE = ['0.0.0.0', '::'];

export interface RelayParts extends Omit<
  RelayDeps,
  | 'subscriptions'
  | 'announced'
  | 'inFlight'
  | 'handshakes'
  | 'publicOrigin'
  | 'addressOf'
  | 'isOnline'
  | 'isVisitorIn'
  | 'live'
  | 'desk'
  | 'presenceStates'
  | 'placesInLine'
  | 'viewers'
  | 'availability'
  | 'self'
  | 'isReady'
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
  /** P90: not ready, no new connections, finish commits, `bye` to all, close; within DRAIN_MS. Twice is fine. */
  close(): Promise<void>;
}

/** Listens and serves. `publicUrl` defaults to http://localhost:<port>. */
export async function startRelay(
  parts: RelayParts,
  { port, host, publicUrl }: { port: number | undefined; host: string; publicUrl: string | undefined },
): Promise<Relay> {
  const http = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: limits.FILE_UPLOAD_MAX_MS });
  limitBodies(http, parts.clock);
  const listening = await listen(http, { port, host });
  const url = `http://${EVERYWHERE.includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${listening}`;
  const subscriptions = new Subscriptions();
  const inFlight = new InFlight();
  const isVisitorIn = (siteId: string, conv: string): boolean =>
    subscriptions.inConversation(siteId, conv).some((one) => one.side === 'visitor');
  const live = createLiveContexts({ ...parts, isVisitorIn });
  const desk = createDeskPresence({ ...parts, connected: () => subscriptions.agentNames() });
  const presenceStates = createPresenceStates({ ...parts, subscriptions });
  const placesInLine = createPlacesInLine({ ...parts, subscriptions });
  const viewers = createViewers({ ...parts, subscriptions });
  const self = { id: parts.ids.hex128(), startedAt: parts.clock.now() };
  let draining = false;
  const storeWatch = watchStore(parts);
  const isReady = (): boolean => !draining && storeWatch.answers();
  const deps: RelayDeps = {
    ...parts,
    self,
    isReady,
    desk,
    presenceStates,
    placesInLine,
    viewers,
    availability: createAvailability(parts),
    live,
    isVisitorIn,
    subscriptions,
    announced: new Announced(parts.store.epoch),
    inFlight,
    handshakes: new Handshakes(parts.limiter, parts.socketsPerAddressMax),
    publicOrigin: new URL(publicUrl ?? url).origin,
    addressOf: (peer, forwardedFor) =>
      clientAddress(peer, typeof forwardedFor === 'string' ? forwardedFor : forwardedFor?.join(','), parts.trustedProxies),
    isOnline: (siteId, visitorId) => subscriptions.isOnline(siteId, visitorId),
  };
  http.on('request', httpApp({ deps, folders: parts.folders, ingest: ingestRoutes(deps) }));
  const servers = [visitorSocket(http, deps), agentSocket(http, deps)];
  const told: DeliverDeps = { ...deps, ownItems: (whose) => ownItems(deps, whose) };
  const unsubscribe = parts.bus.subscribe((hint) => {
    deliver(told, hint);
    presenceStates.hear(hint);
    placesInLine.hear(hint);
    viewers.hear(hint);
  });
  const stopTasks = [
    startBeacon(deps),
    watchOutbound(deps),
    watchOrigins(deps),
    watchSessions(deps),
    startSweep(deps),
    startFileSweep(deps),
    startDrain(deps),
    startRelayBeat(deps, { ...self, version: parts.version }),
    startRouting({ ...deps, beat: () => desk.beat() }),
    presenceStates.stop,
    placesInLine.stop,
    viewers.stop,
    startWaking(deps),
    startSla(deps),
    live.stop,
    storeWatch.stop,
  ];

  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    draining = true;
    for (const stop of stopTasks) stop();
    const late = new Promise<void>((resolve) => {
      parts.clock.after(limits.DRAIN_MS, resolve);
    });
    const stopped = new Promise<void>((resolve) => {
      http.close(() => resolve());
      http.closeIdleConnections();
    });
    inFlight.isClosed = true;
    await Promise.race([inFlight.idle(), late]); // what is being committed is still acked
    for (const subscriber of subscriptions.all()) subscriber.emit('bye', { after_ms: randomInt(limits.BYE_SPREAD_MS) });
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
