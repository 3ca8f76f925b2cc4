// When and where a call was made: a queued `page` names the page the visitor was on then (W21). Types only.
export interface Moment {
  /** ms since the epoch. */
  at: number;
  href: string;
  title: string;
  referrer: string;
}
