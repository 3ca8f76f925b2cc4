// What a batch touched, as hints for whoever is connected: open conversations, alerts, customers whose items changed, people
// whose promises did.
import type { Consequences } from '../../../../ports/store-engine.js';
import { rootOrNull } from '../context/root-or-null.js';
import type { Tx } from '../operation.js';
import { alertView } from './alert-rows.js';
import type { Effects } from './effects.js';

const OPEN_READ = 50;

export const NOTHING_FOLLOWED: Consequences = { touched: [], alerts: [], items: [], owed: [] };

/** The same for a conversation's own events: it is told by its entries and its hand-off, the customer's other conversations by this. */
export async function elsewhere(tx: Tx, { site_id: siteId, id }: { site_id: string; id: string }, effects: Effects): Promise<Consequences> {
  if (effects.customers.size === 0) return NOTHING_FOLLOWED;
  const followed = await consequencesOf(tx, siteId, effects);
  return { ...followed, touched: followed.touched.filter(({ conv }) => conv !== id) };
}

export async function consequencesOf(tx: Tx, siteId: string, effects: Effects): Promise<Consequences> {
  const touched: Consequences['touched'] = [];
  const roots = new Set<string>();
  for (const customerId of effects.customers) {
    const root = await rootOrNull(tx, siteId, customerId);
    if (root === null || roots.has(root.id)) continue;
    roots.add(root.id);
    const open = await tx.db
      .selectFrom('customers')
      .crossJoin('conversations') // SQLite keeps the order: the members first, never all conversations of the site
      .whereRef('conversations.site_id', '=', 'customers.site_id')
      .whereRef('conversations.customer_id', '=', 'customers.id')
      .select('conversations.id')
      .where('customers.site_id', '=', siteId)
      .where('customers.root_id', '=', root.id)
      .where('conversations.status', '!=', 'closed')
      .orderBy('conversations.last_at', 'desc')
      .limit(OPEN_READ)
      .execute();
    touched.push(...open.map(({ id }) => ({ conv: id, customerId: root.id })));
  }
  const alerts: Consequences['alerts'] = [];
  for (const row of effects.alerts.values()) alerts.push(await alertView(tx, row));
  return { touched, alerts, items: [...effects.items], owed: [...effects.owed] };
}
