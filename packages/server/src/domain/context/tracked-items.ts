// Orders, claims, applications … as the agent sees them (C36, C38): late ones first. Pure.
import { limits } from '@throughline/types';
import type { HandoffContext, Ref } from '@throughline/types';
import { isLate } from '../items/fold-item.js';
import { standingOf } from '../items/fold-milestones.js';
import type { Milestone } from '../items/model.js';
import { toIso } from '../time/civil.js';
import type { ContextMaterial, PastInteraction, StoredItem } from './material.js';
import { shown } from './plain-text.js';
import { interactionRef, ownedAs, refsOf, sourceRef, wordsOf } from './refs.js';
import { compareNewestFirst } from './timeline-item.js';

const ITEMS_MAX = 20; // context.md Limits
const REFS_MAX = 6;
const DOCUMENTS_MAX = 3;
const TITLE_MAX_CHARS = 120;
const STATUS_MAX_CHARS = 60;

export interface ItemNow extends StoredItem {
  late: boolean;
  /** Newest last change first, then what the customer sent for it. */
  allRefs: Ref[];
  /** How many of them its words come from. */
  words: number;
}

/** Late, then still expected, then done; the newest change first. */
export function itemsNow({ items }: Pick<ContextMaterial, 'items'>, interactions: readonly PastInteraction[], now: number): ItemNow[] {
  if (items.length === 0) return [];
  const documents = documentsByNumber(interactions);
  const rank = (item: ItemNow): number => (item.late ? 0 : item.done ? 2 : 1);
  return items
    .filter(({ refs }) => refs.length > 0)
    .map((item): ItemNow => {
      const sent = (documents.get(item.number.toUpperCase()) ?? []).slice(0, DOCUMENTS_MAX).map(interactionRef);
      const told = toldBy(item, REFS_MAX - sent.length);
      return { ...item, late: isLate(item, now), allRefs: refsOf([...told, ...sent]), words: told.length };
    })
    .sort((a, b) => rank(a) - rank(b) || b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1))
    .slice(0, ITEMS_MAX);
}

/** Newest first, one of each owner before all others: who may not see one of them must not read what it said (C54). */
function toldBy({ refs }: StoredItem, max: number): Ref[] {
  const owners = new Set<string>();
  const [first, rest] = [new Array<Ref>(), new Array<Ref>()];
  for (const source of refs.toReversed()) {
    const owner = ownedAs(source);
    (owners.has(owner) ? rest : first).push(sourceRef(source));
    owners.add(owner);
  }
  return [...first, ...rest].slice(0, Math.max(first.length, max));
}

const NUMBER_KEYS = ['claim_id', 'order_id', 'application_id', 'item_number', 'number'];

function documentsByNumber(interactions: readonly PastInteraction[]): Map<string, PastInteraction[]> {
  const found = new Map<string, PastInteraction[]>();
  for (const one of interactions) {
    if (one.name !== 'Document Uploaded') continue;
    const item = one.data['item'];
    const inner = typeof item === 'object' && item !== null && !Array.isArray(item) ? item['number'] : undefined;
    const number = [inner, ...NUMBER_KEYS.map((key) => one.data[key])].find((value) => typeof value === 'string' && value !== '');
    if (typeof number !== 'string') continue;
    found.set(number.toUpperCase(), [...(found.get(number.toUpperCase()) ?? []), one].sort(compareNewestFirst));
  }
  return found;
}

export function itemsView(items: readonly ItemNow[]): HandoffContext['trackedItems'] {
  return items.map((item) => {
    const { id, type, number, title, status, milestone, etaUntil, late, amountMinor, currency, mismatches, allRefs, words } = item;
    return {
      id,
      type,
      number: shown(number, 64),
      title: shown(title, TITLE_MAX_CHARS),
      status: shown(status, STATUS_MAX_CHARS),
      milestone: shown(milestone, STATUS_MAX_CHARS),
      ...stepsOf(item.milestones),
      ...(etaUntil === null ? {} : { eta: toIso(etaUntil) }),
      late,
      ...(amountMinor === null || currency === null ? {} : { amount: { amountMinor, currency } }),
      mismatch: mismatches
        .filter(({ refs }) => refs.length > 0)
        .map(({ code, differenceMinor, refs }) => ({
          code,
          ...(differenceMinor === null ? {} : { differenceMinor }),
          refs: refsOf(refs.map(sourceRef)).slice(0, REFS_MAX),
        })),
      refs: allRefs,
      ...wordsOf(words),
    };
  });
}

/** A long way is shown around where the item stands: one step behind it, the others ahead. */
function stepsOf(milestones: readonly Milestone[]): Pick<HandoffContext['trackedItems'][number], 'milestones'> {
  if (milestones.length === 0) return {};
  const standing = standingOf(milestones);
  const at = standing === null ? 0 : milestones.indexOf(standing);
  const first = Math.max(0, Math.min(at - 1, milestones.length - limits.ITEM_STEPS_MAX));
  const steps = milestones.slice(first, first + limits.ITEM_STEPS_MAX);
  return { milestones: steps.map(({ label, state }) => ({ label: shown(label, STATUS_MAX_CHARS), state })) };
}
