// Titles of what the relay and its people decide: promises, items, cases, facts, notices (the dotted names). One line for the timeline.
import type { Json } from '@throughline/types';

type Data = Readonly<Record<string, Json>>;

const text = (data: Data, key: string): string | null => {
  const value = data[key];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : typeof value === 'number' ? String(value) : null;
};
const item = (data: Data): string => {
  const named = data['item'];
  const inside = typeof named === 'object' && named !== null && !Array.isArray(named) ? named : data;
  return [text(inside, 'type'), text(inside, 'number')].filter((part) => part !== null).join(' ') || 'item';
};
const sentence = (start: string, ...parts: (string | null)[]): string => [start, ...parts.filter((part) => part !== null)].join(': ');
const capital = (line: string): string => line.charAt(0).toUpperCase() + line.slice(1);

const TITLES: ReadonlyMap<string, (data: Data) => string> = new Map<string, (data: Data) => string>([
  ['commitment.updated', (data) => `Promise ${text(data, 'status') ?? 'changed'}`],
  ['tracked_item.updated', (data) => sentence(capital(item(data)), text(data, 'status') ?? text(data, 'title') ?? 'updated')],
  ['tracked_item.milestone', (data) => sentence(capital(item(data)), text(data, 'label') ?? text(data, 'milestone') ?? 'next step')],
  ['tracked_item.late', (data) => `${capital(item(data))} is late`],
  ['invoice.checked', (data) => `Invoice of order ${text(data, 'order_id') ?? ''} checked`.replace('  ', ' ')],
  ['case.opened', (data) => sentence('Case opened', text(data, 'title'))],
  ['case.linked', (data) => (data['item'] === undefined ? 'Conversation added to the case' : `${capital(item(data))} added to the case`)],
  ['case.updated', (data) => sentence('Case', text(data, 'status')?.replaceAll('_', ' ') ?? 'changed', text(data, 'resolution'))],
  ['notice.sent', (data) => sentence('Told the customer', text(data, 'text'))],
  ['reason.confirmed', (data) => sentence('Reason', text(data, 'code'))],
  ['fact.confirmed', (data) => sentence('Confirmed', text(data, 'key'))],
  ['fact.rejected', (data) => sentence('Not right', text(data, 'key'))],
  ['fact.reasked', (data) => sentence('Asked again', text(data, 'key'))],
]);

/** Null for a name that is none of these. */
export function engineTitle(name: string, data: Data): string | null {
  return TITLES.get(name)?.(data) ?? null;
}
