// What the page of a customer needs beside the context (K91), and customers by list (K90), all under /api/v1.
import { z } from 'zod';
import { IDENTIFIER_MAX_CHARS } from '../limits.js';
import { Channel, Count, Id, Instant, Text, Trust } from '../model/primitives.js';

/** One identifier of a customer, or of somebody merged into them. */
export const CustomerIdentifier = z.object({
  /** What a reveal names: `POST /api/v1/reveals`. */
  id: Id,
  type: z.string(),
  /** For an agent its end alone (S134). */
  value: z.string(),
  trust: Trust,
  /** The channel it was first said through; null: it came with a merge, or what said it is gone. */
  channel: Channel.nullable(),
  since: Instant,
  lastSeenAt: Instant,
});
export type CustomerIdentifier = z.infer<typeof CustomerIdentifier>;
/** GET /api/v1/customers/:id/identifiers — best first. */
export const CustomerIdentifiers = z.object({ items: z.array(CustomerIdentifier), cursor: z.null() });

/** Rows of one request: what fits into 64 KiB is sent at once. */
export const IMPORT_ROWS_MAX = 500;
const Cell = Text(IDENTIFIER_MAX_CHARS);
export const CustomerImportRow = z.strictObject({
  userId: Cell.optional(),
  email: Cell.optional(),
  phone: Cell.optional(),
  name: Text(200).optional(),
  /** Everything else that is known, by its name. */
  traits: z.record(Text(64).min(1), Text(1_000)).default({}),
});
export type CustomerImportRow = z.input<typeof CustomerImportRow>;

/** POST /api/v1/customers/import */
export const CustomerImportRequest = z.strictObject({
  rows: z.array(CustomerImportRow).min(1).max(IMPORT_ROWS_MAX),
  /** E-mail addresses and phone numbers are known to be theirs: then a row needs no user id. */
  confirmed: z.boolean().default(false),
});
export type CustomerImportRequest = z.input<typeof CustomerImportRequest>;
/** As the relay reads it, with what was left out filled in. */
export type CustomerImport = z.output<typeof CustomerImportRequest>;
export const CustomerImportAnswer = z.object({
  accepted: Count,
  /** By position in `rows`. `missing_id`: nothing in it names anybody. */
  rejected: z.array(z.object({ index: Count, code: z.string() })),
});
export type CustomerImportAnswer = z.infer<typeof CustomerImportAnswer>;
