// The true steps of an item beside it (C37), and who may see them (C54).
import { expect, it } from 'vitest';
import { limits } from '@throughline/types';
import type { StoredItem } from '../items/model.js';
import { scopedItems } from './scope-items.js';
import { sightOf } from './sight.js';
import { itemsNow, itemsView } from './tracked-items.js';

const source = (id: string, department: string | null): StoredItem['refs'][number] => ({
  interactionId: id,
  kind: 'interaction',
  at: 1,
  channel: 'back_office',
  department,
  visibility: department === null ? 'shared' : 'department',
  origin: 'given',
  leg: id,
  value: '',
});
const milestones = (count: number, at: number): StoredItem['milestones'] =>
  Array.from({ length: count }, (_, index) => ({
    code: `s${index}`,
    label: `step ${index}`,
    state: index < at ? 'done' : index === at ? 'current' : 'upcoming',
    at: null,
    plannedAt: null,
  }));
const item = (more: Partial<StoredItem>): StoredItem => ({
  customerId: 'cus_1',
  id: 'itm_1',
  type: 'claim',
  number: 'CL-7741',
  title: 'Water damage',
  status: 'in_review',
  milestones: [],
  milestone: '',
  milestoneCode: '',
  etaFrom: null,
  etaUntil: null,
  etaHistory: [],
  lines: [],
  amountMinor: null,
  currency: null,
  links: [],
  orderId: null,
  version: null,
  done: false,
  failed: false,
  lateAt: null,
  wentBack: false,
  openedAt: 1,
  updatedAt: 1,
  refs: [source('int_1', null)],
  mismatches: [],
  ...more,
});
const view = (one: StoredItem): ReturnType<typeof itemsView>[number] | undefined => itemsView(itemsNow({ items: [one] }, [], 2))[0];

it('[C37] an item carries the steps of its own way, a long one around where it stands', () => {
  expect(view(item({}))?.milestones).toBeUndefined();
  expect(view(item({ milestones: milestones(3, 1) }))?.milestones).toEqual([
    { label: 'step 0', state: 'done' },
    { label: 'step 1', state: 'current' },
    { label: 'step 2', state: 'upcoming' },
  ]);
  const long = view(item({ milestones: milestones(15, 6) }))?.milestones ?? [];
  expect(long).toHaveLength(limits.ITEM_STEPS_MAX);
  expect(long.slice(0, 2)).toEqual([
    { label: 'step 5', state: 'done' },
    { label: 'step 6', state: 'current' },
  ]);
  expect(view(item({ milestones: milestones(10, 9) }))?.milestones?.at(-1)).toEqual({ label: 'step 9', state: 'current' });
});

it('[C54] who may not see one of its sources sees no step of it', () => {
  const hidden = item({ milestones: milestones(3, 1), refs: [source('int_1', null), source('int_2', 'fraud')] });
  const items = itemsView(itemsNow({ items: [hidden] }, [], 2));
  const [seen] = scopedItems(items, sightOf({ role: 'agent', departments: ['cards'] }));
  expect(seen).toMatchObject({ number: 'CL-7741' });
  expect(JSON.stringify(seen)).not.toContain('step');
});
