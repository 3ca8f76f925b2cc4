// One delivery to one endpoint (S71–S73): signed with every secret that is active, sent, and judged by its status alone.
import { toIso } from '../domain/time/civil.js';
import type { Egress, SignWebhook } from '../ports/egress.js';
import type { Ids } from '../ports/ids.js';
import type { OutboxRow, SigningSecret, WebhookRecord } from '../ports/store-webhooks.js';
import type { Vault } from '../ports/vault.js';

export interface DeliveryDeps {
  egress: Egress;
  signWebhook: SignWebhook;
  vault: Pick<Vault, 'unseal'>;
}

export interface Attempt {
  delivered: boolean;
  /** null: no answer came. */
  status: number | null;
  error: string | null;
}

const SECRET_BYTES = 32; // S71: 24 to 64

/** `whsec_` and 256 random bits in base64, as the Standard Webhooks libraries take it. */
export const newWebhookSecret = (ids: Pick<Ids, 'secret'>): string => `whsec_${toBase64(ids.secret(SECRET_BYTES))}`;

function toBase64(base64url: string): string {
  const text = base64url.replaceAll('-', '+').replaceAll('_', '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** How long the secret before goes on signing beside the new one (S71): a receiver that takes either misses nothing meanwhile. */
export const ROTATION_MS = 24 * 3_600_000;

const signing = (secrets: readonly SigningSecret[], now: number): SigningSecret[] =>
  secrets.filter(({ until }) => until === null || now < until);

/** Sends `row` now. `id` is the same for every attempt, so that the receiver can drop repeats. */
export async function attemptDelivery(
  { egress, signWebhook, vault }: DeliveryDeps,
  { row, webhook, now }: { row: Pick<OutboxRow, 'id' | 'body'>; webhook: WebhookRecord; now: number },
): Promise<Attempt> {
  const secrets = signing(webhook.secrets, now).map(({ sealed }) => vault.unseal(sealed));
  const signature = signWebhook({ id: row.id, at: now, body: row.body, secrets });
  const answer = await egress.post({ url: webhook.url, body: row.body, headers: { 'content-type': 'application/json', ...signature } });
  if (!answer.ok) return { delivered: false, status: null, error: answer.reason };
  const delivered = answer.status >= 200 && answer.status < 300;
  return { delivered, status: answer.status, error: delivered ? null : `status ${answer.status}` };
}

/** A delivery outside the outbox: never repeated, and it changes nothing. */
export function sendTestDelivery(
  deps: DeliveryDeps & { ids: Ids },
  { webhook, now }: { webhook: WebhookRecord; now: number },
): Promise<Attempt> {
  const body = JSON.stringify({ type: 'test', timestamp: toIso(now), data: {} });
  return attemptDelivery(deps, { row: { id: `test_${deps.ids.hex128()}`, body }, webhook, now });
}
