// One line of the audit log, in the transaction of what it tells (C6). Ids and codes only: never a value of a person.
import type { Tx } from '../operation.js';

export interface Audited {
  siteId: string;
  actor: string;
  action: string;
  target: string;
  detail: Record<string, string>;
  now: number;
}

export async function auditRow(tx: Tx, { siteId, actor, action, target, detail, now }: Audited): Promise<void> {
  await tx.db
    .insertInto('audit')
    .values({ site_id: siteId, id: tx.newId('audit'), actor, action, target, at: now, detail: JSON.stringify(detail) })
    .execute();
}
