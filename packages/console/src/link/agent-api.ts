// The console's own HTTP API under /agent/v1: who is signed in, the ticket of the socket, and what a source says.
import type { AgentSession, Interaction } from '@throughline/types';
import { agentHttp, interaction } from '@throughline/types/decode';
import type { Answer } from '../state/answer.js';
import type { Http } from './http.js';

export interface AgentApi {
  me(): Promise<Answer<AgentSession>>;
  setup(form: { token: string; name: string; email: string; password: string }): Promise<Answer<AgentSession>>;
  login(form: { email: string; password: string }): Promise<Answer<AgentSession>>;
  /** `putBack`: what one has at hand goes back to its line first. */
  logout(putBack: boolean): Promise<Answer<null>>;
  ticket(): Promise<Answer<string>>;
  interaction(id: string): Promise<Answer<Interaction>>;
}

export function createAgentApi(http: Http): AgentApi {
  return {
    me: () => http.ask({ method: 'GET', path: 'agent/v1/me' }, agentHttp.AgentSession),
    setup: (form) => http.ask({ method: 'POST', path: 'agent/v1/setup', body: form }, agentHttp.AgentSession),
    login: (form) => http.ask({ method: 'POST', path: 'agent/v1/login', body: form }, agentHttp.AgentSession),
    logout: (putBack) => http.tell({ method: 'POST', path: 'agent/v1/logout', body: { putBack } }),
    ticket: async () => {
      const answer = await http.ask({ method: 'POST', path: 'agent/v1/ticket', body: {} }, agentHttp.TicketAnswer);
      return answer.ok ? { ok: true, value: answer.value.ticket } : answer;
    },
    interaction: (id) => http.ask({ method: 'GET', path: `agent/v1/interactions/${encodeURIComponent(id)}` }, interaction.Interaction),
  };
}
