// The small language golden customers are told in: events at Site-local times, a chat on top, earlier conversations beside it.
import type { Channel, Interaction, Json } from '@throughline/types';
import type { ContextMaterial, EarlierConversation } from '../domain/context/material.js';
import { officeHours } from '../domain/time/calendar.js';
import { emptyMaterial, foldInteractions } from './context-material.js';

export interface GoldenCustomer {
  name: string;
  now: number;
  material: ContextMaterial;
}

export const CUSTOMER_ID = emptyMaterial().customer.id;
const SUMMER = Date.UTC(2026, 2, 29, 1);
const WINTER = Date.UTC(2026, 9, 25, 1);
/** Europe/Berlin in 2026. */
const BERLIN = officeHours({
  offsets: [
    { from: 0, minutes: 60 },
    { from: SUMMER, minutes: 120 },
    { from: WINTER, minutes: 60 },
  ],
});

/** `'2026-03-02 10:05'` read in Berlin. */
export function at(text: string): number {
  const winter = Date.parse(`${text.replace(' ', 'T')}:00+01:00`);
  return winter - (winter >= SUMMER && winter < WINTER ? 3_600_000 : 0);
}
export const iso = (text: string): string => new Date(at(text)).toISOString();

let serial = 0;
/** Ids of events begin again: each customer's are the same whichever customers are built before. */
export function beginCustomer(): void {
  serial = 0;
}

export function event(
  when: string,
  channel: Channel,
  name: string,
  data: Record<string, Json> = {},
  over: Partial<Interaction> = {},
): Interaction {
  serial += 1;
  const id = `int_${String(serial).padStart(4, '0')}`;
  return {
    id,
    siteId: 'site_1',
    sourceId: 'src_1',
    messageId: id,
    customerIdAtIngest: CUSTOMER_ID,
    channel,
    department: null,
    visibility: 'shared',
    type: name === '' ? 'page' : name.includes('.') ? name : 'track',
    name,
    title: name === '' ? `Viewed ${String(data['path'])}` : name,
    data,
    occurredAt: at(when),
    receivedAt: at(when),
    originalTimestamp: null,
    flags: [],
    unverified: false,
    conversationId: null,
    causationId: null,
    correlationId: null,
    ...over,
  };
}

export const page = (when: string, path: string): Interaction =>
  event(when, 'web', '', {
    path,
    url: `https://bank.example${path}?token=1`,
    title: `Page ${path}`,
    context: { locale: 'de-DE', userAgent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36' },
  });

export interface Chat {
  opened: string;
  says: [when: string, text: string][];
  level?: 0 | 2 | 3;
  methods?: string[];
  waiting?: string;
  waitedBefore?: number;
  transfers?: number;
  channel?: Channel;
  department?: string;
  reAsked?: string[];
  reason?: string;
  reopenedSeq?: number;
}

function conversationOf(chat: Chat): NonNullable<ContextMaterial['conversation']> {
  return {
    id: 'cnv_now',
    channel: chat.channel ?? 'web_chat',
    openedAt: at(chat.opened),
    waitingSince: at(chat.waiting ?? chat.opened),
    transfers: chat.transfers ?? 0,
    reopenedSeq: chat.reopenedSeq ?? 0,
    department: chat.department ?? null,
    reAsked: (chat.reAsked ?? []).map((key) => ({ key, at: at(chat.opened) })),
    reasonCode: chat.reason ?? null,
    waitedBeforeSeconds: chat.waitedBefore ?? 0,
    verification: { level: chat.level ?? 0, methods: chat.methods ?? [], at: chat.level === undefined ? null : at(chat.opened) },
  };
}

export interface Told {
  now: string;
  past?: Interaction[];
  chat?: Chat;
  over?: Partial<ContextMaterial>;
}

/** The customer's material at `now`. */
export function customer(name: string, { now, past = [], chat, over = {} }: Told): GoldenCustomer {
  const empty = emptyMaterial();
  const messages = (chat?.says ?? []).map(([when, text], i) => ({ id: `ent_${i + 1}`, seq: i + 2, at: at(when), text }));
  return {
    name,
    now: at(now),
    material: {
      ...empty,
      ...foldInteractions(CUSTOMER_ID, past),
      conversation: chat === undefined ? null : conversationOf(chat),
      messages,
      site: { ...empty.site, calendar: BERLIN },
      conversationCount: chat === undefined ? 0 : 1,
      ...over,
    },
  };
}

export const earlier = (
  id: string,
  opened: string,
  closed: string | null,
  over: Partial<EarlierConversation> = {},
): EarlierConversation => ({
  id,
  channel: 'web_chat',
  status: closed === null ? 'open' : 'closed',
  openedAt: at(opened),
  closedAt: closed === null ? null : at(closed),
  outcome: null,
  firstText: '',
  ...over,
});

export const trait = (key: string, value: Json, trust = 3): ContextMaterial['traits'][number] => ({
  customerId: CUSTOMER_ID,
  key,
  value: JSON.stringify(value),
  trust,
  at: at('2026-03-01 08:00'),
  channel: 'web',
  department: null,
  visibility: 'shared',
});

/** Somebody signed in, with a name. */
export const verified = (name: string): Partial<ContextMaterial> => ({
  identifiers: [
    { type: 'user_id', value: '881', trust: 3 },
    { type: 'email', value: 'mia@example.org', trust: 2 },
  ],
  traits: [trait('name', name), trait('email', 'mia@example.org', 2), trait('segment', 'private banking')],
});
export const inGerman = (material: Partial<ContextMaterial>): Partial<ContextMaterial> => ({
  ...material,
  site: { ...emptyMaterial().site, calendar: BERLIN, locale: 'de-DE' },
});
