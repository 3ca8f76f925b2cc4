// People who answer for a Site, and the teams they share a waiting line in.
import { z } from 'zod';
import { Id, Text } from './primitives.js';
import { NAME_MAX_CHARS, PASSWORD_MAX_CHARS } from '../limits.js';

/** What each role may see: context.md §13. An owner is an admin who cannot be removed. */
export const AgentRole = z.enum(['owner', 'admin', 'lead', 'agent', 'analyst', 'guest']);
export type AgentRole = z.infer<typeof AgentRole>;

export const Agent = z.object({ id: Id, name: Text(NAME_MAX_CHARS), email: z.string(), role: AgentRole, department: Text(64).optional() });
export type Agent = z.infer<typeof Agent>;

export const Team = z.object({ id: Id, name: Text(NAME_MAX_CHARS) });
export type Team = z.infer<typeof Team>;

/** Lower-cased, trimmed. */
export const EmailAddress = z
  .string()
  .max(254)
  .transform((value) => value.trim().toLowerCase())
  .pipe(z.email());
export const Password = Text(PASSWORD_MAX_CHARS).min(1);
