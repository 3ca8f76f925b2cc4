// What a tracked item is, as the log tells it (C36): a bounded list of sourced events per (type, number), and the state folded from it.
import type { ItemType } from '@throughline/types';
import type { FactSource } from '../facts/merge-source.js';

export type MilestoneState = 'done' | 'current' | 'upcoming' | 'skipped' | 'failed';

export interface Milestone {
  code: string;
  label: string;
  state: MilestoneState;
  /** ms; when it was reached. */
  at: number | null;
  plannedAt: number | null;
}

export interface ItemLine {
  sku: string | null;
  title: string;
  quantity: number;
  amountMinor: number | null;
  /** https address, shown by the widget's card only. */
  imageUrl: string | null;
}

/** What one interaction says about an item. Absent fields say nothing; null takes a value back. */
export interface ItemEvent {
  /** Id of the interaction. */
  id: string;
  /** The item's own time (`time`, else when it occurred); an older one never overwrites a newer one. */
  at: number;
  version: number | null;
  source: FactSource;
  title?: string;
  status?: string;
  milestones?: Milestone[];
  /** Code of the milestone this event reaches, for sources that send no list. */
  reached?: string;
  /** `reached` counts only while the item stands at this milestone: a document moves a reported claim, not a decided one. */
  reachedFrom?: string;
  etaFrom?: number | null;
  etaUntil?: number | null;
  lines?: ItemLine[];
  amountMinor?: number;
  currency?: string;
  links?: { label: string; url: string }[];
  /** The order that an invoice, shipment or refund belongs to. */
  orderId?: string;
  /** `duplicate of …`, `refund of …`: free form of the source, kept for the sheet. */
  note?: string;
}

/** What a reader finds: the item, and what is said of it. */
export interface FoundItem {
  type: ItemType;
  number: string;
  fields: Partial<ItemEvent>;
}

export interface FoldedItem {
  title: string;
  status: string;
  milestones: Milestone[];
  /** Label of the current milestone, else of the newest done one, else the status. */
  milestone: string;
  milestoneCode: string;
  etaFrom: number | null;
  etaUntil: number | null;
  /** Earlier promised ends, oldest first, at most five: `eta_moved` compares with them. */
  etaHistory: { until: number; at: number; id: string }[];
  lines: ItemLine[];
  amountMinor: number | null;
  currency: string | null;
  links: { label: string; url: string }[];
  orderId: string | null;
  version: number | null;
  /** Delivered, paid, decided, live …: nothing is expected any more. */
  done: boolean;
  /** Cancelled, rejected, failed. */
  failed: boolean;
  /** When it starts to be late (C38): `etaUntil` + grace, or `plannedAt` of the current milestone, whichever is earlier; null when done. */
  lateAt: number | null;
  /** True when an event went to an earlier milestone than one reached before it. */
  wentBack: boolean;
  openedAt: number;
  updatedAt: number;
  /** Newest sources, newest last, at most eight. */
  refs: FactSource[];
}

/** An item as the store keeps it. */
export interface StoredItem extends FoldedItem {
  customerId: string;
  id: string;
  type: ItemType;
  number: string;
  mismatches: StoredMismatch[];
}

export type MismatchCode =
  'price_differs' | 'item_differs' | 'quantity_differs' | 'delivery_late' | 'duplicate_invoice' | 'status_backwards' | 'eta_moved';

export interface StoredMismatch {
  code: MismatchCode;
  /** Invoiced minus accepted, minor units (C34). */
  differenceMinor: number | null;
  currency: string | null;
  /** Who promised and who broke it: both are told. */
  departments: string[];
  at: number;
  refs: FactSource[];
}
