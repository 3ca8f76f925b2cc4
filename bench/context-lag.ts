// From a POST of a back end to the agent's panel (C51): a real relay process, an agent's socket in the open conversation, one event at a time at
// random moments, until the push that tells of it. What C50 holds back (a quarter of a second between two revisions) is part of it.
import { agent as signIn, post } from '../tests/servers/visitor-http.js';
import { startRelay } from '../tests/servers/relay.js';
import { freshDatabase } from '../tests/servers/postgres.js';
import type { StoreKind } from './context-stores.js';
import { percentile, rounded } from './report.js';

const EVENTS = 100;
const WARM_UP = 5;
const PAUSE_MAX_MS = 500;
const GIVE_UP_MS = 10_000;
const AGENT = { email: 'bench@example.com', password: 'a password only for this run' };

export async function lag(kind: StoreKind, random: () => number): Promise<{ p50Ms: number; p95Ms: number; events: number }> {
  const database = kind === 'postgres' ? await freshDatabase() : null;
  const env = { THROUGHLINE_RATE_LIMITS: 'off', ...(database === null ? {} : { DATABASE_URL: database.url }) };
  const relay = await startRelay({ env });
  try {
    const site = await relay.siteAdd('Bench', ['*']);
    await relay.userAdd(AGENT.email, 'lead', AGENT.password, site.siteId);
    const desk = await signIn(relay.url, AGENT.email, AGENT.password);
    const authorization = { authorization: `Bearer ${site.secretKey}` };
    const userId = 'bench';
    await post(`${relay.url}/v1/identify`, { userId, traits: { name: 'Bench' } }, authorization);
    const opened = await post(
      `${relay.url}/api/v1/conversations`,
      { customer: { identifiers: [{ type: 'user_id', value: userId, attested: true }] }, channel: 'voice', kind: 'new', text: 'Hello' },
      { ...authorization, 'content-type': 'application/json' },
    );
    const conv = opened.body['conversationId'];
    if (typeof conv !== 'string') throw new Error(`No conversation: ${JSON.stringify(opened.body)}`);
    await desk.socket.timeout(GIVE_UP_MS).emitWithAck('open', { conv });
    const samples: number[] = [];
    for (let event = 0; event < EVENTS + WARM_UP; event += 1) {
      const mark = `lag-${event}-`;
      const shown = new Promise<number>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`The agent never saw event ${event}`)), GIVE_UP_MS);
        const listen = (change: unknown): void => {
          if (!JSON.stringify(change).includes(mark)) return;
          clearTimeout(timer);
          desk.socket.off('context', listen);
          resolve(performance.now());
        };
        desk.socket.on('context', listen);
      });
      const sent = performance.now();
      const call = { type: 'track', event: 'Payment Failed', userId, properties: { invoice_id: mark, amount: 10, currency: 'EUR' } };
      await post(`${relay.url}/v1/track`, call, authorization);
      const lagMs = (await shown) - sent;
      if (event >= WARM_UP) samples.push(lagMs);
      await new Promise((resolve) => setTimeout(resolve, random() * PAUSE_MAX_MS));
    }
    desk.close();
    return { p50Ms: rounded(percentile(samples, 0.5)), p95Ms: rounded(percentile(samples, 0.95)), events: EVENTS };
  } finally {
    await relay.stop();
    await database?.drop();
  }
}
