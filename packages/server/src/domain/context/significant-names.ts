// Names of events that are looked up however much came after them (C51): the newest few of each, by key, never by a scan. Pure.
import { CUSTOMER_EMAIL_EVENTS } from '../facts/event-names.js';
import { TELLING_EVENTS } from './recent-activity.js';

/** Sorted, so that the query has one text. */
export const SIGNIFICANT_NAMES: readonly string[] = [
  ...new Set([
    ...TELLING_EVENTS,
    ...CUSTOMER_EMAIL_EVENTS,
    'Branch Visit Logged',
    'Call Received',
    'Document Uploaded',
    'Form Completed',
    'Form Submitted',
    'IVR Input Received',
    'Payment Succeeded',
    'Promise Made',
    'Quote Issued',
    'conversation.closed',
    'conversation.started',
    'notice.sent',
  ]),
].sort((a, b) => (a < b ? -1 : 1));

/** Of each name and member. */
export const SIGNIFICANT_EACH = 3;
/** Newest interactions of each member: the timeline's first page, and enough of the last days for recent activity. */
export const RECENT_MAX = 40;
