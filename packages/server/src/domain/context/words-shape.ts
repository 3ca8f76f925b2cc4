// What a table of words holds, so that a language cannot leave one out.
import type { HandoffContext } from '@throughline/types';

type Commitment = HandoffContext['commitments'][number]['status'];
type Attempt = HandoffContext['attempts'][number]['result'];

export interface Words {
  months: readonly string[];
  unidentified: string;
  customer: string;
  newConversation: string;
  chose: string;
  option: string;
  promised: string;
  due: string;
  promiseStatus: Readonly<Record<Commitment, string>>;
  alreadyGiven: string;
  /** Of keys whose label is not the customer's or the site's own word. */
  factLabels: Readonly<Record<string, string>>;
  open: string;
  contact: string;
  since: string;
  tried: string;
  attemptResult: Readonly<Record<Attempt, string>>;
  helpSearch: string;
  helpArticles: string;
  signIn: string;
  payment: string;
  coupon: string;
  form: string;
  something: string;
  last: string;
  newDate: string;
  /** `{}` is the item's number. */
  toldLate: string;
  promiseNotKept: string;
  priceNotHonoured: string;
  /** `{}` is an amount. */
  billedMore: string;
  billedLess: string;
  billedTwice: string;
  deliveredDiffers: string;
  wentBack: string;
  /** `{}` is a number of contacts. */
  contactsInAWeek: string;
  paymentFailed: string;
  itemLate: string;
  /** `{}` is a case's title. */
  overdue: string;
  mayLeave: string;
  vip: string;
  /** `{}` is a language. */
  writes: string;
  needs: string;
  mayBeKnown: string;
  languages: Readonly<Record<string, string>>;
}
