// The store, by what the relay needs of it. One call is one transaction; each write is durable when its promise resolves (P20–P23).
// What must be decided inside a transaction is decided by a pure domain function that the adapter calls.
// Failures: StoreUnavailable (busy, full, away: nothing was written, retry later). Everything else thrown is a bug.
import type { AccountOps } from './store-accounts.js';
import type { DeliveryOps } from './store-delivery.js';
import type { CustomerOps } from './store-customers.js';
import type { ContextOps } from './store-context.js';
import type { EngineOps } from './store-engine.js';
import type { ErasureOps } from './store-erasure.js';
import type { IdentityOps } from './store-identity.js';

/** The store refuses for the moment: nothing was written, the same call may succeed later (P37). */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

export interface StoreOps extends AccountOps, DeliveryOps, CustomerOps, ContextOps, EngineOps, IdentityOps, ErasureOps {}

export interface Store extends StoreOps {
  /** `sqlite` or `postgres`, with version and durability settings as read back (P20, P22). */
  readonly about: { kind: 'sqlite' | 'postgres'; version: string; durability: string };
  /** Random name of this history (delivery.md §2). */
  readonly epoch: string;
  /** Finishes what is queued, then closes. Twice is fine. */
  close(): Promise<void>;
}
