// The words of headline, brief and alerts, per locale (C45–C48). Words only: which line stands where, and in which order its parts come, is
// the same in every language, so that an agent finds the promise where it always is. Channels and ids keep their codes.
import { GERMAN } from './words-de.js';
import type { Words } from './words-shape.js';

export type { Words } from './words-shape.js';

export const ENGLISH: Words = {
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  unidentified: 'Unidentified customer',
  customer: 'Customer',
  newConversation: 'new conversation',
  chose: 'chose',
  option: 'option',
  promised: 'promised',
  due: 'due',
  promiseStatus: { open: 'open', kept: 'kept', broken: 'broken', cancelled: 'cancelled' },
  alreadyGiven: 'Already given: ',
  factLabels: {},
  open: 'Open: ',
  contact: 'contact',
  since: 'since',
  tried: 'Tried ',
  attemptResult: { failed: 'failed', partial: 'partial', succeeded: 'succeeded', unknown: 'unknown' },
  helpSearch: 'help search',
  helpArticles: 'help articles',
  signIn: 'sign-in',
  payment: 'payment',
  coupon: 'coupon',
  form: 'form',
  something: 'something',
  last: 'Last: ',
  newDate: 'new date',
  toldLate: 'told that {} is late',
  promiseNotKept: 'promise not kept: {}',
  priceNotHonoured: 'promised price not honoured',
  billedMore: 'billed {} more than agreed',
  billedLess: 'billed {} less than agreed',
  billedTwice: 'billed twice',
  deliveredDiffers: 'delivered differs from ordered',
  wentBack: '{} went back a step',
  contactsInAWeek: 'contact {} within 7 days',
  paymentFailed: 'payment failed',
  itemLate: '{} is late',
  overdue: '{} is overdue',
  mayLeave: 'may be leaving',
  vip: 'VIP',
  writes: 'writes {}',
  needs: 'needs: {}',
  mayBeKnown: 'may be somebody we know',
  languages: {
    ar: 'Arabic',
    cs: 'Czech',
    da: 'Danish',
    de: 'German',
    en: 'English',
    es: 'Spanish',
    fi: 'Finnish',
    fr: 'French',
    he: 'Hebrew',
    hi: 'Hindi',
    hu: 'Hungarian',
    it: 'Italian',
    ja: 'Japanese',
    ko: 'Korean',
    nl: 'Dutch',
    no: 'Norwegian',
    pl: 'Polish',
    pt: 'Portuguese',
    ru: 'Russian',
    sv: 'Swedish',
    th: 'Thai',
    tr: 'Turkish',
    uk: 'Ukrainian',
    vi: 'Vietnamese',
    zh: 'Chinese',
  },
};

/** The table of a locale (BCP 47); English for every language that has none. */
export function wordsFor(locale: string): Words {
  return /^de(?:[-_]|$)/i.test(locale) ? GERMAN : ENGLISH;
}

/** `template` with `{}` filled in. */
export const filled = (template: string, value: string): string => template.replace('{}', () => value);
