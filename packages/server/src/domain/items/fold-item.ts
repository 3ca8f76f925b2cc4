// An item as its events tell it (C36), the same for every order of arrival (C22). Pure.
import type { ItemType } from '@throughline/types';
import type { FoldedItem, ItemEvent } from './model.js';

/** The events worth keeping: a bounded number, the same whatever the order they came in. */
export function boundEvents(events: readonly ItemEvent[]): ItemEvent[] {
  return [...events];
}

/** The item; null when nothing says that it exists. */
export function foldItem(_type: ItemType, _events: readonly ItemEvent[]): FoldedItem | null {
  return null;
}

/** C38: true after `lateAt`, unless the item is done. */
export function isLate({ lateAt, done }: Pick<FoldedItem, 'lateAt' | 'done'>, now: number): boolean {
  return !done && lateAt !== null && now > lateAt;
}

/** What is raised once per item and milestone (C38) is keyed by the item's id and this. */
export function milestoneKey({ milestoneCode, status }: Pick<FoldedItem, 'milestoneCode' | 'status'>): string {
  return milestoneCode === '' ? status : milestoneCode;
}
