// Customers from a list (K90): each row is one event in the words of the ingest API, through the same decoder and the same store call as every
// other. A row that names nobody is refused on its own; the others are taken.
import type { CustomerImport, CustomerImportAnswer } from '@throughline/types';
import type { IngestEvent } from '../domain/ingest/event.js';
import { decodeInteraction } from '../domain/ingest/rest-interaction.js';
import { NO_PROOF } from '../domain/ingest/source.js';
import type { EventSource } from '../domain/ingest/source.js';
import type { Actor } from './actor.js';
import { publishConsequences } from './publish-consequences.js';
import type { WriteDeps } from './write-event.js';

type Row = CustomerImport['rows'][number];

// A chat message waits for the transaction before it: keep that below what a person notices.
const ROWS_PER_TRANSACTION = 50;

const filled = (value: string | undefined): string | null => (value === undefined || value.trim() === '' ? null : value.trim());

/** Null: nothing in it names anybody. An address alone does when it is known to be theirs. */
function callOf({ userId, email, phone, name, traits }: Row, confirmed: boolean): Record<string, unknown> | null {
  const user = filled(userId);
  const [mail, number, called] = [filled(email), filled(phone), filled(name)];
  if (user === null && !(confirmed && (mail !== null || number !== null))) return null;
  const known = Object.entries(traits).flatMap(([key, value]) => (value.trim() === '' ? [] : [[key, value.trim()]]));
  return {
    name: 'Customer Imported',
    title: 'Imported from a list',
    channel: 'back_office',
    ...(user === null ? {} : { userId: user }),
    identifiers: [
      ...(mail === null ? [] : [{ type: 'email', value: mail, verified: confirmed }]),
      ...(number === null ? [] : [{ type: 'phone', value: number, verified: confirmed }]),
    ],
    traits: {
      ...Object.fromEntries(known),
      ...(called === null ? {} : { name: called }),
      ...(mail === null ? {} : { email: mail, email_verified: confirmed }),
      ...(number === null ? {} : { phone: number, phone_number_verified: confirmed }),
    },
  };
}

/** Whoever may hold the site's secret key imports with its word: a user id is the site's own, an address as far as `confirmed` says. */
export async function importCustomers(deps: WriteDeps, actor: Actor, { rows, confirmed }: CustomerImport): Promise<CustomerImportAnswer> {
  const { siteId, sourceId } = actor;
  const now = deps.clock.now();
  const source: EventSource = { kind: 'secret', channel: actor.channel, department: actor.department, visibility: actor.visibility };
  const events: IngestEvent[] = [];
  const rejected: CustomerImportAnswer['rejected'] = [];
  for (const [index, row] of rows.entries()) {
    const call = callOf(row, confirmed);
    if (call === null) {
      rejected.push({ index, code: 'missing_id' });
      continue;
    }
    const decoded = decodeInteraction(call, {
      ...{ index, receivedAt: now, source, proof: NO_PROOF },
      newMessageId: `relay-${deps.ids.hex128()}`,
    });
    if (decoded.ok) events.push(decoded.event);
    else rejected.push({ index, code: decoded.code });
  }
  let accepted = 0;
  for (let at = 0; at < events.length; at += ROWS_PER_TRANSACTION) {
    const recorded = await deps.store.record({ siteId, sourceId, events: events.slice(at, at + ROWS_PER_TRANSACTION), now });
    publishConsequences(deps, siteId, recorded);
    accepted += recorded.accepted;
    rejected.push(...recorded.rejected.map(({ index, code }) => ({ index, code })));
  }
  const detail = { rows: String(rows.length), accepted: String(accepted), confirmed: String(confirmed) };
  await deps.store.audit({ siteId, actor: actor.id, action: 'customers.imported', target: 'customers.csv', detail, now });
  return { accepted, rejected: rejected.sort((a, b) => a.index - b.index) };
}
