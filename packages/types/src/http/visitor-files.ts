// Files of a conversation (S65–S68): reserved, stored by one raw PUT, then named by a message. The same bodies serve agents under /agent/v1.
import { z } from 'zod';
import { FILE_MAX_BYTES } from '../limits.js';
import { Id, Instant, Text } from '../model/primitives.js';

/** POST /visitor/v1/files — `site` and `deviceToken` stand in the body; agents leave them out. */
export const FileReserve = z.object({ name: Text(120).min(1), size: z.int().min(1).max(FILE_MAX_BYTES) });
export type FileReserve = z.infer<typeof FileReserve>;
export const VisitorFileReserve = FileReserve.extend({ site: Text(64).min(1), deviceToken: Text(128).min(1) });
export type VisitorFileReserve = z.infer<typeof VisitorFileReserve>;
/** PUT …/files/:id takes the raw bytes (Authorization: Bearer device token; agents by cookie) and answers a FileRef. */
export const FileReserved = z.object({ id: Id, expiresAt: Instant });
export type FileReserved = z.infer<typeof FileReserved>;

/** POST …/files/:id/ticket — an address that opens this file once, within 60 s, without credentials (S68). */
export const VisitorFileTicket = z.object({ site: Text(64).min(1), deviceToken: Text(128).min(1) });
export type VisitorFileTicket = z.infer<typeof VisitorFileTicket>;
/** `path` is relative to the relay's base. */
export const FileTicket = z.object({ path: z.string(), expiresAt: Instant });
export type FileTicket = z.infer<typeof FileTicket>;
