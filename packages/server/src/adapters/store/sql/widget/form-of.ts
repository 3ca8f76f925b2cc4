// The questions of the site's form (W190).
import { widgetConfig } from '@throughline/types/decode';
import type { FormField } from '@throughline/types';
import type { Tx } from '../operation.js';

export async function formOf(tx: Tx, siteId: string): Promise<FormField[]> {
  const { settings } = await tx.db.selectFrom('sites').select('settings').where('id', '=', siteId).executeTakeFirstOrThrow();
  return widgetConfig.WidgetConfig.parse(JSON.parse(settings)).form.fields;
}
