// What the state columns hold, and the rows as the domain knows them (domain/*/model.ts). Both directions in one file.
import { ref } from '@throughline/types/decode';
import type { ItemType } from '@throughline/types';
import type { FoldedCase, StoredCase } from '../../../../domain/cases/model.js';
import type { FoldedCommitment, StoredCommitment } from '../../../../domain/commitments/model.js';
import type { FoldedItem, StoredItem, StoredMismatch } from '../../../../domain/items/model.js';
import type { Reconciled } from '../../../../domain/reconcile/model.js';
import type { CasesTable, CommitmentsTable, TrackedItemsTable } from '../schema-engine.js';
import { documentOf } from './document.js';

/** Folded from its own events, and what the customer's other rows say about it: kept apart, because the second is computed again alone. */
export interface ItemState {
  folded: FoldedItem;
  mismatches: StoredMismatch[];
}
export type Verdict = Omit<Reconciled['commitments'][number], 'id'>;
export interface CommitmentState {
  folded: FoldedCommitment;
  verdict: Verdict;
}

const TYPES = new Map<string, ItemType>(ref.ItemType.options.map((type) => [type, type]));

export function itemTypeOf(text: string): ItemType {
  const type = TYPES.get(text);
  if (type === undefined) throw new Error('The store holds an unknown item type');
  return type;
}

/** Also for types that come from outside: null for one we do not know. */
export const knownItemType = (text: string): ItemType | null => TYPES.get(text) ?? null;

export const itemStateOf = (text: string): ItemState => documentOf<ItemState>(text);
export const commitmentStateOf = (text: string): CommitmentState => documentOf<CommitmentState>(text);

type ItemRow = Pick<TrackedItemsTable, 'customer_id' | 'id' | 'type' | 'number' | 'state'>;
type CommitmentRow = Pick<CommitmentsTable, 'customer_id' | 'id' | 'state'>;
type CaseRow = Pick<CasesTable, 'customer_id' | 'id' | 'state'>;

/** `customerId`: as it is to be shown; the row's own by default. Rows without a state are nothing. */
export function storedItem(row: ItemRow, customerId = row.customer_id): StoredItem[] {
  if (row.state === null) return [];
  const { folded, mismatches } = itemStateOf(row.state);
  return [{ ...folded, customerId, id: row.id, type: itemTypeOf(row.type), number: row.number, mismatches }];
}

export function storedCommitment(row: CommitmentRow, customerId = row.customer_id): StoredCommitment[] {
  if (row.state === null) return [];
  const { folded, verdict } = commitmentStateOf(row.state);
  return [{ ...folded, ...verdict, customerId, id: row.id }];
}

export function storedCase(row: CaseRow, customerId = row.customer_id): StoredCase[] {
  if (row.state === null) return [];
  return [{ ...documentOf<FoldedCase>(row.state), customerId, id: row.id }];
}
