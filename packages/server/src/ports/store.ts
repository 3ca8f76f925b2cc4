// The store, by what the relay needs of it. One call is one transaction; each write is durable when its promise resolves (P20–P23).
// What must be decided inside a transaction is decided by a pure domain function that the adapter calls.
// Failures: StoreUnavailable (busy, full, away: nothing was written, retry later). Everything else thrown is a bug.
import type { CardOps } from './store-cards.js';
import type { AccessOps } from './store-access.js';
import type { AccountOps } from './store-accounts.js';
import type { DeliveryOps } from './store-delivery.js';
import type { CustomerOps } from './store-customers.js';
import type { ContextOps } from './store-context.js';
import type { EngineOps } from './store-engine.js';
import type { ErasureOps } from './store-erasure.js';
import type { FileOps } from './store-files.js';
import type { GrantOps } from './store-grants.js';
import type { HistoryOps } from './store-history.js';
import type { IdentityOps } from './store-identity.js';
import type { ListOps } from './store-lists.js';
import type { RoutingOps } from './store-routing.js';
import type { KeyOps } from './store-keys.js';
import type { SearchOps } from './store-search.js';
import type { SettingsOps } from './store-settings.js';
import type { SlaOps } from './store-sla.js';
import type { SystemOps } from './store-system.js';
import type { WidgetOps } from './store-widget.js';

/** The store refuses for the moment: nothing was written, the same call may succeed later (P37). */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The store cannot be opened, for a reason the operator can act on: one clear line. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
}

export interface StoreOps
  extends
    AccessOps,
    AccountOps,
    DeliveryOps,
    CustomerOps,
    ContextOps,
    EngineOps,
    IdentityOps,
    GrantOps,
    CardOps,
    ErasureOps,
    FileOps,
    HistoryOps,
    ListOps,
    RoutingOps,
    KeyOps,
    SearchOps,
    SettingsOps,
    SlaOps,
    SystemOps,
    WidgetOps {}

/** `sqlite` or `postgres`, with version and durability settings as read back (P20, P22). */
export interface StoreAbout {
  kind: 'sqlite' | 'postgres';
  version: string;
  durability: string;
  /** What an operator should know and may change: one line. */
  warning?: string;
}

export interface Store extends StoreOps {
  readonly about: StoreAbout;
  /** Random name of this history (delivery.md §2). Read it anew each time: it changes when the store went back while it was open (P26). */
  readonly epoch: string;
  /** Finishes what is queued, then closes. Twice is fine. */
  close(): Promise<void>;
}
