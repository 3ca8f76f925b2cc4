// Everything that is known of one customer, for the person who asks what is kept about them (C17). Audited before anything is read.
import type { ConversationRow, CustomerExport, CustomerView, Entry, FileRef, Interaction } from '@throughline/types';
import { entry } from '@throughline/types/decode';
import type { PageOf } from '../ports/store-engine.js';
import type { Store } from '../ports/store.js';

type Read = Pick<
  Store,
  'audit' | 'timeline' | 'facts' | 'commitments' | 'trackedItems' | 'cases' | 'interaction' | 'entries' | 'customerRows' | 'settingsObjects'
>;

const PAGE = 100;
const ENTRIES_PAGE = 500;

/** Every page of a list. */
async function all<T>(read: (page: { limit: number; cursor?: string }) => Promise<PageOf<T> | null>): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  do {
    const page: PageOf<T> | null = await read({ limit: PAGE, ...(cursor === null ? {} : { cursor }) });
    found.push(...(page?.items ?? []));
    cursor = page?.cursor ?? null;
  } while (cursor !== null);
  return found;
}

async function entriesOf(store: Pick<Store, 'entries'>, siteId: string, conv: string): Promise<Entry[]> {
  const found: Entry[] = [];
  for (const lane of ['pub', 'int'] as const) {
    let after = 0;
    for (;;) {
      const page = await store.entries({ siteId, conv, lane, after, limit: ENTRIES_PAGE });
      found.push(...(page?.entries ?? []));
      const last = page?.entries.at(-1)?.seq;
      if (page === null || last === undefined || last >= page.head) break;
      after = last;
    }
  }
  return found;
}

/** What its messages and notes carry; an erased one carries nothing. */
const filesOf = (entries: readonly Entry[]): FileRef[] =>
  entries.flatMap(({ kind, body }) =>
    kind === 'message' || kind === 'note' ? (entry.MessageBody.shape.files.safeParse(body['files']).data ?? []) : [],
  );

export async function exportCustomer(
  { store }: { store: Read },
  { siteId, actor, customer, now }: { siteId: string; actor: string; customer: CustomerView; now: number },
): Promise<CustomerExport> {
  const customerId = customer.id;
  const whose = { siteId, customerId, now };
  await store.audit({ siteId, actor, action: 'customer.exported', target: customerId, detail: {}, now });
  const lines = await all((page) => store.timeline({ siteId, customerId, ...page }));
  const interactions: Interaction[] = [];
  for (const { id } of lines) {
    const interaction = await store.interaction({ siteId, id });
    if (interaction !== null) interactions.push(interaction);
  }
  const conversations: CustomerExport['conversations'] = [];
  for (let afterId: string | undefined = ''; afterId !== undefined;) {
    const rows: ConversationRow[] = await store.customerRows({ siteId, customerId, limit: PAGE, afterId });
    for (const { id, openedAt, channel } of rows)
      conversations.push({ id, openedAt, channel, entries: await entriesOf(store, siteId, id) });
    afterId = rows.length < PAGE ? undefined : rows.at(-1)?.id;
  }
  const notes = await store.settingsObjects({ siteId, kind: 'customer_note', customerId });
  return {
    customer,
    notes: notes.map(({ doc, updatedAt: at, updatedBy: by }) => ({ text: doc.text, at, by })),
    facts: await all((page) => store.facts({ ...whose, ...page })),
    commitments: await all((page) => store.commitments({ ...whose, ...page })),
    trackedItems: await all((page) => store.trackedItems({ ...whose, ...page })),
    cases: await all((page) => store.cases({ ...whose, ...page })),
    interactions,
    conversations,
    files: conversations.flatMap(({ id, entries }) => filesOf(entries).map((file) => ({ ...file, conversationId: id }))),
  };
}
