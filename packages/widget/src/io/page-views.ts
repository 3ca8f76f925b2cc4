// The pages a visitor was on, held in memory until somebody may know of them (W5, W50, W110). Changes without a load are told by the
// Navigation API; where that is missing, the events chunk watches `history` from the first use on.
import type { Moment } from '../core/moment.js';

const SETTLE_MS = 100; // W50: routers replace the state a few times per navigation, and set the title after it
const HELD_MAX = 40; // twice what is ever sent, because one page may be told more than once

export const thisMoment = (): Moment => ({ at: Date.now(), href: location.href, title: document.title, referrer: document.referrer });

export interface PageViews {
  readonly held: Moment[];
  /** Called for each change from now on. */
  seen: (moment: Moment) => void;
}

/** @param signal ends it */
export function watchPages(signal: AbortSignal): PageViews {
  const navigation: EventTarget | undefined = window.navigation; // the DOM's types know no browser without it
  const settle = (): unknown => setTimeout(() => views.seen(thisMoment()), SETTLE_MS);
  const held = [thisMoment()];
  const views: PageViews = {
    held,
    seen: (moment) => held.push(moment) > HELD_MAX && held.shift(),
  };
  navigation?.addEventListener('currententrychange', settle, { signal });
  return views;
}
