// How sites, agents and strangers speak to the relay in the canary tests: plain HTTP, everything kept as text.
import type { RelayAt } from '../scenarios/relay-at.js';
import { hex128, post } from '../servers/visitor-http.js';

export interface Called {
  status: number;
  text: string;
}

export async function call(
  url: string,
  path: string,
  options: { method?: string; headers: Record<string, string>; body?: unknown },
): Promise<Called> {
  const { method = 'GET', headers, body } = options;
  const response = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: response.status, text: await response.text() };
}

export const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

/** REST with a secret key; throws on a refusal. */
export async function done(relay: RelayAt, key: string, [method, path, body]: [string, string, unknown]): Promise<Record<string, unknown>> {
  const { status, text } = await call(relay.url, `/api/v1/${path}`, { method, headers: bearer(key), body });
  if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
  return text === '' ? {} : JSON.parse(text);
}

export async function track(relay: RelayAt, key: string, calls: Record<string, unknown>[]): Promise<void> {
  const batch = calls.map((one) => ({ messageId: hex128(), timestamp: new Date().toISOString(), ...one }));
  const basic = { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` };
  const { body } = await post(`${relay.url}/v1/batch`, { batch }, basic);
  if (body['accepted'] !== batch.length) throw new Error(`Refused: ${JSON.stringify(body)}`);
}
