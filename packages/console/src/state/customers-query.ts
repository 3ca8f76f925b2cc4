// What the list of customers is asked, and its address (K17, K90). Pure: an address nobody could have made is the whole list.
import type { Channel, CustomerListSort } from '@throughline/types';
import { CHANNELS } from './words.js';

const DAY_MS = 86_400_000;
/** Seen within so many days. */
export const SEEN_DAYS = [1, 7, 30, 90] as const;

export interface CustomersQuery {
  q: string;
  /** With or without a conversation; null: either. */
  talked: boolean | null;
  verified: boolean | null;
  channel: Channel | null;
  seenDays: (typeof SEEN_DAYS)[number] | null;
  sort: CustomerListSort;
}
export const EVERYBODY: CustomersQuery = { q: '', talked: null, verified: null, channel: null, seenDays: null, sort: 'last_activity' };

const yesNo = (value: string | null): boolean | null => (value === 'yes' ? true : value === 'no' ? false : null);

/** @param query without the question mark */
export function parseCustomers(query: string): CustomersQuery {
  const said = new URLSearchParams(query);
  return {
    q: said.get('q') ?? '',
    talked: yesNo(said.get('conversation')),
    verified: yesNo(said.get('verified')),
    channel: CHANNELS.find((one) => one === said.get('channel')) ?? null,
    seenDays: SEEN_DAYS.find((one) => String(one) === said.get('seen')) ?? null,
    sort: said.get('sort') === 'name' ? 'name' : 'last_activity',
  };
}

const said = (value: boolean | null): string => (value === null ? '' : value ? 'yes' : 'no');
const present = (pairs: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== ''));

/** What differs from the whole list, for the address. */
export const formatCustomers = ({ q, talked, verified, channel, seenDays, sort }: CustomersQuery): string =>
  new URLSearchParams(
    present({
      q: q.trim(),
      conversation: said(talked),
      verified: said(verified),
      channel: channel ?? '',
      seen: seenDays === null ? '' : String(seenDays),
      sort: sort === 'name' ? 'name' : '',
    }),
  ).toString();

/** Parameters of the API. `nowMs` makes a day of "seen within". */
export const apiQuery = ({ q, talked, verified, channel, seenDays, sort }: CustomersQuery, nowMs: number): Record<string, string> =>
  present({
    q: q.trim(),
    hasConversation: talked === null ? '' : String(talked),
    verified: verified === null ? '' : String(verified),
    channel: channel ?? '',
    seenAfter: seenDays === null ? '' : new Date(nowMs - seenDays * DAY_MS).toISOString(),
    sort,
  });

/** Something but the words and the order was chosen. */
export const isNarrowed = ({ talked, verified, channel, seenDays }: CustomersQuery): boolean =>
  talked !== null || verified !== null || channel !== null || seenDays !== null;
