// Keeps what the visitor looks at now and the form in progress. Late arrivals never overwrite newer state (C22).
import { liveChange, replacesForm, replacesPage } from '../../../../domain/context/live-state.js';
import type { FormDraft, FormState, PageState } from '../../../../domain/context/live-state.js';
import type { Interaction, Json } from '@throughline/types';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { CustomerLiveTable } from '../schema.js';
import { isObject, jsonOf } from './rows.js';

const heldLive = prepared<{ siteId: string; customerId: string }, CustomerLiveTable>((db, place, dialect) =>
  db
    .selectFrom('customer_live')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);

/** The draft in a `form_draft` column; null for none. */
export function draftOf(text: string | null): FormDraft | null {
  const value: Json = text === null ? null : jsonOf(text);
  if (!isObject(value)) return null;
  const { form, step, filled, total } = value;
  return typeof form === 'string' && typeof step === 'string' && typeof filled === 'number' && typeof total === 'number'
    ? { form, step, filled, total }
    : null;
}

function pageOf(row: CustomerLiveTable | undefined): PageState | null {
  if (row === undefined || row.page_url === null) return null;
  return { url: row.page_url, title: row.page_title, device: row.device, locale: row.locale, at: row.page_at };
}

function formOf(row: CustomerLiveTable | undefined): FormState | null {
  return row === undefined || row.form_at === 0 ? null : { draft: draftOf(row.form_draft), at: row.form_at };
}

/** Folds what `interaction` says about now into its customer's row. */
export async function storeLive(tx: Tx, interaction: Interaction): Promise<void> {
  const change = liveChange(interaction);
  if (change === null) return;
  const { siteId, customerIdAtIngest: customerId } = interaction;
  const [row] = await heldLive(tx, { siteId, customerId });
  const heldPage = pageOf(row);
  const heldForm = formOf(row);
  const page = change.page !== null && replacesPage(heldPage, change.page) ? change.page : heldPage;
  const form = change.form !== null && replacesForm(heldForm, change.form) ? change.form : heldForm;
  if (row !== undefined && page === heldPage && form === heldForm) return;
  const columns = {
    page_url: page?.url ?? null,
    page_title: page?.title ?? null,
    page_at: page?.at ?? 0,
    device: page?.device ?? null,
    locale: page?.locale ?? null,
    form_draft: form === null || form.draft === null ? null : JSON.stringify(form.draft),
    form_at: form?.at ?? 0,
  };
  if (row === undefined)
    await tx.db
      .insertInto('customer_live')
      .values({ site_id: siteId, customer_id: customerId, ...columns })
      .execute();
  else await tx.db.updateTable('customer_live').set(columns).where('site_id', '=', siteId).where('customer_id', '=', customerId).execute();
}
