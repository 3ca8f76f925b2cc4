// The at most two lines of guidance a context carries, with what called for them (C35, K46). Pure.
import type { Json } from '@throughline/types';
import { isNegativeMood } from '../sentiment/mood.js';
import type { Mood } from '../sentiment/mood.js';
import { BUILT_IN_PLAYBOOKS } from './built-in.js';
import type { Playbook } from './built-in.js';
import { matchWhere } from './match.js';

/** What playbooks look at: parts of a HandoffContext under their own names, and `complaint.open`. Whatever is absent fits nothing. */
export interface GuidanceFacts {
  alerts: { code: string }[];
  sentiment: { state: Mood };
  /** True while a case with a complaint is open, or the reason of the conversation is a complaint. */
  complaint: { open: boolean };
  [more: string]: Json;
}

export interface GuidanceLine {
  playbookId: string;
  kind: 'do' | 'avoid';
  text: string;
  /** What fitted, as `alerts.code:churn_risk`: the assembly turns it into refs. */
  because: string[];
}

const LINES_MAX = 2;
/** A site may forget to mark an offer as one; these words do it for them. */
const OFFER =
  /(?:^|[^\p{L}])(?:offer|discount|voucher|coupon|upsell|upgrade|deal|promotion|angebot|rabatt|gutschein)(?:s|e|n|en|s\p{L}*)?(?:$|[^\p{L}])/iu;

/** The lines, most important first. While a complaint is open or the mood is negative, none of them makes an offer (C35). */
export function guidanceFor(facts: GuidanceFacts, playbooks: readonly Playbook[] = BUILT_IN_PLAYBOOKS): GuidanceLine[] {
  const noOffers = facts.complaint.open || isNegativeMood(facts.sentiment.state);
  return [...playbooks]
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
    .filter((playbook) => !(noOffers && makesOffer(playbook)))
    .flatMap(({ id, kind, text, when }) => {
      const found = when.flatMap((where) => matchWhere(facts, where) ?? []);
      if (found.length === 0) return [];
      return [{ playbookId: id, kind, text, because: [...new Set(found.map(({ path, value }) => `${path}:${value}`))] }];
    })
    .slice(0, LINES_MAX);
}

const makesOffer = ({ kind, offer, text }: Playbook): boolean => kind === 'do' && (offer === true || OFFER.test(text));

export interface NoticeHolders {
  /** A case is open whose reason or item says that the bill is not what was agreed. */
  openBillingMismatchCase: boolean;
  openComplaint: boolean;
  mood: Mood;
}

/**
 * True when a Notice must wait (C35): reminders to pay and marketing while a billing mismatch is open; marketing also while a complaint is
 * open or the mood is negative. What the customer needs to know is never held.
 */
export function holdsNotice(kind: 'transactional' | 'dunning' | 'marketing', holders: NoticeHolders): boolean {
  if (kind === 'transactional') return false;
  if (holders.openBillingMismatchCase) return true;
  return kind === 'marketing' && (holders.openComplaint || isNegativeMood(holders.mood));
}
