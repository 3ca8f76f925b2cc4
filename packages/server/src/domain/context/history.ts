// What came before and what happens now: totals, earlier conversations, live state, sources. Pure.
import { limits } from '@throughline/types';
import type { HandoffContext, TimelinePage } from '@throughline/types';
import type { ContextMaterial, EarlierConversation, LiveMaterial } from './material.js';
import { verbatimFor } from '../reasons/verbatim.js';
import { shown } from './plain-text.js';
import { ownRef } from './refs.js';
import { toIso } from '../time/civil.js';

const FIRST_WORDS = { reasonCode: null, locale: 'en', counts: [], siteRules: [] } as const;
const OUTCOME_MAX_CHARS = 200;
const URL_MAX_CHARS = 300;
const TITLE_MAX_CHARS = 120;
const FORM_COUNTS_MS = 30 * 86_400_000; // an older draft says nothing about today

export function historyOf(
  { channels, conversationCount }: ContextMaterial,
  firstSeenAt: number,
  timeline: TimelinePage,
): HandoffContext['history'] {
  const byChannel = new Map<ContextMaterial['channels'][number]['channel'], number>();
  for (const { channel, count } of channels) byChannel.set(channel, (byChannel.get(channel) ?? 0) + count);
  const sorted = [...byChannel].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return {
    interactions: sorted.reduce((sum, [, count]) => sum + count, 0),
    conversations: conversationCount,
    firstSeenAt: toIso(firstSeenAt),
    byChannel: Object.fromEntries(sorted),
    timelineCursor: timeline.cursor ?? '',
  };
}

/** The earliest interaction, else when the customer was created. */
export function firstSeen({ channels, customer }: ContextMaterial): number {
  return channels.reduce((first, { firstAt }) => Math.min(first, firstAt), customer.createdAt);
}

/** Newest first. */
export function earlierOf({ earlier }: ContextMaterial): EarlierConversation[] {
  return [...earlier].sort((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1));
}

export function previousView(earlier: readonly EarlierConversation[]): HandoffContext['previousConversations'] {
  return earlier.slice(0, limits.PREVIOUS_CONVERSATIONS_MAX).map(({ id, channel, status, openedAt, closedAt, outcome, firstText }) => ({
    conversationId: id,
    channel,
    openedAt: toIso(openedAt),
    ...(closedAt === null ? {} : { closedAt: toIso(closedAt) }),
    about: verbatimFor([{ text: firstText }], FIRST_WORDS)?.text ?? '',
    ...(outcome === null ? {} : { outcome: shown(outcome, OUTCOME_MAX_CHARS) }),
    status,
    refs: [ownRef('conversation', id, openedAt)],
  }));
}

/** Page only while the customer is there (K45); a form in progress also when they call. */
export function liveOf({ live, handoff }: ContextMaterial, now: number): HandoffContext['live'] {
  const by = (time: (row: LiveMaterial) => number): LiveMaterial | undefined =>
    [...live].sort((a, b) => time(b) - time(a) || (a.customerId < b.customerId ? -1 : 1))[0];
  const page = by((row) => row.pageAt);
  const form = by((row) => row.formAt);
  const title = page?.pageTitle ?? null;
  return {
    online: handoff.online,
    ...(page?.device === null || page === undefined ? {} : { device: shown(page.device, 60) }),
    ...(handoff.online && page !== undefined && page.pageUrl !== null
      ? { page: { url: shown(page.pageUrl, URL_MAX_CHARS), ...(title === null ? {} : { title: shown(title, TITLE_MAX_CHARS) }) } }
      : {}),
    ...(form?.formDraft != null && now - form.formAt <= FORM_COUNTS_MS
      ? { formDraft: { ...form.formDraft, form: shown(form.formDraft.form, 80), step: shown(form.formDraft.step, 80) } }
      : {}),
  };
}
