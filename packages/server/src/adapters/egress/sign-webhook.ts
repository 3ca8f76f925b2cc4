// Signatures of outgoing webhooks, by the Standard Webhooks library (S71): one per active secret, so that a secret can be rotated.
import { Webhook } from 'standardwebhooks';
import type { SignWebhook } from '../../ports/egress.js';

const MS_PER_S = 1_000;

export const signWebhook: SignWebhook = ({ id, at, body, secrets }) => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at / MS_PER_S)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, new Date(at), body)).join(' '),
});
