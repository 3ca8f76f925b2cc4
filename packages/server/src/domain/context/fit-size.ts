// Keeps a context within its size (C52). Pure. Entries go from the end of one list after the other, what can be fetched again first:
// the timeline down to a few items, then recent activity, attempts, stated facts, then the rest of the lists. Brief and headline stay.
import { utf8Bytes } from '@throughline/types';
import type { HandoffContext } from '@throughline/types';

const TIMELINE_KEPT = 5;
const NOT_ASCII = /[\u0080-\uffff]/g;

type Trimmable =
  'recentActivity' | 'attempts' | 'statedFacts' | 'trackedItems' | 'commitments' | 'openCases' | 'previousConversations' | 'alerts';
const ORDER: readonly Trimmable[] = [
  'recentActivity',
  'attempts',
  'statedFacts',
  'trackedItems',
  'commitments',
  'openCases',
  'previousConversations',
  'alerts',
];

/** `cursorOf` gives the cursor of the page that follows the last item kept. */
export function fitSize(context: HandoffContext, maxBytes: number, cursorOf: (lastId: string) => string | null): HandoffContext {
  const text = JSON.stringify(context);
  const longer = text.match(NOT_ASCII) ?? []; // of 32 KiB most is ASCII
  let over = text.length + utf8Bytes(longer.join('')) - longer.length - maxBytes;
  if (over <= 0) return context;
  const fitted: HandoffContext = { ...context };
  const cut = <T>(list: readonly T[], keep: number): T[] => {
    let length = list.length;
    while (over > 0 && length > keep) {
      length -= 1;
      over -= utf8Bytes(JSON.stringify(list[length])) + (length > 0 ? 1 : 0);
    }
    return list.slice(0, length);
  };
  const cutTimeline = (keep: number): void => {
    const items = cut(fitted.timeline.items, keep);
    const last = items.at(-1);
    if (last === undefined || items.length === fitted.timeline.items.length) return;
    const cursor = cursorOf(last.id);
    over += 2 * Math.max(0, utf8Bytes(cursor ?? '') - utf8Bytes(fitted.timeline.cursor ?? ''));
    fitted.timeline = { items, cursor };
    fitted.history = { ...fitted.history, timelineCursor: cursor ?? '' };
  };
  cutTimeline(TIMELINE_KEPT);
  for (const name of ORDER) trim(fitted, name, cut);
  fitted.coverage = { ...fitted.coverage, sources: cut(fitted.coverage.sources, 0) };
  cutTimeline(1);
  return fitted;
}

function trim(context: HandoffContext, name: Trimmable, cut: <T>(list: readonly T[], keep: number) => T[]): void {
  switch (name) {
    case 'recentActivity':
      context.recentActivity = cut(context.recentActivity, 0);
      return;
    case 'attempts':
      context.attempts = cut(context.attempts, 0);
      return;
    case 'statedFacts':
      context.statedFacts = cut(context.statedFacts, 0);
      return;
    case 'trackedItems':
      context.trackedItems = cut(context.trackedItems, 1);
      return;
    case 'openCases':
      context.openCases = cut(context.openCases, 1);
      return;
    case 'commitments':
      context.commitments = cut(context.commitments, 1);
      return;
    case 'previousConversations':
      context.previousConversations = cut(context.previousConversations, 0);
      return;
    case 'alerts':
      context.alerts = cut(context.alerts, 1);
      return;
  }
}
