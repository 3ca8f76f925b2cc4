// What an interaction says about tracked items (C36). Pure.
import type { ItemType } from '@throughline/types';
import type { ItemEvent } from './model.js';
import type { Saying } from './saying.js';

export interface SaidOfItem {
  type: ItemType;
  number: string;
  event: ItemEvent;
}

/** The items that `interaction` says something about; usually none or one. */
export function itemEventsOf(_interaction: Saying): SaidOfItem[] {
  return [];
}
