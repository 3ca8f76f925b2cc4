// Which submissions that wait together may run together. Pure. Invariant: what a sender queued in an order keeps it: of one conversation only
// the first is free, and none whose sender has something unusual waiting before it.
import type { SubmitArgs } from '../../../../ports/store-delivery.js';
import { looksPlain } from './submit-plain.js';
import type { ToOne } from './submit-plain.js';

export interface Queued<Item> {
  item: Item;
  /** Null: not plain, or not a submission at all. */
  plain: ToOne | null;
  /** Free when none of these is busy. */
  needs: readonly string[];
  /** Busy from here on. */
  takes: readonly string[];
}

/** What `args`, the arguments of a `submit`, mean for those around it. Never throws: what is no submission fails where it runs. */
export function queued<Item>(item: Item, args: unknown): Queued<Item> {
  if (!isSubmission(args)) return { item, plain: null, needs: [], takes: [] };
  const { siteId, id } = args.principal;
  const sender = `${siteId} ${id}`;
  const conversation = args.submit.conv === undefined ? [] : [`${siteId} ${args.submit.conv}`];
  const plain = looksPlain(args) ? args : null;
  return { item, plain, needs: [...conversation, sender], takes: plain === null ? [...conversation, sender] : conversation };
}

/** Splits a queue by what is busy, keeping its order. `busy` is not changed. */
export function freeOf<Item>(
  queue: readonly Queued<Item>[],
  busy: ReadonlySet<string> = new Set(),
): { free: Queued<Item>[]; held: Queued<Item>[] } {
  const taken = new Set(busy);
  const free: Queued<Item>[] = [];
  const held: Queued<Item>[] = [];
  for (const one of queue) {
    (one.needs.some((key) => taken.has(key)) ? held : free).push(one);
    for (const key of one.takes) taken.add(key);
  }
  return { free, held };
}

export interface Plain<Item> {
  item: Item;
  args: ToOne;
}

/** The plain ones by site. */
export function plainBySite<Item>(free: readonly Queued<Item>[]): Map<string, Plain<Item>[]> {
  const bySite = new Map<string, Plain<Item>[]>();
  for (const { item, plain } of free) {
    if (plain === null) continue;
    const ofSite = bySite.get(plain.principal.siteId);
    if (ofSite === undefined) bySite.set(plain.principal.siteId, [{ item, args: plain }]);
    else ofSite.push({ item, args: plain });
  }
  return bySite;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What the port's `submit` takes. Anything else is a caller's bug. */
function isSubmission(args: unknown): args is SubmitArgs {
  if (!isObject(args) || !('principal' in args) || !('submit' in args)) return false;
  const { principal, submit } = args;
  if (!isObject(principal) || !('id' in principal) || !('siteId' in principal) || !isObject(submit) || !('msgs' in submit)) return false;
  const { msgs } = submit;
  return Array.isArray(msgs) && msgs.every((message: unknown) => isObject(message) && 'body' in message && isObject(message.body));
}
