// Times, channels and states in words. Pure apart from the browser's own time zone; nothing here is stored or sent.
import type { Channel, ConversationStatus, RejectReason } from '@throughline/types';
import { primitives } from '@throughline/types/decode';
import { inLanguage, readsFromRight, spoken, t } from './t.js';
import type { Locale } from './t.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** English dates are written as in Britain: the day first, 24 hours. */
export const dateLocale = (locale: Locale): string => (locale === 'en' ? 'en-GB' : locale);
const clock = inLanguage((locale) => new Intl.DateTimeFormat(dateLocale(locale), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }));
const dayMonth = inLanguage((locale) => new Intl.DateTimeFormat(dateLocale(locale), { day: 'numeric', month: 'short' }));
const dayMonthYear = inLanguage(
  (locale) => new Intl.DateTimeFormat(dateLocale(locale), { day: 'numeric', month: 'short', year: 'numeric' }),
);
const weekdayDay = inLanguage((locale) => new Intl.DateTimeFormat(dateLocale(locale), { weekday: 'long', day: 'numeric', month: 'long' }));
const full = inLanguage((locale) => new Intl.DateTimeFormat(dateLocale(locale), { dateStyle: 'full', timeStyle: 'long' }));

const startOfDay = (atMs: number): number => new Date(atMs).setHours(0, 0, 0, 0);

/** `10:02` */
export const clockTime = (atMs: number): string => clock().format(atMs);

/** `10:02` today, `3 Mar 10:02` this year, `3 Mar 2025` before. */
export function whenWords(atMs: number, nowMs: number): string {
  if (startOfDay(atMs) === startOfDay(nowMs)) return clock().format(atMs);
  if (new Date(atMs).getFullYear() === new Date(nowMs).getFullYear()) return `${dayMonth().format(atMs)} ${clock().format(atMs)}`;
  return dayMonthYear().format(atMs);
}

/** Where room is short: `10:02` today, `3 Mar` this year, `3 Mar 2025` before. The full time is in the tooltip. */
export function dayOrTime(atMs: number, nowMs: number): string {
  if (startOfDay(atMs) === startOfDay(nowMs)) return clock().format(atMs);
  return (new Date(atMs).getFullYear() === new Date(nowMs).getFullYear() ? dayMonth : dayMonthYear)().format(atMs);
}

/** Days of the calendar between: 0 today, 1 yesterday, −1 tomorrow. */
export const daysBefore = (atMs: number, nowMs: number): number => Math.round((startOfDay(nowMs) - startOfDay(atMs)) / DAY_MS);

/** Heading of a day: `Today`, `Yesterday`, `Monday 2 March`. */
export function dayWords(atMs: number, nowMs: number): string {
  const days = daysBefore(atMs, nowMs);
  if (days === 0) return t('Today');
  if (days === 1) return t('Yesterday');
  return new Date(atMs).getFullYear() === new Date(nowMs).getFullYear() ? weekdayDay().format(atMs) : dayMonthYear().format(atMs);
}

/** For tooltips: date, time and zone, nothing left to guess. */
export const fullTime = (atMs: number): string => full().format(atMs);
export const isoTime = (atMs: number): string => new Date(atMs).toISOString();

/** How long something lasts: `now`, `4 min`, `2 h 5 min`, `3 d`. */
export function durationWords(ms: number): string {
  if (ms < MINUTE_MS) return t('now');
  if (ms < HOUR_MS) return t('{n} min', { n: Math.floor(ms / MINUTE_MS) });
  if (ms < DAY_MS) {
    const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
    const hours = Math.floor(ms / HOUR_MS);
    return minutes === 0 ? t('{n} h', { n: hours }) : t('{hours} h {minutes} min', { hours, minutes });
  }
  return t('{n} d', { n: Math.floor(ms / DAY_MS) });
}

const CHANNEL_WORDS = inLanguage((): Record<Channel, string> => ({
  web: t('Web'),
  web_chat: t('Chat'),
  mobile_app: t('App'),
  email: t('E-mail'),
  sms: t('SMS'),
  voice: t('Phone'),
  ivr: t('IVR'),
  whatsapp: t('WhatsApp'),
  messenger: t('Messenger'),
  instagram: t('Instagram'),
  x: t('X'),
  telegram: t('Telegram'),
  slack: t('Slack'),
  branch: t('Branch'),
  order: t('Order##bought'),
  billing: t('Billing'),
  back_office: t('Back office'),
  marketing: t('Marketing'),
  partner_site: t('Partner site'),
  survey: t('Survey'),
  other: t('Other'),
}));
export const channelWords = (channel: Channel): string => CHANNEL_WORDS()[channel];
export const CHANNELS: readonly Channel[] = primitives.Channel.options;

const CODED = new RegExp(`\\b(${CHANNELS.join('|')})(?= (?:\\d{1,2} [A-Z][a-z]{2} )?\\d{2}:\\d{2})`, 'g');
const CODED_AFTER = new RegExp(`(?<=^(?:\\d{2}:\\d{2}|\\d{1,2} [A-Z][a-z]{2}(?: \\d{2}:\\d{2})?) )(${CHANNELS.join('|')})(?=,)`);
const named = (code: string): string => {
  const channel = CHANNELS.find((one) => one === code);
  if (channel === undefined) return code;
  // The line around it is in the site's language: a word that reads the other way must not turn the numbers beside it (K119).
  return readsFromRight(spoken()) ? `\u2068${channelWords(channel)}\u2069` : channelWords(channel);
};
/** A frozen line names channels by their code, before a time or first after one; people read `Chat 09:40` and `10 Apr SMS, …`. */
export const withChannelWords = (text: string): string => text.replace(CODED, named).replace(CODED_AFTER, named);

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
/** A time as an event carries it, as people read it; everything else stays as it is. */
export const readable = (value: string, nowMs: number): string => (INSTANT.test(value) ? whenWords(Date.parse(value), nowMs) : value);

const STATUSES = inLanguage((): Record<ConversationStatus, string> => ({
  queued: t('In the queue'),
  open: t('Open'),
  waiting: t('Customer’s turn'),
  snoozed: t('Snoozed'),
  closed: t('Closed'),
}));
export const statusWords = (status: ConversationStatus): string => STATUSES()[status];

/** 0–3 in words: how sure we are who writes (context.md §6). */
export function trustWords(trust: number): string {
  return [t('Anonymous'), t('Unverified'), t('Attested'), t('Verified')][trust] ?? t('Anonymous');
}

const ALERTS = inLanguage((): Record<string, string> => ({
  safety_legal: t('Safety or legal'),
  commitment_broken: t('Broken promise'),
  mismatch_price: t('Price mismatch'),
  mismatch_order: t('Order mismatch'),
  repeat_contact: t('Repeat contact'),
  payment_failed: t('Payment failed'),
  item_late: t('Late'),
  sla_breach: t('Waited too long'),
  churn_risk: t('May be leaving'),
  vip: t('VIP'),
  language_accessibility: t('Language or access'),
  possible_match: t('Possible match'),
}));
/** `repeat_contact(3)` → `Repeat contact 3`. An unknown code is shown readable, never dropped. */
export function alertWords(code: string): string {
  const [, name = code, count] = /^([a-z_]+)(?:\((\d+)\))?$/.exec(code) ?? [];
  const words = ALERTS()[name] ?? sentence(name);
  if (count === undefined) return words;
  return name === 'repeat_contact' ? t('Repeat contact {n}', { n: count }) : `${words} ${count}`;
}

const CRITICAL = new Set(['safety_legal', 'commitment_broken', 'mismatch_price', 'mismatch_order', 'payment_failed', 'sla_breach']);
/** Rows carry codes only: is this one of those that cannot wait? */
export const isCritical = (code: string): boolean => CRITICAL.has(code.replace(/\(.*$/, ''));

/** Every alert there is, for choosing one. */
export const alertCodes = (): string[] => Object.keys(ALERTS());

/** `form_draft-saved` → `Form draft saved`. */
export function sentence(code: string): string {
  const spaced = code.replace(/[_.-]+/g, ' ').trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const REASONS = inLanguage((): Record<RejectReason | 'expired' | 'forbidden' | 'bad_request' | 'too_old_build', string> => ({
  too_long: t('it is longer than 8 KB'),
  empty: t('it is empty'),
  kind_not_allowed: t('this is not allowed here'),
  already_claimed: t('somebody else took it first'),
  already_closed: t('the conversation is closed already'),
  already_answered: t('it was answered already'),
  not_closed: t('the conversation is open already'),
  unknown_target: t('that agent or team does not exist any more'),
  unknown_file: t('a file of it is not there any more'),
  unknown_note: t('that note is not there any more'),
  not_yours: t('only its author or a lead can do that'),
  not_snoozed: t('the conversation is not snoozed any more'),
  bad_time: t('that time is past or more than a year ahead'),
  too_many_tags: t('a conversation has at most 20 tags'),
  not_consulted: t('they were not asked, or are done already'),
  not_same_customer: t('the two are not of one customer'),
  not_merged: t('they are not merged any more'),
  ended: t('it ended more than 14 days ago'),
  continued: t('the customer has gone on in a newer conversation'),
  skipped: t('it was taken back'),
  invalid_text: t('it contains characters that cannot be stored'),
  expired: t('it waited for more than a week'),
  forbidden: t('you may not write here'),
  bad_request: t('the relay did not understand it'),
  too_old_build: t('this page is older than the relay; reload it'),
}));
/** Why something was not sent, to follow "because". */
export const failureWords = (reason: keyof ReturnType<typeof REASONS>): string => REASONS()[reason];

/** First letter up, the rest as it is: texts that were made for the middle of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const IDENTIFIERS = inLanguage((): Record<string, string> => ({
  userId: t('User id'),
  user_id: t('User id'),
  email: t('E-mail'),
  phone: t('Phone'),
  anonymousId: t('Device'),
  anonymous_id: t('Device'),
  device: t('Device'),
}));
export const identifierWords = (type: string): string => IDENTIFIERS()[type] ?? sentence(type);

const METHODS = inLanguage((): Record<string, string> => ({
  jwt: t('the site’s sign-in'),
  resume_code: t('resume code'),
  email_link: t('e-mail link'),
  agent_check: t('an agent’s check'),
  questions: t('security questions'),
  pin: t('PIN'),
}));
/** How an identity was proven. */
export const methodWords = (method: string): string => METHODS()[method] ?? sentence(method).toLowerCase();

const languages = inLanguage((locale) => new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }));
/** `de` → `German`; what is no language tag stays as it is. */
export function languageWords(tag: string): string {
  try {
    return languages().of(tag) ?? tag;
  } catch (error) {
    if (error instanceof RangeError) return tag;
    throw error;
  }
}

/** `EUR 159.20` in the browser's number format. */
export function moneyWords(money: { amountMinor: number; currency: string }): string {
  const format = new Intl.NumberFormat(dateLocale(spoken()), { style: 'currency', currency: money.currency });
  return format.format(money.amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** Two letters for an avatar. */
export function initials(name: string): string {
  const parts = name.split(/[\s@.]+/).filter((part) => part !== '');
  return ((parts[0]?.charAt(0) ?? '?') + (parts[1]?.charAt(0) ?? '')).toUpperCase();
}
