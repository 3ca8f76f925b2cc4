// What a relay, its store and its operator's settings are, for the page "System". GET /api/v1/system.
// Invariant: no secret, no address and nothing of a customer is in it, so that all of it can stand in a bug report.
import { z } from 'zod';
import { Count, Instant } from '../model/primitives.js';

export const SystemView = z.object({
  /** When this was looked at. */
  at: Instant,
  /** Of Throughline, and of Node. */
  version: z.string(),
  node: z.string(),
  /** The relay that answers. */
  relay: z.string(),
  /** What `/readyz` of this relay says. */
  ready: z.boolean(),
  store: z.object({
    kind: z.enum(['sqlite', 'postgres']),
    version: z.string(),
    /** As read back when it was opened. */
    durability: z.string(),
    warning: z.string().nullable(),
    /** Of everything in it, other sites included. */
    bytes: Count,
    migrations: z.array(z.object({ name: z.string(), at: Instant })),
  }),
  /** Free on the disk of the data folder; null: it could not be asked. */
  freeBytes: Count.nullable(),
  /** What `throughline backup` made last of this data folder. `unknown`: PostgreSQL, which has tools of its own, or the note of it cannot be read. */
  backup: z.union([z.object({ at: Instant, bytes: Count }), z.enum(['none', 'unknown'])]),
  /** `none`: no Redis is named. */
  redis: z.enum(['none', 'up', 'down']),
  /** Relays of this store that gave a sign of life within the last hour, the newest start first. */
  relays: z.array(z.object({ id: z.string(), version: z.string(), startedAt: Instant, seenAt: Instant })),
  /** As the operator set them, or left them. null: no limit, or it has no meaning on this store. */
  settings: z.object({
    rateLimits: z.enum(['on', 'off']),
    socketsPerAddress: Count.nullable(),
    databasePoolMax: Count.nullable(),
    logLevel: z.string(),
    trustedProxies: Count,
    egressAllow: Count,
    signInProvider: z.boolean(),
    ownFilesFolder: z.boolean(),
  }),
});
export type SystemView = z.infer<typeof SystemView>;
