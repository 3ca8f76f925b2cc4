// Alerts, raised once per cause and resolved by people, or by the relay when their cause is gone (C34). Records, not projections: a rebuild
// leaves them as they are.
import { ownRef, refsOf, sourceRef } from '../../../../domain/context/refs.js';
import type { AlertView, Ref } from '@throughline/types';
import type { RaisedAlert } from '../../../../domain/reconcile/alerts-of.js';
import { toIso } from '../../../../domain/time/civil.js';
import { stableId } from '../context/stable-id.js';
import { nameCustomer } from '../delivery/customer-names.js';
import type { Tx } from '../operation.js';
import type { AlertsTable } from '../schema-engine.js';
import { documentOf } from './document.js';
import type { Settled } from './settle.js';

/** Who resolved it when nobody did. */
const RELAY = 'relay';
/** What settling says of now: only these can be over without anybody doing anything. */
const SETTLED_CODES = ['mismatch_price', 'mismatch_order', 'commitment_broken', 'item_late'];

/** Writes what changed; answers the alerts raised, raised again, told to one more department, or resolved. */
export async function storeAlerts(tx: Tx, siteId: string, { settled, now }: { settled: Settled; now: number }): Promise<AlertsTable[]> {
  const { rootId, members, alerts } = settled;
  const held = await heldAlerts(tx, siteId, { members, keys: alerts.raise.map(({ key }) => key) });
  const changed: AlertsTable[] = [];
  for (const alert of alerts.raise.filter(({ key }) => isSettled(settled, key))) {
    const known = held.find(({ key }) => key === alert.key);
    const row =
      known === undefined
        ? newAlert(siteId, rootId, { alert, refs: refsOfAlert(alert, settled), now })
        : revised(known, { alert, refs: refsOfAlert(alert, settled), now });
    if (known === undefined) await tx.db.insertInto('alerts').values(row).execute();
    else if (JSON.stringify(row) !== JSON.stringify(known)) await updateAlert(tx, row);
    if (known === undefined || (known.resolved_at !== null && row.resolved_at === null) || tellsMore(known, row)) changed.push(row);
  }
  for (const row of held) {
    if (row.resolved_at !== null || !isSettled(settled, row.key) || alerts.holding.some(({ key }) => key === row.key)) continue;
    const over = { ...row, resolved_at: now, resolved_by: RELAY };
    await updateAlert(tx, over);
    changed.push(over);
  }
  return changed;
}

/** Open ones, and those that would be raised again, held until the end of the transaction: a person may resolve one at this moment. */
async function heldAlerts(tx: Tx, siteId: string, { members, keys }: { members: string[]; keys: string[] }): Promise<AlertsTable[]> {
  return tx.db
    .selectFrom('alerts')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .where('code', 'in', SETTLED_CODES)
    .where((eb) => eb.or([eb('resolved_at', 'is', null), ...(keys.length === 0 ? [] : [eb('key', 'in', keys)])]))
    .orderBy('id')
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate())
    .execute();
}

/** Of one that was not compared this time the cause may still hold. */
function isSettled({ complete, items, commitments }: Settled, key: string): boolean {
  return complete || [...items, ...commitments].some(({ group }) => isAbout(key, group.id));
}

/** Keys are a code, the id, and what else tells causes apart (RaisedAlert.key). */
function isAbout(key: string, id: string): boolean {
  const rest = key.slice(key.indexOf(':') + 1);
  return rest === id || rest.startsWith(`${id}:`);
}

interface Raised {
  alert: RaisedAlert;
  refs: Ref[];
  now: number;
}

/** What it is about comes first: the item or the promise, then what says so. */
function refsOfAlert({ key, at, refs }: RaisedAlert, { items, commitments }: Settled): Ref[] {
  const about = [
    ...items.filter(({ group }) => isAbout(key, group.id)).map(({ group }) => ownRef('tracked_item', group.id, at)),
    ...commitments.filter(({ group }) => isAbout(key, group.id)).map(({ group }) => ownRef('commitment', group.id, at)),
  ];
  return refsOf([...about, ...refs.map(sourceRef)]);
}

/** A department that was not told before. */
function tellsMore(held: AlertsTable, row: AlertsTable): boolean {
  if (row.resolved_at !== null || held.departments === row.departments) return false;
  const told = documentOf<string[]>(held.departments);
  return documentOf<string[]>(row.departments).some((department) => !told.includes(department));
}

function newAlert(siteId: string, rootId: string, { alert, refs, now }: Raised): AlertsTable {
  const { key, code, severity, text, departments } = alert;
  return {
    site_id: siteId,
    id: stableId('alr', siteId, rootId, key),
    customer_id: rootId,
    key,
    code,
    severity,
    text,
    departments: JSON.stringify(departments),
    refs: JSON.stringify(refs),
    at: now,
    resolved_at: null,
    resolved_by: null,
  };
}

/** What a person resolved stays resolved; what the relay did comes back with its cause. */
function revised(held: AlertsTable, { alert, refs, now }: Raised): AlertsTable {
  if (held.resolved_at !== null && held.resolved_by !== RELAY) return held;
  const { text, severity, departments } = alert;
  const said = { text, severity, departments: JSON.stringify(departments), refs: JSON.stringify(refs) };
  return held.resolved_at === null ? { ...held, ...said } : { ...held, ...said, at: now, resolved_at: null, resolved_by: null };
}

async function updateAlert(tx: Tx, { site_id, id, ...row }: AlertsTable): Promise<void> {
  await tx.db.updateTable('alerts').set(row).where('site_id', '=', site_id).where('id', '=', id).execute();
}

export async function alertView(tx: Tx, row: AlertsTable): Promise<AlertView> {
  const { id, name } = await nameCustomer(tx, row.site_id, row.customer_id);
  return {
    id: row.id,
    customerId: id,
    customerName: name,
    code: row.code,
    severity: row.severity === 'critical' || row.severity === 'info' ? row.severity : 'warn',
    text: row.text,
    departments: documentOf<string[]>(row.departments),
    at: toIso(row.at),
    resolvedAt: row.resolved_at === null ? null : toIso(row.resolved_at),
    refs: documentOf<AlertView['refs']>(row.refs),
  };
}
