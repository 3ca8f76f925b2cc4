// Times, channels and states in words. Pure apart from the browser's own time zone; nothing here is stored or sent.
import type { Channel, ConversationStatus, RejectReason } from '@throughline/types';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const weekdayDay = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

const startOfDay = (atMs: number): number => new Date(atMs).setHours(0, 0, 0, 0);

/** `10:02` */
export const clockTime = (atMs: number): string => clock.format(atMs);

/** `10:02` today, `3 Mar 10:02` this year, `3 Mar 2025` before. */
export function whenWords(atMs: number, nowMs: number): string {
  if (startOfDay(atMs) === startOfDay(nowMs)) return clock.format(atMs);
  if (new Date(atMs).getFullYear() === new Date(nowMs).getFullYear()) return `${dayMonth.format(atMs)} ${clock.format(atMs)}`;
  return dayMonthYear.format(atMs);
}

/** Where room is short: `10:02` today, `3 Mar` this year, `3 Mar 2025` before. The full time is in the tooltip. */
export function dayOrTime(atMs: number, nowMs: number): string {
  if (startOfDay(atMs) === startOfDay(nowMs)) return clock.format(atMs);
  return (new Date(atMs).getFullYear() === new Date(nowMs).getFullYear() ? dayMonth : dayMonthYear).format(atMs);
}

/** Heading of a day: `Today`, `Yesterday`, `Monday 2 March`. */
export function dayWords(atMs: number, nowMs: number): string {
  const days = Math.round((startOfDay(nowMs) - startOfDay(atMs)) / DAY_MS);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return new Date(atMs).getFullYear() === new Date(nowMs).getFullYear() ? weekdayDay.format(atMs) : dayMonthYear.format(atMs);
}

/** For tooltips: date, time and zone, nothing left to guess. */
export const fullTime = (atMs: number): string => full.format(atMs);
export const isoTime = (atMs: number): string => new Date(atMs).toISOString();

/** How long something lasts: `now`, `4 min`, `2 h 5 min`, `3 d`. */
export function durationWords(ms: number): string {
  if (ms < MINUTE_MS) return 'now';
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < DAY_MS) {
    const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
    return `${Math.floor(ms / HOUR_MS)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
  }
  return `${Math.floor(ms / DAY_MS)} d`;
}

const CHANNEL_WORDS: Record<Channel, string> = {
  web: 'Web',
  web_chat: 'Chat',
  mobile_app: 'App',
  email: 'E-mail',
  sms: 'SMS',
  voice: 'Phone',
  ivr: 'IVR',
  whatsapp: 'WhatsApp',
  messenger: 'Messenger',
  instagram: 'Instagram',
  x: 'X',
  telegram: 'Telegram',
  slack: 'Slack',
  branch: 'Branch',
  order: 'Order',
  billing: 'Billing',
  back_office: 'Back office',
  marketing: 'Marketing',
  partner_site: 'Partner site',
  survey: 'Survey',
  other: 'Other',
};
export const channelWords = (channel: Channel): string => CHANNEL_WORDS[channel];
const isChannel = (name: string): name is Channel => Object.hasOwn(CHANNEL_WORDS, name);
export const CHANNELS: readonly Channel[] = Object.keys(CHANNEL_WORDS).filter(isChannel);

const CODED = new RegExp(`\\b(${CHANNELS.join('|')})(?= (?:\\d{1,2} [A-Z][a-z]{2} )?\\d{2}:\\d{2})`, 'g');
const CODED_AFTER = new RegExp(`(?<=^(?:\\d{2}:\\d{2}|\\d{1,2} [A-Z][a-z]{2}(?: \\d{2}:\\d{2})?) )(${CHANNELS.join('|')})(?=,)`);
const named = (code: string): string => {
  const channel = CHANNELS.find((one) => one === code);
  return channel === undefined ? code : channelWords(channel);
};
/** A frozen line names channels by their code, before a time or first after one; people read `Chat 09:40` and `10 Apr SMS, …`. */
export const withChannelWords = (text: string): string => text.replace(CODED, named).replace(CODED_AFTER, named);

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
/** A time as an event carries it, as people read it; everything else stays as it is. */
export const readable = (value: string, nowMs: number): string => (INSTANT.test(value) ? whenWords(Date.parse(value), nowMs) : value);

const STATUSES: Record<ConversationStatus, string> = {
  queued: 'In the queue',
  open: 'Open',
  waiting: 'Customer’s turn',
  snoozed: 'Snoozed',
  closed: 'Closed',
};
export const statusWords = (status: ConversationStatus): string => STATUSES[status];

/** 0–3 in words: how sure we are who writes (context.md §6). */
export function trustWords(trust: number): string {
  return ['Anonymous', 'Unverified', 'Attested', 'Verified'][trust] ?? 'Anonymous';
}

const ALERTS: Record<string, string> = {
  safety_legal: 'Safety or legal',
  commitment_broken: 'Broken promise',
  mismatch_price: 'Price mismatch',
  mismatch_order: 'Order mismatch',
  repeat_contact: 'Repeat contact',
  payment_failed: 'Payment failed',
  item_late: 'Late',
  sla_breach: 'Waited too long',
  churn_risk: 'May be leaving',
  vip: 'VIP',
  language_accessibility: 'Language or access',
  possible_match: 'Possible match',
};
/** `repeat_contact(3)` → `Repeat contact 3`. An unknown code is shown readable, never dropped. */
export function alertWords(code: string): string {
  const [, name = code, count] = /^([a-z_]+)(?:\((\d+)\))?$/.exec(code) ?? [];
  const words = ALERTS[name] ?? sentence(name);
  return count === undefined ? words : `${words} ${count}`;
}

const CRITICAL = new Set(['safety_legal', 'commitment_broken', 'mismatch_price', 'mismatch_order', 'payment_failed', 'sla_breach']);
/** Rows carry codes only: is this one of those that cannot wait? */
export const isCritical = (code: string): boolean => CRITICAL.has(code.replace(/\(.*$/, ''));

/** `form_draft-saved` → `Form draft saved`. */
export function sentence(code: string): string {
  const spaced = code.replace(/[_.-]+/g, ' ').trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const REASONS: Record<RejectReason | 'expired' | 'forbidden' | 'bad_request' | 'too_old_build', string> = {
  too_long: 'it is longer than 8 KB',
  empty: 'it is empty',
  kind_not_allowed: 'this is not allowed here',
  already_claimed: 'somebody else took it first',
  already_closed: 'the conversation is closed already',
  not_closed: 'the conversation is open already',
  unknown_target: 'that agent or team does not exist any more',
  skipped: 'it was taken back',
  invalid_text: 'it contains characters that cannot be stored',
  expired: 'it waited for more than a week',
  forbidden: 'you may not write here',
  bad_request: 'the relay did not understand it',
  too_old_build: 'this page is older than the relay; reload it',
};
/** Why something was not sent, to follow "because". */
export const failureWords = (reason: keyof typeof REASONS): string => REASONS[reason];

/** First letter up, the rest as it is: texts that were made for the middle of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const IDENTIFIERS: Record<string, string> = {
  userId: 'User id',
  user_id: 'User id',
  email: 'E-mail',
  phone: 'Phone',
  anonymousId: 'Device',
  anonymous_id: 'Device',
  device: 'Device',
};
export const identifierWords = (type: string): string => IDENTIFIERS[type] ?? sentence(type);

const METHODS: Record<string, string> = {
  jwt: 'the site’s sign-in',
  resume_code: 'resume code',
  email_link: 'e-mail link',
  agent_check: 'an agent’s check',
  questions: 'security questions',
  pin: 'PIN',
};
/** How an identity was proven. */
export const methodWords = (method: string): string => METHODS[method] ?? sentence(method).toLowerCase();

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });
/** `de` → `German`; what is no language tag stays as it is. */
export function languageWords(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch (error) {
    if (error instanceof RangeError) return tag;
    throw error;
  }
}

/** `EUR 159.20` in the browser's number format. */
export function moneyWords(money: { amountMinor: number; currency: string }): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency: money.currency });
  return format.format(money.amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** Two letters for an avatar. */
export function initials(name: string): string {
  const parts = name.split(/[\s@.]+/).filter((part) => part !== '');
  return ((parts[0]?.charAt(0) ?? '?') + (parts[1]?.charAt(0) ?? '')).toUpperCase();
}
