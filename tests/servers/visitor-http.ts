// A visitor and an agent without a browser: plain HTTP and socket.io-client, as a stranger's program would speak the protocol.
import { randomBytes } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { AGENT_SOCKET_PATH, PROTOCOL_VERSION, VISITOR_SOCKET_PATH } from '@throughline/types';
import type { AgentSession, HandoffContext, SessionAnswer, Submit, SubmitAnswer } from '@throughline/types';

export const hex128 = (): string => randomBytes(16).toString('hex');

/** POST as the widget does: JSON as text/plain. */
export async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, { method: 'POST', body: text, headers: { 'content-type': 'text/plain', ...headers } });
  const answer = await response.text();
  return { status: response.status, body: answer === '' ? {} : JSON.parse(answer), headers: response.headers };
}

export async function get<T>(url: string, secretKey: string): Promise<T> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${secretKey}` } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

export interface TestVisitor {
  session: SessionAnswer;
  /** What `submit` and `socket` present; a sign-in answers with a new one. */
  token: string;
  stream: string;
  /** Over HTTPS, as the widget's first message. */
  submit(submit: Partial<Submit> & Pick<Submit, 'msgs'>): Promise<SubmitAnswer>;
  socket(): Promise<Socket>;
}

export async function visitor(url: string, site: string, more: Record<string, string> = {}): Promise<TestVisitor> {
  const answer = await post(`${url}/visitor/v1/session`, { site, ...more });
  if (answer.status !== 200) throw new Error(`No session: ${JSON.stringify(answer.body)}`);
  const session: SessionAnswer = JSON.parse(JSON.stringify(answer.body));
  const token = session.deviceToken ?? more['deviceToken'] ?? '';
  const stream = hex128();
  const convKey = hex128();
  const self: TestVisitor = {
    session,
    token,
    stream,
    async submit(submit) {
      const full = { conv_key: convKey, stream, ...submit };
      const sent = await post(`${url}/visitor/v1/submit`, { site, deviceToken: self.token, submit: full });
      return JSON.parse(JSON.stringify(sent.body));
    },
    socket: () => connect(url, VISITOR_SOCKET_PATH, { v: PROTOCOL_VERSION, token: self.token }),
  };
  return self;
}

/** Resolves connected; rejects with the code of the refusal. */
export function connect(url: string, path: string, auth: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Socket> {
  const socket = io(url, { path, transports: ['websocket'], auth, reconnection: false, forceNew: true, extraHeaders: headers });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (error) => {
      socket.close();
      reject(error);
    });
    socket.once('disconnect', (reason) => reject(new Error(`The relay went away during the handshake: ${reason}`))); // settled before: no effect
  });
}

export interface TestAgent {
  session: AgentSession;
  cookie: string;
  socket: Socket;
  close(): void;
}

/** Signs in with a password and opens the agents' socket with a ticket. */
export async function agent(url: string, email: string, password: string): Promise<TestAgent> {
  const headers = { origin: url, 'x-throughline': 'console' };
  const login = await post(`${url}/agent/v1/login`, { email, password }, headers);
  if (login.status !== 200) throw new Error(`No sign-in: ${JSON.stringify(login.body)}`);
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const ticket = await post(`${url}/agent/v1/ticket`, {}, { ...headers, cookie });
  const socket = await connect(url, AGENT_SOCKET_PATH, { v: PROTOCOL_VERSION, ticket: ticket.body['ticket'] }, { origin: url });
  return { session: JSON.parse(JSON.stringify(login.body)), cookie, socket, close: () => socket.close() };
}

export const latestHandoff = (url: string, conv: string, secretKey: string): Promise<HandoffContext> =>
  get(`${url}/api/v1/conversations/${conv}/handoffs/latest`, secretKey);
