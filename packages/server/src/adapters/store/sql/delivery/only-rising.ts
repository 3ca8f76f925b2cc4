// How a receipt is stored over an older one: each position only rises (P13), whatever comes in which order.
import type { OnConflictBuilder, OnConflictUpdateBuilder } from 'kysely';
import type { Database } from '../schema.js';

export const onlyRising = (conflict: OnConflictBuilder<Database, 'receipts'>): OnConflictUpdateBuilder<Database, 'receipts'> =>
  conflict.columns(['site_id', 'conversation_id', 'principal_id']).doUpdateSet((eb) => ({
    delivered: eb
      .case()
      .when('excluded.delivered', '>', eb.ref('receipts.delivered'))
      .then(eb.ref('excluded.delivered'))
      .else(eb.ref('receipts.delivered'))
      .end(),
    read: eb.case().when('excluded.read', '>', eb.ref('receipts.read')).then(eb.ref('excluded.read')).else(eb.ref('receipts.read')).end(),
  }));
