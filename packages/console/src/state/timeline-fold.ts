// Lines of the timeline that say the same right after each other stand once, with how often (the same article read three times, an update and
// the step it reached). Pure. Every one of them stays a source of the line.
import type { TimelineItem } from '@throughline/types';

const FOLDED_MAX = 8; // as many sources as an address carries
const TOGETHER_MS = 3_600_000;

export interface TimelineRow {
  /** The newest of them. */
  item: TimelineItem;
  /** Newest first. */
  ids: readonly string[];
  /** How often it happened: an update and the step it reached are one happening told twice. */
  times: number;
}

/** @param items newest first */
export function foldedRows(items: readonly TimelineItem[]): TimelineRow[] {
  const rows: { item: TimelineItem; ids: string[]; times: number; said: string }[] = [];
  for (const item of items) {
    const last = rows.at(-1);
    const said = saidBy(item);
    if (last?.said === said && said !== '' && last.ids.length < FOLDED_MAX && last.item.at - item.at < TOGETHER_MS) {
      last.ids.push(item.id);
      if (item.name === last.item.name) last.times += 1;
    } else rows.push({ item, ids: [item.id], times: 1, said });
  }
  return rows;
}

/** A stub says nothing that could be said twice. */
const saidBy = ({ stub, title, channel, department, caseId, unverified, conversationId, details }: TimelineItem): string =>
  stub === true ? '' : JSON.stringify([title, channel, department, caseId, unverified, conversationId, details]);
