// What the transports need to turn the outside into use cases. Built once in compose.ts.
import type { LiveContexts } from '../app/live-contexts.js';
import type { SiteDirectory } from '../app/sites.js';
import type { VerifyIdentity } from '../app/sign-in-visitor.js';
import type { Bus } from '../ports/bus.js';
import type { Clock } from '../ports/clock.js';
import type { Egress, SignWebhook } from '../ports/egress.js';
import type { Ids } from '../ports/ids.js';
import type { Limiter } from '../ports/limiter.js';
import type { Log } from '../ports/log.js';
import type { Store } from '../ports/store.js';
import type { Vault } from '../ports/vault.js';
import type { Zones } from '../ports/zones.js';
import type { Handshakes } from './socket/handshakes.js';
import type { InFlight } from './socket/in-flight.js';
import type { Subscriptions } from './socket/subscriptions.js';

export interface RelayDeps {
  store: Store;
  bus: Bus;
  limiter: Limiter;
  clock: Clock;
  ids: Ids;
  log: Log;
  vault: Vault;
  sites: SiteDirectory;
  subscriptions: Subscriptions;
  inFlight: InFlight;
  handshakes: Handshakes;
  verifyIdentity: VerifyIdentity;
  live: LiveContexts;
  zones: Zones;
  egress: Egress;
  signWebhook: SignWebhook;
  /** Scheme, host and port under which browsers reach this relay. */
  publicOrigin: string;
  /** The address a request is charged to (S55). */
  addressOf(peer: string, forwardedFor: string | string[] | undefined): string;
  isOnline(siteId: string, visitorId: string): boolean;
  /** True while a visitor of this conversation is connected to this node. */
  isVisitorIn(siteId: string, conv: string): boolean;
}
