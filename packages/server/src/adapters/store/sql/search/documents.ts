// Writes and removes what search finds. Invariant: a document is written in the transaction of the thing it is of, and is gone when that is
// gone: nothing else keeps words (S76, S77).
import { searchWords, squash } from '../../../../domain/search/words.js';
import type { FactSource } from '../../../../domain/facts/merge-source.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { SearchDocumentsTable } from '../schema-search.js';

export type DocumentRow = Omit<SearchDocumentsTable, 'n'>;

/** The mark of a site among words: an index that holds several sites' words is asked for one's. */
export const siteMark = (siteId: string): string => `@${squash(siteId)}`;

export const wordsOf = (siteId: string, texts: readonly string[], keys: readonly string[] = []): string =>
  `${siteMark(siteId)} ${searchWords(texts, keys)}`.trimEnd();

const upsert = prepared<DocumentRow, unknown>((db, place) =>
  db
    .insertInto('search_documents')
    .values({
      site_id: place('site_id'),
      kind: place('kind'),
      customer_id: place('customer_id'),
      id: place('id'),
      conversation_id: place('conversation_id'),
      lane: place('lane'),
      seq: place('seq'),
      at: place('at'),
      author: place('author'),
      files: place('files'),
      department: place('department'),
      visibility: place('visibility'),
      title: place('title'),
      body: place('body'),
      words: place('words'),
    })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'kind', 'customer_id', 'id']).doUpdateSet((eb) => ({
        at: eb.ref('excluded.at'),
        department: eb.ref('excluded.department'),
        visibility: eb.ref('excluded.visibility'),
        title: eb.ref('excluded.title'),
        body: eb.ref('excluded.body'),
        words: eb.ref('excluded.words'),
      })),
    ),
);

const NOTHING = {
  conversation_id: null,
  lane: null,
  seq: null,
  author: '',
  files: 0,
  department: null,
  visibility: 'shared',
  title: '',
  body: '',
};

type Given = Pick<DocumentRow, 'site_id' | 'kind' | 'customer_id' | 'id' | 'at' | 'words'> & Partial<DocumentRow>;

export async function putDocument(tx: Tx, given: Given): Promise<void> {
  await upsert(tx, { ...NOTHING, ...given });
}

export async function dropDocument(
  tx: Tx,
  { siteId, kind, customerId, id }: { siteId: string; kind: string; customerId: string; id: string },
): Promise<void> {
  await tx.db
    .deleteFrom('search_documents')
    .where('site_id', '=', siteId)
    .where('kind', '=', kind)
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .execute();
}

/** What was folded from a customer's interactions; before it is folded again. */
export async function dropFolded(tx: Tx, siteId: string, customerId: string): Promise<void> {
  await tx.db
    .deleteFrom('search_documents')
    .where('site_id', '=', siteId)
    .where('customer_id', '=', customerId)
    .where('kind', 'in', ['item', 'commitment', 'fact'])
    .execute();
}

/** Everything said in a conversation. */
export async function dropConversation(tx: Tx, siteId: string, conv: string): Promise<void> {
  await tx.db.deleteFrom('search_documents').where('site_id', '=', siteId).where('conversation_id', '=', conv).execute();
}

/** Who may see what several sources said: whoever may see all of them. */
export function strictest(sources: readonly Pick<FactSource, 'department' | 'visibility'>[]): {
  department: string | null;
  visibility: string;
} {
  if (sources.some(({ visibility }) => visibility === 'restricted')) return { department: null, visibility: 'restricted' };
  const own = sources.filter(({ visibility }) => visibility === 'department').map(({ department }) => department);
  const [first] = own;
  if (first === undefined) return { department: null, visibility: 'shared' };
  return { department: own.every((one) => one === first) ? first : null, visibility: 'department' };
}
