import { expect, it, vi } from 'vitest';
import { createAgentApi } from './agent-api.js';
import { createHttp } from './http.js';

const answering = (status: number, body: unknown): typeof fetch =>
  vi.fn(() => Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })));

it('names itself, sends the cookie, and decodes what comes', async () => {
  const fetchFn = answering(200, { ticket: 'once' });
  expect(await createAgentApi(createHttp('/desk', fetchFn)).ticket()).toEqual({ ok: true, value: 'once' });
  const [url, init] = vi.mocked(fetchFn).mock.calls[0] ?? [];
  expect(url).toBe('/desk/agent/v1/ticket');
  expect(init).toMatchObject({ method: 'POST', credentials: 'same-origin', headers: { 'x-throughline': 'console' } });
});

it('returns refusals with their code, and says when no answer came', async () => {
  const refusal = async (fetchFn: typeof fetch) => createAgentApi(createHttp('', fetchFn)).me();
  expect(await refusal(answering(401, { code: 'wrong_credentials' }))).toEqual({ ok: false, code: 'wrong_credentials' });
  expect(await refusal(answering(404, '<h1>proxy</h1>'))).toEqual({ ok: false, code: 'not_found' });
  expect(await refusal(answering(502, '<h1>proxy</h1>'))).toEqual({ ok: false, code: 'unavailable' });
  expect(await refusal(() => Promise.reject(new TypeError('Failed to fetch')))).toEqual({ ok: false, code: 'network' });
  const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(await refusal(answering(200, { agent: 1 }))).toEqual({ ok: false, code: 'internal' });
  expect(complain).toHaveBeenCalledOnce();
  complain.mockRestore();
});
