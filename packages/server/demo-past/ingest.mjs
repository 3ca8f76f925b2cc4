// Sends the demo customer's past to a relay through its public HTTP API, as any back end would: one Segment batch with the secret key.
// Built-in modules only.
import { demoPast } from './past.mjs';

/**
 * Resolves when the relay stored the past; sending it again changes nothing.
 * @param {{ host: string, secretKey: string, now: number }} to relay origin, the site's secret key, ms since the epoch
 * @throws when the relay refuses the request or one of the events
 */
export async function ingestDemoPast({ host, secretKey, now }) {
  const batch = demoPast(now);
  const response = await fetch(new URL('/v1/batch', host), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}` },
    body: JSON.stringify({ batch }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`The relay refused the demo's past: ${response.status} ${answer.code ?? ''}`);
  const [refused] = answer.rejected;
  if (refused) throw new Error(`The relay refused ${refused.messageId}: ${refused.code}`);
}
