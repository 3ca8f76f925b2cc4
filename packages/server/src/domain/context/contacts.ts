// How often the customer had to come to us, and what it cost them (C43). Pure.
import type { Channel, HandoffContext } from '@throughline/types';
import { CUSTOMER_EMAIL_EVENTS } from '../facts/event-names.js';
import type { ContextMaterial, PastInteraction } from './material.js';

const WEEK_MS = 7 * 86_400_000;
const CALL_GAP_MS = 30 * 60_000; // keypad steps within half an hour, and the talk that follows, are one call

export interface Contact {
  at: number;
  channel: Channel;
  /** Conversation it is, if any. */ conversationId: string | null;
  interaction: PastInteraction | null;
}

/** Conversations, calls, visits and letters the customer started, oldest first. */
export function contactsOf(
  material: Pick<ContextMaterial, 'conversation' | 'earlier'>,
  interactions: readonly PastInteraction[],
): Contact[] {
  const contacts: Contact[] = material.earlier.map((one) => ({
    at: one.openedAt,
    channel: one.channel,
    conversationId: one.id,
    interaction: null,
  }));
  const { conversation } = material;
  if (conversation !== null)
    contacts.push({ at: conversation.openedAt, channel: conversation.channel, conversationId: conversation.id, interaction: null });
  for (const interaction of interactions) {
    if (startsContact(interaction))
      contacts.push({ at: interaction.occurredAt, channel: interaction.channel, conversationId: null, interaction });
  }
  contacts.sort((a, b) => a.at - b.at || (keyOf(a) < keyOf(b) ? -1 : 1));
  return contacts.filter((contact, i) => !continuesCall(contacts[i - 1], contact));
}

const keyOf = (contact: Contact): string => contact.conversationId ?? contact.interaction?.id ?? '';

function startsContact({ name }: PastInteraction): boolean {
  return name === 'Branch Visit Logged' || name === 'IVR Input Received' || name === 'Call Received' || CUSTOMER_EMAIL_EVENTS.has(name);
}

function continuesCall(before: Contact | undefined, contact: Contact): boolean {
  if (before === undefined || before.channel !== 'ivr') return false;
  return (contact.channel === 'ivr' || contact.channel === 'voice') && contact.at - before.at <= CALL_GAP_MS;
}

type Effort = HandoffContext['effort'];

/** Every component is shown beside the sum; the sum is capped at 100. */
export function effortScore(parts: Omit<Effort, 'score'>): number {
  const sum =
    10 * Math.max(0, parts.contacts7d - 1) +
    8 * parts.channelSwitches +
    12 * parts.transfers +
    15 * parts.repeatExplanations +
    6 * parts.reAsks +
    5 * parts.failedSelfService +
    Math.min(20, (0.5 * parts.waitedSeconds) / 60) +
    15 * parts.brokenCommitments;
  return Math.min(100, Math.round(sum));
}

/** Components that have an engine: contacts, switches, transfers, failed self-service, waiting, broken promises. The rest is 0 for now. */
export function effortOf(
  contacts: readonly Contact[],
  {
    transfers,
    waitedSeconds,
    failedSelfService,
    brokenCommitments,
  }: Pick<Effort, 'transfers' | 'waitedSeconds' | 'failedSelfService' | 'brokenCommitments'>,
  now: number,
): Effort {
  const week = contacts.filter(({ at }) => at <= now && now - at <= WEEK_MS);
  const channelSwitches = week.filter((contact, i) => i > 0 && week[i - 1]?.channel !== contact.channel).length;
  const parts = {
    contacts7d: week.length,
    channelSwitches,
    transfers,
    repeatExplanations: 0,
    reAsks: 0,
    failedSelfService,
    waitedSeconds,
    brokenCommitments,
  };
  return { score: effortScore(parts), ...parts };
}
