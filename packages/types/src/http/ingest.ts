// Answers of the ingest API under /v1 (context.md §3). Requests are read leniently by hand: a bad event never fails its batch.
import { z } from 'zod';
import { INGEST_EVENT_CODES } from '../errors.js';
import { Count } from '../model/primitives.js';

export const IngestAnswer = z.object({
  success: z.literal(true),
  accepted: Count,
  duplicates: Count,
  rejected: z.array(z.object({ index: Count, messageId: z.string().nullable(), code: z.enum(INGEST_EVENT_CODES), message: z.string() })),
});
export type IngestAnswer = z.infer<typeof IngestAnswer>;
