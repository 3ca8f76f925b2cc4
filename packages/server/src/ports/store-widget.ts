// What a site's widget is made of and shows: its configuration, how fast it is answered, what a visitor told before (W190, W191, W210).
import type { FormField, WidgetConfigUpdate } from '@throughline/types';
import type { SiteRecord } from './store-accounts.js';

/** What a visitor may be shown of what they said before. */
export interface ToldBefore {
  /** `name`, `email`, `phone` of a verified user, as the site itself vouches for them. */
  traits: Record<string, string>;
  /** Answers to the site's form, newest first. */
  answers: { field: string; label: string; value: string }[];
  /** Of the site as it is now. */
  form: FormField[];
}

export interface SiteChange {
  name?: string | undefined;
  origins?: string[] | undefined;
  widget?: WidgetConfigUpdate | undefined;
}
/** Who changes a setting, for the audit log, which keeps what it was before (K105). */
export interface ChangedBy {
  actor: string;
  now: number;
}

export interface WidgetOps {
  /**
   * Only what is named, in one transaction: two changes at once both count. Answers the site after it; null when there is none; `conflict`
   * when something that is changed is not what `was` says any more: nothing is changed then. `by`: who is named in the audit log.
   */
  changeSite(args: { siteId: string; was?: SiteChange; by?: ChangedBy } & SiteChange): Promise<SiteRecord | 'conflict' | null>;
  /**
   * How long visitors waited for the first answer, ms, each conversation of the chat once: the newest `limit` that began at or after
   * `since` and were answered.
   */
  firstAnswerTimes(args: { siteId: string; since: number; limit: number }): Promise<number[]>;
  /**
   * Of a visitor without a user id: what this very visitor answered. Of a verified user: what any of their own devices answered in
   * conversations held under the user, and their traits. Never what anybody else said there (S122).
   */
  toldBefore(args: { siteId: string; visitorId: string; userId: string | null }): Promise<ToldBefore>;
}
