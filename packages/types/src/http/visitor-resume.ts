// Continue elsewhere (W211, CH36): a code takes an open conversation to another device.
import { z } from 'zod';
import { Id, Instant, Text } from '../model/primitives.js';

/** POST /visitor/v1/resume/create — a code for one own conversation. */
export const ResumeCreate = z.object({ site: Text(64).min(1), deviceToken: Text(128).min(1), conv: Id });
export type ResumeCreate = z.infer<typeof ResumeCreate>;
/** `code` as it is shown; `path` opens it on the hosted page, relative to the relay's base. */
export const ResumeCreated = z.object({ code: z.string(), path: z.string(), expiresAt: Instant });
export type ResumeCreated = z.infer<typeof ResumeCreated>;
/** POST /visitor/v1/resume/redeem — answers a SessionAnswer that lists the conversation; wrong, used, expired and blocked answer alike (CH37). */
export const ResumeRedeem = z.object({ site: Text(64).min(1), deviceToken: Text(128).min(1), code: Text(64).min(1) });
export type ResumeRedeem = z.infer<typeof ResumeRedeem>;
