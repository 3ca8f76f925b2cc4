// Where an item stands (C36, C37), event by event. Pure.
import type { ItemType } from '@throughline/types';
import type { ItemEvent, Milestone } from './model.js';
import { stepOf, TEMPLATES } from './templates.js';

export interface Progress {
  milestones: Milestone[];
  /** True when a source sent its own list: a template's step that is not in it means nothing. */
  ownList: boolean;
  /** The furthest one ever reached, and whether the newest word is behind it. */
  furthest: string | null;
  wentBack: boolean;
}

export const NOTHING_REACHED: Progress = { milestones: [], ownList: false, furthest: null, wentBack: false };

/** `progress` after one more event, events in force order. */
export function advance(progress: Progress, event: ItemEvent, type: ItemType): Progress {
  const milestones = event.milestones === undefined ? progress.milestones : withKnownTimes(event.milestones, progress.milestones, event.at);
  const stated: Progress = { ...progress, milestones, ownList: progress.ownList || event.milestones !== undefined };
  const reached = event.reached === undefined ? stated : reach(stated, event, type);
  return reached === progress || (event.reached === undefined && event.milestones === undefined) ? progress : compared(reached, progress);
}

/** The milestone it stands at: the current or failed one. */
export function currentOf(milestones: readonly Milestone[]): Milestone | null {
  return milestones.find(({ state }) => state === 'current') ?? milestones.findLast(({ state }) => state === 'failed') ?? null;
}

/** Label and code of the current milestone, else of the last one done; null while nothing is reached. */
export function standingOf(milestones: readonly Milestone[]): Milestone | null {
  return currentOf(milestones) ?? milestones.findLast(({ state }) => state === 'done') ?? null;
}

/** Everything that was to come has come. */
export function isThrough(milestones: readonly Milestone[]): boolean {
  return (
    milestones.at(-1)?.state === 'done' ||
    (milestones.length > 0 && milestones.every(({ state }) => state === 'done' || state === 'skipped'))
  );
}

/** A list without times keeps those that are known; what it reaches anew was reached by the time of the event. */
function withKnownTimes(list: readonly Milestone[], before: readonly Milestone[], at: number): Milestone[] {
  return list.map((milestone) => {
    const known = before.find(({ code }) => code === milestone.code);
    const passed = milestone.state === 'done' || milestone.state === 'current' || milestone.state === 'failed';
    const newest = milestone.state === 'current' || milestone === list.at(-1);
    const reachedAt = milestone.at ?? (passed ? (known?.at ?? (newest ? at : null)) : null);
    return { ...milestone, at: reachedAt, plannedAt: milestone.plannedAt ?? known?.plannedAt ?? null };
  });
}

function reach(progress: Progress, { reached = '', reachedFrom, at }: ItemEvent, type: ItemType): Progress {
  const list = progress.milestones.length > 0 ? progress.milestones : templateOf(type);
  if (reachedFrom !== undefined && currentOf(progress.milestones)?.code !== reachedFrom) return progress;
  const meant = stepOf(type, reached);
  const index = list.findIndex(({ code, label }) => code === reached || code === meant?.code || label.toLowerCase() === meant?.label);
  if (index < 0) {
    if (progress.ownList || reached === '') return progress;
    const added: Milestone = { code: reached, label: reached.replaceAll('_', ' '), state: 'current', at, plannedAt: null };
    return { ...progress, milestones: [...list.map((one) => passed(one)), added] };
  }
  const milestones = list.map((milestone, position) => {
    if (position < index) return passed(milestone);
    if (position > index) return milestone.state === 'skipped' ? milestone : { ...milestone, state: 'upcoming' as const, at: null };
    const known = milestone.state === 'current' || milestone.state === 'done' ? milestone.at : null;
    return { ...milestone, state: index === list.length - 1 ? ('done' as const) : ('current' as const), at: known ?? at };
  });
  return { ...progress, milestones };
}

/** A step that something later was reached behind is done, unless it was skipped or failed. */
function passed(milestone: Milestone): Milestone {
  return milestone.state === 'upcoming' || milestone.state === 'current' ? { ...milestone, state: 'done' } : milestone;
}

function templateOf(type: ItemType): Milestone[] {
  return TEMPLATES[type].map(({ code, label }) => ({ code, label, state: 'upcoming', at: null, plannedAt: null }));
}

function compared(now: Progress, before: Progress): Progress {
  const index = now.milestones.findLastIndex(({ state }) => state === 'done' || state === 'current' || state === 'failed');
  const code = now.milestones[index]?.code ?? null;
  const earlier = before.furthest === null ? -1 : now.milestones.findIndex((milestone) => milestone.code === before.furthest);
  return index < earlier
    ? { ...now, furthest: before.furthest, wentBack: true }
    : { ...now, furthest: code ?? before.furthest, wentBack: false };
}
