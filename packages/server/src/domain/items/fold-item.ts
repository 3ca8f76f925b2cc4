// An item as its events tell it (C36), the same for every order of arrival (C22). Pure.
import type { ItemType } from '@throughline/types';
import { compareSources } from '../facts/merge-source.js';
import type { FactSource } from '../facts/merge-source.js';
import { ownedAs, strictness } from '../facts/owner-of-source.js';
import { boundEvents, byTime, inForce, isClaimed } from './bound-events.js';
import { advance, currentOf, isThrough, NOTHING_REACHED, standingOf } from './fold-milestones.js';
import type { FoldedItem, ItemEvent, ItemLine, Milestone } from './model.js';
import { endOf, plainStatus, typeLabel } from './templates.js';

export { boundEvents } from './bound-events.js';

const ETA_HISTORY_MAX = 5;
const REFS_MAX = 8;
/** What nobody said anything about the state of. */
const UNSAID = 'open';

/**
 * The item; null while nobody says that there is one. An order is believed from the customer's own page, marked as claimed; that a claim or an
 * application exists is for the company to say, a document sent for it makes none. `graceMs` ⚙ 0 (C38).
 */
export function foldItem(type: ItemType, events: readonly ItemEvent[], graceMs = 0): FoldedItem | null {
  const kept = boundEvents(events);
  const vouched = kept.some((event) => !isClaimed(event));
  const first = kept[0];
  const made = kept.some((event) => (vouched ? !isClaimed(event) && event.reachedFrom === undefined : type === 'order'));
  if (first === undefined || !made) return null;
  const ordered = inForce(kept);
  const progress = ordered
    .filter((event) => !isClaimed(event) || (!vouched && type === 'order'))
    .reduce((held, event) => advance(held, event, type), NOTHING_REACHED);
  const { milestones } = progress;
  const standing = standingOf(milestones);
  const said = newest(ordered, 'status');
  const status = said === undefined ? (standing?.label ?? UNSAID) : plainStatus(said);
  const failed = endOf(type, status) === 'failed' || currentOf(milestones)?.state === 'failed';
  const done = failed || endOf(type, status) === 'done' || isThrough(milestones);
  const etaUntil = newest(ordered, 'etaUntil') ?? null;
  const lines = newest(ordered, 'lines') ?? [];
  const priced = ordered.findLast((event) => event.amountMinor !== undefined && !(vouched && isClaimed(event)));
  return {
    title: newest(ordered, 'title') ?? titleOf(type, lines),
    status,
    milestones,
    milestone: standing?.label ?? status,
    milestoneCode: standing?.code ?? '',
    etaFrom: newest(ordered, 'etaFrom') ?? null,
    etaUntil,
    etaHistory: etaHistory(ordered),
    lines,
    amountMinor: priced?.amountMinor ?? null,
    currency: priced?.currency ?? null,
    links: newest(ordered, 'links') ?? [],
    orderId: newest(ordered, 'orderId') ?? null,
    version: kept.reduce<number | null>((top, { version }) => (version === null ? top : Math.max(top ?? version, version)), null),
    done,
    failed,
    lateAt: done ? null : lateAt(etaUntil === null ? null : etaUntil + graceMs, currentOf(milestones)),
    wentBack: progress.wentBack,
    openedAt: first.at,
    updatedAt: [...kept].sort(byTime).at(-1)?.at ?? first.at,
    refs: refsOf(kept),
  };
}

/** C38: true after `lateAt`, unless the item is done. */
export function isLate({ lateAt: from, done }: Pick<FoldedItem, 'lateAt' | 'done'>, now: number): boolean {
  return !done && from !== null && now > from;
}

/** True when the company itself speaks of it: what pages alone say names no owner (ID22). */
export function isVouched({ refs }: Pick<FoldedItem, 'refs'>): boolean {
  return refs.some(({ origin }) => origin !== 'claimed');
}

/** What is raised once per item and milestone (C38) is keyed by the item's id and this. */
export function milestoneKey({ milestoneCode, status }: Pick<FoldedItem, 'milestoneCode' | 'status'>): string {
  return milestoneCode === '' ? status : milestoneCode;
}

/** When it was over; null while it is not. */
export function doneAt({ done, milestones, updatedAt }: Pick<FoldedItem, 'done' | 'milestones' | 'updatedAt'>): number | null {
  if (!done) return null;
  const last = milestones.at(-1);
  return last?.state === 'done' && last.at !== null ? last.at : updatedAt;
}

function newest<Key extends keyof ItemEvent>(ordered: readonly ItemEvent[], key: Key): ItemEvent[Key] | undefined {
  return ordered.findLast((event) => event[key] !== undefined)?.[key];
}

/** What was ordered, else what it is: an item without a title still reads well. */
function titleOf(type: ItemType, lines: readonly ItemLine[]): string {
  const [line, ...others] = lines;
  if (line === undefined || (type !== 'order' && type !== 'shipment')) return typeLabel(type);
  return others.length === 0 ? line.title : `${line.title} and ${others.length} more`;
}

function lateAt(until: number | null, current: Milestone | null): number | null {
  const planned = current?.plannedAt ?? null;
  if (until === null || planned === null) return until ?? planned;
  return Math.min(until, planned);
}

/** Ends that were promised before the one that holds, oldest first. */
function etaHistory(ordered: readonly ItemEvent[]): FoldedItem['etaHistory'] {
  const ends: { until: number; at: number; id: string }[] = [];
  for (const { etaUntil, at, id } of ordered) {
    if (etaUntil === undefined || etaUntil === null || ends.at(-1)?.until === etaUntil) continue;
    ends.push({ until: etaUntil, at, id });
  }
  const now = newest(ordered, 'etaUntil') ?? null;
  return (now === null ? ends : ends.slice(0, -1)).slice(-ETA_HISTORY_MAX);
}

/**
 * At most eight, newest last. First the newest of each owner, the strictest before others: whoever may not see one of them must not read what
 * it said, however often others spoke since (C54). Then the newest; those that the company vouches for before those of a page.
 */
function refsOf(kept: readonly ItemEvent[]): FactSource[] {
  const newestFirst = kept.map(({ source }) => source).sort((a, b) => weightOf(b) - weightOf(a) || compareSources(b, a));
  const ofOwners = new Map<string, FactSource>();
  for (const source of newestFirst) if (!ofOwners.has(ownedAs(source))) ofOwners.set(ownedAs(source), source);
  const owners = [...ofOwners.values()].sort((a, b) => strictness(b) - strictness(a) || weightOf(b) - weightOf(a) || compareSources(b, a));
  return [...new Set([...owners, ...newestFirst])].slice(0, REFS_MAX).sort(compareSources);
}

const weightOf = ({ origin }: FactSource): number => (origin === 'claimed' ? 0 : 1);
