// The console's HTTP API, under /agent/v1: same origin, session cookie, JSON, header `x-throughline: console` against CSRF (S132).
import { z } from 'zod';
import { Agent, EmailAddress, Password, Team } from '../model/agent.js';
import { Id, Text } from '../model/primitives.js';
import { NAME_MAX_CHARS } from '../limits.js';

/** POST /agent/v1/setup — claim the installation once (S30–S32); signs in. */
export const SetupRequest = z.object({
  token: Text(128).min(1),
  name: Text(NAME_MAX_CHARS).min(1),
  email: EmailAddress,
  password: Password,
});
export type SetupRequest = z.infer<typeof SetupRequest>;

/** POST /agent/v1/login. Unknown address and wrong password answer alike: wrong_credentials. */
export const LoginRequest = z.object({ email: EmailAddress, password: Password });
export type LoginRequest = z.infer<typeof LoginRequest>;

/** Answer of setup, login and GET /agent/v1/me. */
export const AgentSession = z.object({
  agent: Agent,
  site: z.object({ id: Id, name: z.string(), writeKey: z.string() }),
  agents: z.array(Agent),
  teams: z.array(Team),
  /** Address of the demo page when the site has one. */
  demoUrl: z.string().optional(),
});
export type AgentSession = z.infer<typeof AgentSession>;

/** POST /agent/v1/ticket — single-use, 30 s, for the socket handshake (S23). */
export const TicketAnswer = z.object({ ticket: z.string() });
export type TicketAnswer = z.infer<typeof TicketAnswer>;

/** GET /agent/v1/customers/:id/timeline?channel=&cursor= answers TimelinePage; GET /agent/v1/interactions/:id answers Interaction. */
export const TimelineQuery = z.object({ channel: Text(32).optional(), department: Text(64).optional(), cursor: Text(200).optional() });
export type TimelineQuery = z.infer<typeof TimelineQuery>;
