// The console's HTTP API: same origin, cookie, header against cross-site requests (S132). Answers are decoded here, once.
// Refusals are returned with their code; `network` means that no answer came.
import type { AgentSession, HttpErrorCode, Interaction, TimelinePage } from '@throughline/types';
import { HTTP_ERRORS } from '@throughline/types';
import { agentHttp, interaction } from '@throughline/types/decode';
import type { Answer } from '../state/actions.js';

interface Decoder<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error };
}

export interface AgentApi {
  me(): Promise<Answer<AgentSession>>;
  setup(form: { token: string; name: string; email: string; password: string }): Promise<Answer<AgentSession>>;
  login(form: { email: string; password: string }): Promise<Answer<AgentSession>>;
  logout(): Promise<Answer<null>>;
  ticket(): Promise<Answer<string>>;
  timeline(customerId: string, filter: { channel?: string; cursor?: string }): Promise<Answer<TimelinePage>>;
  interaction(id: string): Promise<Answer<Interaction>>;
}

const REQUEST_TIMEOUT_MS = 10_000; // a person waits for each of these

const isCode = (value: unknown): value is HttpErrorCode => typeof value === 'string' && Object.hasOwn(HTTP_ERRORS, value);

function codeOf(status: number, body: unknown): HttpErrorCode {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  if (isCode(code)) return code;
  if (status === 401) return 'unauthenticated';
  if (status === 404) return 'not_found';
  return status >= 500 ? 'unavailable' : 'bad_request';
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null; // a proxy's page; the status decides
    throw error;
  }
}

/** @param base prefix of every address, without the trailing slash: empty when the relay owns the whole host name */
export function createAgentApi(base: string, fetchFn: typeof fetch): AgentApi {
  async function ask<T>(method: 'GET' | 'POST', path: string, decoder: Decoder<T> | null, body?: unknown): Promise<Answer<T | null>> {
    let response: Response;
    let answer: unknown;
    try {
      response = await fetchFn(`${base}/agent/v1/${path}`, {
        method,
        headers: { 'x-throughline': 'console', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      answer = await bodyOf(response);
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException) return { ok: false, code: 'network' };
      throw error;
    }
    if (!response.ok) return { ok: false, code: codeOf(response.status, answer) };
    if (decoder === null) return { ok: true, value: null };
    const decoded = decoder.safeParse(answer);
    if (decoded.success) return { ok: true, value: decoded.data };
    console.error(`unexpected answer of ${path}`, decoded.error);
    return { ok: false, code: 'internal' };
  }
  async function get<T>(path: string, decoder: Decoder<T>): Promise<Answer<T>> {
    return known(await ask('GET', path, decoder));
  }
  async function post<T>(path: string, decoder: Decoder<T>, body: unknown): Promise<Answer<T>> {
    return known(await ask('POST', path, decoder, body));
  }
  return {
    me: () => get('me', agentHttp.AgentSession),
    setup: (form) => post('setup', agentHttp.AgentSession, form),
    login: (form) => post('login', agentHttp.AgentSession, form),
    logout: async () => {
      const answer = await ask('POST', 'logout', null, {});
      return answer.ok ? { ok: true, value: null } : answer;
    },
    ticket: async () => {
      const answer = await post('ticket', agentHttp.TicketAnswer, {});
      return answer.ok ? { ok: true, value: answer.value.ticket } : answer;
    },
    timeline: (customerId, filter) => {
      const query = new URLSearchParams(Object.entries(filter));
      return get(`customers/${encodeURIComponent(customerId)}/timeline?${query.toString()}`, interaction.TimelinePage);
    },
    interaction: (id) => get(`interactions/${encodeURIComponent(id)}`, interaction.Interaction),
  };
}

function known<T>(answer: Answer<T | null>): Answer<T> {
  if (!answer.ok) return answer;
  return answer.value === null ? { ok: false, code: 'internal' } : { ok: true, value: answer.value };
}
