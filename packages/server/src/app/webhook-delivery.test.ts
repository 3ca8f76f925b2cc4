import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { signWebhook } from '../adapters/egress/sign-webhook.js';
import { attemptDelivery, newWebhookSecret, ROTATION_MS } from './webhook-delivery.js';

it('[S71] the secret before a rotation signs until its day is over, then the new one alone', async () => {
  let seed = 1;
  const ids = { secret: (bytes: number) => Buffer.alloc(bytes, seed++).toString('base64url') };
  const [old, fresh] = [newWebhookSecret(ids), newWebhookSecret(ids)];
  const now = Date.now();
  const sent: Record<string, string>[] = [];
  const deps = {
    egress: {
      refuses: () => null,
      post({ headers }: { headers: Readonly<Record<string, string>> }) {
        sent.push({ ...headers });
        return Promise.resolve({ ok: true as const, status: 200 });
      },
    },
    signWebhook,
    vault: { unseal: (text: string) => text },
  };
  const webhook = {
    id: 'whk_1',
    siteId: 'sit_1',
    url: 'https://x.example/',
    events: [],
    secrets: [
      { sealed: fresh, until: null },
      { sealed: old, until: now + ROTATION_MS },
    ],
    state: 'enabled' as const,
    createdAt: 0,
  };
  const verified = (secret: string, at: number): boolean => {
    const signature = sent[at]?.['webhook-signature'] ?? '';
    const own = new Webhook(secret).sign('msg_1', new Date(Number(sent[at]?.['webhook-timestamp']) * 1_000), '{}');
    return signature.split(' ').includes(own);
  };
  for (const at of [now + ROTATION_MS - 1, now + ROTATION_MS])
    await attemptDelivery(deps, { row: { id: 'msg_1', body: '{}' }, webhook, now: at });
  expect([verified(fresh, 0), verified(old, 0)]).toEqual([true, true]);
  expect([verified(fresh, 1), verified(old, 1)]).toEqual([true, false]);
});
