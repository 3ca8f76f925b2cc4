// How likely it is that we lose this customer (C44), as a sum of reasons that an agent can check. Pure. The sum itself is never shown: a
// number invites to argue about the number.

export type ChurnRisk = 'low' | 'medium' | 'high' | 'unknown';

export interface ChurnInput<R> {
  now: number;
  /** All interactions of the customer; under three nothing can be said. */
  interactions: number;
  /** The newest sign of use: purchases and the site's active events. Contacts, help pages and surveys are none (J20). */
  lastActive: { at: number; ref: R } | null;
  /** Days of silence after which the customer counts as lost: see `lossDaysOf`; ⚙ 60 when unknown. */
  lossDays?: number;
  /** Newest failed payment that nothing repaired since. */
  failedPayment: readonly R[];
  /** Messages that speak of leaving, see `saysChurn`. */
  churnWords: readonly R[];
  brokenCommitments: readonly R[];
  /** Visits to cancel or export pages and searches for such, see `isLeavingIntent`. */
  leaving: readonly R[];
  openComplaints: readonly R[];
  /** The low point, when the mood is very negative. */
  veryNegative: readonly R[];
}

export interface ChurnPoint<R> {
  why: string;
  points: number;
  refs: R[];
}

const DAY_MS = 86_400_000;
const LOSS_DAYS = 60;
const AT_RISK_SHARE = 0.6;
const INTERACTIONS_MIN = 3;
const HIGH = 4;
const MEDIUM = 2;

/** The risk, and what it is made of, weightiest first. A point without a ref is not made (C2). */
export function churnOf<R>(input: ChurnInput<R>): { churn: ChurnRisk; points: ChurnPoint<R>[] } {
  if (input.interactions < INTERACTIONS_MIN) return { churn: 'unknown', points: [] };
  const points = [
    { why: 'speaks of leaving', points: 3, refs: [...input.churnWords] },
    { why: 'silent for longer than usual', points: 2, refs: silence(input) },
    { why: 'a payment failed and was not made good', points: 2, refs: [...input.failedPayment] },
    { why: 'a promise was broken', points: 2, refs: [...input.brokenCommitments] },
    { why: 'looked for how to cancel or export', points: 2, refs: [...input.leaving] },
    { why: 'a complaint is open', points: 1, refs: [...input.openComplaints] },
    { why: 'very unhappy in this conversation', points: 1, refs: [...input.veryNegative] },
  ].filter(({ refs }) => refs.length > 0);
  const sum = points.reduce((total, point) => total + point.points, 0);
  return { churn: sum >= HIGH ? 'high' : sum >= MEDIUM ? 'medium' : 'low', points };
}

function silence<R>({ lastActive, lossDays, now }: ChurnInput<R>): R[] {
  if (lastActive === null) return [];
  return now - lastActive.at > AT_RISK_SHARE * (lossDays ?? LOSS_DAYS) * DAY_MS ? [lastActive.ref] : [];
}

export interface LossInput {
  /** Times of signs of use, any order. */
  activeAt: readonly number[];
  /** 90th percentile of the gaps of all customers of the site; null while unknown. */
  siteP90Days: number | null;
  /** ⚙ 30. */
  floorDays?: number;
}

/** Days of silence after which this customer counts as lost (J21): the largest of 3 × own median gap (from 3 activities), p90, floor. */
export function lossDaysOf({ activeAt, siteP90Days, floorDays = 30 }: LossInput): number {
  const sorted = [...activeAt].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((at, index) => (at - (sorted[index] ?? at)) / DAY_MS);
  const own = sorted.length >= 3 ? 3 * median(gaps) : 0;
  return Math.max(own, siteP90Days ?? 0, floorDays);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

const LEAVING =
  /(?:^|[^\p{L}])(?:cancel(?:l?ation)?|cancell?ing|export(?:ing)?|close (?:my )?account|delete (?:my )?account|terminate|termination|unsubscribe|downgrade|kündig\p{L}*|datenexport|exportieren|konto (?:löschen|schließen)|vertrag beenden)(?:$|[^\p{L}])/u;

/** True for the path of a page (`/account/cancel`) or a search (`export all data`) of somebody who may be leaving. Orders are excepted. */
export function isLeavingIntent(pathOrSearch: string): boolean {
  const plain = pathOrSearch
    .slice(0, 300)
    .toLowerCase()
    .replace(/[/_+-]+|%20/g, ' ');
  return LEAVING.test(plain) && !/\border|\bbestell|\bbooking|\bbuchung/.test(plain);
}
