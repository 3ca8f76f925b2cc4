// The list of customers as a file (K90): page by page while it is sent, so that its length costs no memory. On record before the first line.
import type { CustomerListFilter } from '@throughline/types';
import { csvLine } from '../domain/csv.js';
import { toIso } from '../domain/time/civil.js';
import type { ListedCustomer } from '../ports/store-lists.js';
import type { Store } from '../ports/store.js';

const PAGE_ROWS = 200;
const HEAD = ['id', 'name', 'trust', 'identifiers', 'channels', 'conversations', 'last activity', 'created'];

const lineOf = ({ id, name, trust, identifiers, channels, conversations, lastActivityAt, createdAt }: ListedCustomer): string =>
  csvLine([
    ...[id, name, trust, identifiers.map(({ type, value }) => `${type}: ${value}`).join('; '), channels.join('; '), conversations],
    ...[toIso(lastActivityAt), toIso(createdAt)],
  ]);

interface Asked {
  siteId: string;
  /** Whoever gets it. */
  actor: string;
  filter: CustomerListFilter;
  now: number;
}

/** Writes the audit line, then answers the lines. */
export async function customersAsCsv(store: Pick<Store, 'audit' | 'customerList'>, asked: Asked): Promise<AsyncIterable<string>> {
  const { siteId, actor, filter, now } = asked;
  const detail = Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  await store.audit({ siteId, actor, action: 'customers.exported', target: 'customers.csv', detail, now });
  return linesOf(store, asked);
}

async function* linesOf(store: Pick<Store, 'customerList'>, { siteId, filter }: Asked): AsyncIterable<string> {
  yield csvLine(HEAD);
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Store['customerList']>> = await store.customerList({
      ...{ siteId, filter, limit: PAGE_ROWS },
      ...(cursor === null ? {} : { cursor }),
    });
    yield page.items.map(lineOf).join('');
    cursor = page.cursor;
  } while (cursor !== null);
}
