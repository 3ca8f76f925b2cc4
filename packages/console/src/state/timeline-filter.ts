// What of a timeline is shown: by channel, department and case, each or none. Pure; the relay filters in the same words.
import type { Channel, HandoffContext, TimelineItem } from '@throughline/types';

export interface Filter {
  channel: Channel | null;
  department: string | null;
  case: string | null;
}
export const NO_FILTER: Filter = { channel: null, department: null, case: null };

/** Of the lines at hand, those the filter keeps: shown while the relay is asked for all of them. */
export const filterItems = (items: readonly TimelineItem[], filter: Filter): TimelineItem[] =>
  items.filter(
    (item) =>
      (filter.channel === null || item.channel === filter.channel) &&
      (filter.department === null || item.department === filter.department) &&
      (filter.case === null || item.caseId === filter.case),
  );

/** Departments the context names, in the order of the alphabet. */
export function departmentsOf(context: HandoffContext): string[] {
  const named = [
    ...context.timeline.items.map((item) => item.department),
    ...context.commitments.map((promise) => promise.department ?? null),
  ];
  return [...new Set(named.filter((name) => name !== null && name !== ''))].filter((name) => name !== null).sort();
}
