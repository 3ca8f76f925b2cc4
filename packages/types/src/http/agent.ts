// The console's HTTP API, under /agent/v1: same origin, session cookie, JSON, header `x-throughline: console` against CSRF (S132).
import { z } from 'zod';
import { Agent, EmailAddress, Password, Team } from '../model/agent.js';
import { PreferencesDoc } from '../model/preferences.js';
import { EpochMs, Id, Text } from '../model/primitives.js';
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

/** POST /agent/v1/logout. `putBack`: what the agent has at hand goes back to the line first (K58). */
export const LogoutRequest = z.object({ putBack: z.boolean().default(false) });

/** POST /agent/v1/confirm — the password again, for routes that answer `fresh_login_needed` (S80). `code`: of the second factor, if there is one. */
export const ConfirmRequest = z.object({ password: Password, code: Text(32).optional() });
export type ConfirmRequest = z.infer<typeof ConfirmRequest>;
export const ConfirmAnswer = z.object({ freshUntil: EpochMs });
export type ConfirmAnswer = z.infer<typeof ConfirmAnswer>;

/** Answer of setup, login and GET /agent/v1/me. */
export const AgentSession = z.object({
  agent: Agent,
  site: z.object({ id: Id, name: z.string(), writeKey: z.string() }),
  agents: z.array(Agent),
  teams: z.array(Team),
  /** Of this agent's console; defaults where nothing was chosen. */
  preferences: PreferencesDoc,
  /** The site asks for a second factor and this agent has none: until it is set up, nothing else is answered (S25). */
  mustEnrol: z.boolean().optional(),
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
