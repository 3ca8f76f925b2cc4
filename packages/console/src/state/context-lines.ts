// The lines of a context by key, to tell what changed since somebody last looked (K40: "new since 10:02"). Pure.
import type { HandoffContext } from '@throughline/types';

/** Line key → what it says; a changed text makes the line new again. */
export type ContextLines = ReadonlyMap<string, string>;

/** What was on screen when somebody last looked. */
export interface LinesSeen {
  /** When that was, ms: the clock behind "new since". */
  at: number;
  lines: ContextLines;
}

export const lineKey = (section: 'alert' | 'brief' | 'fact' | 'promise' | 'item' | 'case' | 'activity', id: string): string =>
  `${section} ${id}`;

type Mismatch = HandoffContext['trackedItems'][number]['mismatch'][number];
const differs = ({ code, differenceMinor }: Mismatch): string => `${code} ${differenceMinor ?? ''}`;

const read = new WeakMap<HandoffContext, ContextLines>(); // a context never changes; every line of the panel asks

export function contextLines(context: HandoffContext): ContextLines {
  const known = read.get(context);
  if (known !== undefined) return known;
  const lines = new Map<string, string>();
  for (const alert of context.alerts) lines.set(lineKey('alert', alert.code), alert.text);
  for (const line of context.brief) lines.set(lineKey('brief', `${line.slot} ${line.text}`), line.text);
  for (const fact of context.statedFacts) lines.set(lineKey('fact', fact.factId), `${fact.value} ${fact.confirmed} ${fact.timesGiven}`);
  for (const promise of context.commitments)
    lines.set(
      lineKey('promise', promise.id),
      `${promise.text} ${promise.status} ${promise.dueAt ?? ''} ${promise.amount?.amountMinor ?? ''}`,
    );
  for (const item of context.trackedItems)
    lines.set(
      lineKey('item', item.id),
      `${item.status} ${item.milestone} ${item.late} ${item.eta ?? ''} ${item.mismatch.map(differs).join(' ')}`,
    );
  for (const open of context.openCases)
    lines.set(lineKey('case', open.caseId), `${open.status} ${open.link ?? ''} ${open.contacts} ${open.dueAt ?? ''}`);
  for (const line of context.recentActivity) lines.set(lineKey('activity', `${line.text} ${line.at}`), line.text);
  read.set(context, lines);
  return lines;
}

/** Is the line different from what was seen? Nothing is new in the first context of a conversation. */
export const isNewLine = (seen: LinesSeen | null, context: HandoffContext, key: string): boolean =>
  seen !== null && contextLines(context).get(key) !== seen.lines.get(key);

/** What was seen, after these lines were looked at too. */
export function afterLook(seen: LinesSeen, context: HandoffContext, keys: readonly string[]): LinesSeen {
  const now = contextLines(context);
  const lines = new Map(seen.lines);
  for (const key of keys) {
    const text = now.get(key);
    if (text === undefined) lines.delete(key);
    else lines.set(key, text);
  }
  return { at: seen.at, lines };
}
