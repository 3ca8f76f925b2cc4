// Items, promises and facts of a customer, for search. A row without a state is nothing; a fact that is masked is not found by its value.
import type { FoldedCommitment } from '../../../../domain/commitments/model.js';
import { isMaskedKey } from '../../../../domain/context/masked-detail.js';
import type { FoldedFact } from '../../../../domain/facts/fold-fact.js';
import type { FoldedItem } from '../../../../domain/items/model.js';
import { squash } from '../../../../domain/search/words.js';
import type { Tx } from '../operation.js';
import { dropDocument, putDocument, strictest, wordsOf } from './documents.js';

interface RecordKey {
  siteId: string;
  customerId: string;
  id: string;
}

const keyOf = ({ siteId, customerId, id }: RecordKey, kind: string) => ({ site_id: siteId, customer_id: customerId, id, kind });

export async function indexItem(
  tx: Tx,
  key: RecordKey,
  { type, number, folded }: { type: string; number: string; folded: FoldedItem | null },
): Promise<void> {
  if (folded === null) return dropDocument(tx, { ...key, kind: 'item' });
  const { title, status, orderId, updatedAt, lines, refs } = folded;
  const texts = [type, number, title, status, orderId ?? '', ...lines.map((line) => line.title)];
  await putDocument(tx, {
    ...{ ...keyOf(key, 'item'), at: updatedAt, ...strictest(refs) },
    ...{ title: `${type} ${number}`, body: [title, status].filter((text) => text !== '').join(' · ') },
    words: wordsOf(key.siteId, texts, [squash(number)]),
  });
}

export async function indexCommitment(tx: Tx, key: RecordKey, folded: FoldedCommitment | null): Promise<void> {
  if (folded === null) return dropDocument(tx, { ...key, kind: 'commitment' });
  const { text, orderId, item, at, refs } = folded;
  const texts = [text, orderId ?? '', item?.number ?? ''];
  const shown = { title: text, body: texts.filter((one) => one !== '').join(' · ') };
  await putDocument(tx, { ...keyOf(key, 'commitment'), at, ...strictest(refs), ...shown, words: wordsOf(key.siteId, texts) });
}

export async function indexFact(tx: Tx, key: RecordKey, fact: FoldedFact): Promise<void> {
  if (isMaskedKey(fact)) return dropDocument(tx, { ...key, kind: 'fact' });
  const { label, value, at, sources } = fact;
  const words = wordsOf(key.siteId, [label, value]);
  await putDocument(tx, { ...keyOf(key, 'fact'), at, ...strictest(sources), title: label, body: value, words });
}
