// Titles of what the relay and its people decide: promises, items, cases, facts, notices (the dotted names). One line for the timeline, as
// somebody would say it. Pure.
import type { Json } from '@throughline/types';
import { keyOfField } from '../facts/keys.js';

type Data = Readonly<Record<string, Json>>;

const text = (data: Data, key: string): string | null => {
  const value = data[key];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : typeof value === 'number' ? String(value) : null;
};
const words = (data: Data, key: string): string | null => text(data, key)?.replace(/[_.]+/g, ' ') ?? null;
const item = (data: Data): string => {
  const named = data['item'];
  const inside = typeof named === 'object' && named !== null && !Array.isArray(named) ? named : data;
  return [words(inside, 'type'), text(inside, 'number')].filter((part) => part !== null).join(' ') || 'item';
};
const sentence = (start: string, ...parts: (string | null)[]): string => [start, ...parts.filter((part) => part !== null)].join(': ');
const capital = (line: string): string => line.charAt(0).toUpperCase() + line.slice(1);
const fact = (data: Data): string | null => {
  const key = text(data, 'key');
  return key === null ? null : (keyOfField(key)?.label ?? key.replaceAll('_', ' '));
};

const PROMISE: ReadonlyMap<string, string> = new Map([
  ['kept', 'Promise kept'],
  ['cancelled', 'Promise cancelled'],
  ['open', 'Promise opened again'],
]);
const TOLD_BY: ReadonlyMap<string, string> = new Map([
  ['sms', 'SMS'],
  ['email', 'e-mail'],
  ['web', 'on the site'],
  ['web_chat', 'chat'],
  ['mobile_app', 'app'],
  ['voice', 'phone'],
  ['whatsapp', 'WhatsApp'],
]);

/** `Told customer (SMS): …` */
function told(data: Data): string {
  const channel = text(data, 'channel');
  return sentence(
    channel === null ? 'Told customer' : `Told customer (${TOLD_BY.get(channel) ?? channel.replaceAll('_', ' ')})`,
    text(data, 'text'),
  );
}

function invoiceChecked(data: Data): string {
  const number = text(data, 'invoice_no');
  const order = text(data, 'order_id');
  const invoice = number === null ? `Invoice${order === null ? '' : ` of order ${order}`}` : `Invoice ${number}`;
  return data['mismatch'] === true ? `${invoice} does not match what was agreed` : `${invoice} checked, nothing differs`;
}

/** `Survey: satisfaction 4 of 5, effort 6 of 7` */
function survey(data: Data): string {
  const satisfaction = text(data, 'satisfaction');
  const effort = text(data, 'effort');
  const numbers = [satisfaction === null ? null : `satisfaction ${satisfaction} of 5`, effort === null ? null : `effort ${effort} of 7`];
  return sentence('Survey', numbers.filter((part) => part !== null).join(', ') || 'comment');
}

const TITLES: ReadonlyMap<string, (data: Data) => string> = new Map<string, (data: Data) => string>([
  ['commitment.updated', (data) => PROMISE.get(text(data, 'status') ?? '') ?? 'Promise changed'],
  ['commitment.broken', (data) => sentence('Promise not kept', text(data, 'text'))],
  ['tracked_item.updated', (data) => sentence(capital(item(data)), words(data, 'status') ?? text(data, 'title') ?? 'updated')],
  ['tracked_item.milestone', (data) => sentence(capital(item(data)), text(data, 'label') ?? words(data, 'milestone') ?? 'next step')],
  ['tracked_item.late', (data) => `${capital(item(data))} marked late`],
  ['invoice.checked', invoiceChecked],
  ['case.opened', (data) => sentence('Case opened', text(data, 'title'))],
  ['case.linked', (data) => (data['item'] === undefined ? 'Conversation linked to the case' : `${capital(item(data))} linked to the case`)],
  ['case.updated', (data) => sentence('Case', words(data, 'status') ?? 'changed', text(data, 'resolution'))],
  ['notice.sent', told],
  ['card.shown', (data) => sentence('Told in the widget', text(data, 'text'))],
  ['reason.confirmed', (data) => sentence('Reason', words(data, 'code'))],
  ['fact.confirmed', (data) => sentence('Confirmed', fact(data))],
  ['fact.rejected', (data) => sentence('Not right', fact(data))],
  ['details.given', () => 'Details given in the chat'],
  ['survey.answered', survey],
  ['fact.reasked', (data) => sentence('Asked again', fact(data))],
]);

/** Null for a name that is none of these. */
export function engineTitle(name: string, data: Data): string | null {
  return TITLES.get(name)?.(data) ?? null;
}
