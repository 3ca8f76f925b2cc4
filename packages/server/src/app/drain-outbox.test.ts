import { expect, it, vi } from 'vitest';
import type { OutboxRow, WebhookRecord } from '../ports/store-webhooks.js';
import { startDrain } from './drain-outbox.js';
import type { DrainDeps } from './drain-outbox.js';

type Settled = Parameters<DrainDeps['store']['settleOutbox']>[0];

const DEAD = 'https://dead.example/';

/** A store of two endpoints of two sites: what is due of each is given once. */
function world(rows: Record<string, number>, unseal: (sealed: string) => string = (sealed) => sealed) {
  const left = new Map(Object.entries(rows));
  const settled: Settled[] = [];
  let posted = 0;
  const hook = (siteId: string, id: string): WebhookRecord => ({
    id,
    siteId,
    url: id.startsWith('dead') ? DEAD : 'https://live.example/',
    events: ['commitment.broken'],
    secrets: [{ sealed: id, until: null }],
    state: 'enabled',
    createdAt: 0,
  });
  const row = (siteId: string, webhookId: string, n: number): OutboxRow => ({
    siteId,
    id: `${webhookId}-${n}`,
    webhookId,
    event: 'commitment.broken',
    body: '{}',
    attempts: 0,
    at: 0,
  });
  const deps: DrainDeps = {
    store: {
      dueWebhooks: () => Promise.resolve([...left].flatMap(([id, n]) => (n > 0 ? [{ siteId: `site ${id}`, id }] : []))),
      takeOutbox({ siteId, id, limit }) {
        const n = left.get(id) ?? 0;
        const count = Math.min(n, limit);
        left.set(id, n - count);
        return Promise.resolve(Array.from({ length: count }, (_, i) => ({ row: row(siteId, id, n - i), webhook: hook(siteId, id) })));
      },
      settleOutbox(args) {
        settled.push(args);
        return Promise.resolve();
      },
      setWebhookState: () => Promise.resolve(true),
      pruneOutbox: () => Promise.resolve(0),
    },
    egress: {
      refuses: () => null,
      post({ url }) {
        posted += 1;
        return url === DEAD ? new Promise(() => {}) : Promise.resolve({ ok: true, status: 200 });
      },
    },
    signWebhook: () => ({}),
    vault: { unseal },
    clock: {
      now: () => Date.now(),
      after(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    log: { info() {}, warn() {}, error() {} },
  };
  return { deps, settled, left, posted: () => posted };
}

it('[S73] an endpoint that hangs keeps its own places busy and delays nobody else', async () => {
  vi.useFakeTimers();
  const { deps, settled, left, posted } = world({ dead: 200, live: 40 });
  const stop = startDrain(deps);
  await vi.advanceTimersByTimeAsync(2_000);
  stop();
  vi.useRealTimers();
  expect(settled.filter(({ siteId }) => siteId === 'site live')).toHaveLength(40);
  expect(left.get('dead')).toBeGreaterThan(190);
  expect(posted()).toBeLessThan(50);
});

it('[S73] a row whose secret cannot be opened is a failed attempt, not one that comes back for ever', async () => {
  vi.useFakeTimers();
  const { deps, settled } = world({ live: 1 }, () => {
    throw new Error('sealed with another key');
  });
  const stop = startDrain(deps);
  await vi.advanceTimersByTimeAsync(1_000);
  stop();
  vi.useRealTimers();
  expect(settled).toMatchObject([{ outcome: { state: 'pending' }, status: null, error: 'could not be sent' }]);
});
