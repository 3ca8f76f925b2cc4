// What the data of a CloudEvent says about an item, in the words that interactions keep. Back offices write `etaUntil`, `eta_until` or
// `eta: {until}`; all of them are read. Pure.
import { isRecord } from './json-shape.js';

type Data = Record<string, unknown>;

const NAMES: readonly (readonly [string, readonly string[]])[] = [
  ['title', ['title']],
  ['status', ['status', 'state']],
  ['milestones', ['milestones']],
  ['milestone', ['milestone']],
  ['eta_from', ['eta_from', 'etaFrom']],
  ['eta_until', ['eta_until', 'etaUntil']],
  ['lines', ['lines']],
  ['amount_minor', ['amount_minor', 'amountMinor']],
  ['currency', ['currency']],
  ['links', ['links']],
  ['version', ['version']],
  ['time', ['time']],
  ['order_id', ['order_id', 'orderId']],
  ['removed', ['removed']],
];

/** Absent parts are left out. */
export function cloudItemData(data: Data, key: { type: string; number: string }): Data {
  const eta = isRecord(data['eta']) ? { eta_from: data['eta']['from'], eta_until: data['eta']['until'] } : {};
  const amount = isRecord(data['amount']) ? { amount_minor: data['amount']['amountMinor'], currency: data['amount']['currency'] } : {};
  const flat = NAMES.map(
    ([name, spellings]) => [name, spellings.map((spelling) => data[spelling]).find((value) => value !== undefined)] as const,
  );
  const said = Object.fromEntries(flat.filter(([, value]) => value !== undefined));
  const parts = Object.fromEntries(Object.entries({ ...eta, ...amount }).filter(([, value]) => value !== undefined));
  return { ...said, ...parts, ...key };
}
