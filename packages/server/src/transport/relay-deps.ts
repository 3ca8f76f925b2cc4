// What the transports need to turn the outside into use cases. Built once in compose.ts.
import type { AvailabilityOf } from '../app/availability.js';
import type { DeskPresence } from '../app/desk-presence.js';
import type { LiveContexts } from '../app/live-contexts.js';
import type { StoreFile } from '../app/store-file.js';
import type { SiteDirectory } from '../app/sites.js';
import type { WidgetSightings } from '../app/widget-sightings.js';
import type { VerifyIdentity } from '../app/sign-in-visitor.js';
import type { Bus } from '../ports/bus.js';
import type { Clock } from '../ports/clock.js';
import type { Egress, SignWebhook } from '../ports/egress.js';
import type { FileStorage } from '../ports/file-storage.js';
import type { ErasureLedger } from '../ports/erasure-ledger.js';
import type { OidcProvider } from '../ports/identity-provider.js';
import type { Ids } from '../ports/ids.js';
import type { Operator } from '../ports/operator.js';
import type { Limiter } from '../ports/limiter.js';
import type { Log } from '../ports/log.js';
import type { Store } from '../ports/store.js';
import type { Vault } from '../ports/vault.js';
import type { Zones } from '../ports/zones.js';
import type { Announced } from './socket/announced.js';
import type { Handshakes } from './socket/handshakes.js';
import type { InFlight } from './socket/in-flight.js';
import type { PlacesInLine } from './socket/places-in-line.js';
import type { PresenceStates } from './socket/presence-states.js';
import type { Subscriptions } from './socket/subscriptions.js';
import type { ConversationViewers } from './socket/viewers.js';

export interface RelayDeps {
  store: Store;
  bus: Bus;
  /** Who was erased, outside the store (S76). */
  ledger: ErasureLedger;
  /** Bytes of the files that people send. */
  files: FileStorage;
  /** False: their folder is another installation's, and nothing of it is swept. */
  filesAreOurs: boolean;
  /** Takes an upload in: one for all routes, so that what it does one at a time is done one at a time (S140). */
  storeFile: StoreFile;
  limiter: Limiter;
  clock: Clock;
  ids: Ids;
  log: Log;
  vault: Vault;
  sites: SiteDirectory;
  /** Whether somebody can be expected to answer (W191). */
  availability: AvailabilityOf;
  /** Pages the widget was seen on, for whoever installs it. */
  sightings: WidgetSightings;
  /** Of this package, and of the widget it serves. */
  version: string;
  /** What the operator set, and what the machine says. */
  operator: Operator;
  /** This run of this relay. */
  self: { id: string; startedAt: number };
  /** False while starting or draining, or while the store does not answer. */
  isReady(): boolean;
  subscriptions: Subscriptions;
  announced: Announced;
  inFlight: InFlight;
  handshakes: Handshakes;
  verifyIdentity: VerifyIdentity;
  live: LiveContexts;
  /** Who of the agents is there (K58). */
  desk: DeskPresence;
  presenceStates: PresenceStates;
  placesInLine: PlacesInLine;
  /** Who looks at which conversation (K66). */
  viewers: ConversationViewers;
  zones: Zones;
  egress: Egress;
  /** The operator's identity provider; null: none. */
  oidc: OidcProvider | null;
  signWebhook: SignWebhook;
  /** Scheme, host and port under which browsers reach this relay. */
  publicOrigin: string;
  /** The address a request is charged to (S55). */
  addressOf(peer: string, forwardedFor: string | string[] | undefined): string;
  isOnline(siteId: string, visitorId: string): boolean;
  /** True while a visitor of this conversation is connected to this node. */
  isVisitorIn(siteId: string, conv: string): boolean;
}
