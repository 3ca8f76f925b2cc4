// How often the customer had to come to us (C43): conversations, calls, visits and letters they started. Pure.
import type { Channel } from '@throughline/types';
import { CUSTOMER_EMAIL_EVENTS } from '../facts/event-names.js';
import type { ContextMaterial, PastInteraction } from './material.js';

const PHONE: ReadonlySet<Channel> = new Set(['ivr', 'voice']);
const CALL_GAP_MS = 30 * 60_000; // keypad steps within half an hour, and the talk that follows, are one call

export interface Contact {
  at: number;
  channel: Channel;
  /** Conversation it is, if any. */
  conversationId: string | null;
  /** Case that knows of it, if any. */
  caseId: string | null;
  interaction: PastInteraction | null;
  /** When the conversation ended; null while it goes on, and for what is none. */
  closedAt: number | null;
}

/** Oldest first. The steps of one call are one contact, on the channel it began. */
export function contactsOf(
  { conversation, earlier, cases }: Pick<ContextMaterial, 'conversation' | 'earlier' | 'cases'>,
  interactions: readonly PastInteraction[],
): Contact[] {
  const caseOf = new Map<string, string>();
  for (const one of [...cases].sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))) {
    for (const id of [...one.conversationIds, ...one.refs.map(({ interactionId }) => interactionId)]) caseOf.set(id, one.id);
  }
  const started = [...earlier, ...(conversation === null ? [] : [{ ...conversation, closedAt: null }])].map(
    ({ id, channel, openedAt: at, closedAt }): Contact => ({
      at,
      channel,
      conversationId: id,
      caseId: caseOf.get(id) ?? null,
      interaction: null,
      closedAt,
    }),
  );
  const logged = interactions.filter(startsContact).map((interaction): Contact => {
    const { id, channel, occurredAt: at } = interaction;
    return { at, channel, conversationId: null, caseId: caseOf.get(id) ?? null, interaction, closedAt: null };
  });
  return joined([...started, ...logged].sort((a, b) => a.at - b.at || (keyOf(a) < keyOf(b) ? -1 : 1)));
}

function joined(steps: readonly Contact[]): Contact[] {
  const contacts: Contact[] = [];
  steps.forEach((step, i) => {
    const whole = contacts.at(-1);
    if (whole === undefined || !continuesCall(steps[i - 1], step)) contacts.push({ ...step });
    else {
      whole.conversationId ??= step.conversationId;
      whole.caseId ??= step.caseId;
    }
  });
  return contacts;
}

const keyOf = (contact: Contact): string => contact.conversationId ?? contact.interaction?.id ?? '';

function startsContact(interaction: PastInteraction): boolean {
  const { name } = interaction;
  return name === 'Branch Visit Logged' || name === 'IVR Input Received' || name === 'Call Received' || isLetter(interaction);
}

function continuesCall(before: Contact | undefined, contact: Contact): boolean {
  if (before === undefined || !PHONE.has(before.channel) || !PHONE.has(contact.channel) || contact.at - before.at > CALL_GAP_MS)
    return false;
  // The talk counts from when the call came in, so its menu steps may follow it; a call that ended is over.
  return before.channel === 'ivr' || (contact.channel === 'ivr' && (before.closedAt === null || before.closedAt > contact.at));
}

/** Mail somebody wrote, no machine. */
export function isLetter({ name, data }: PastInteraction): boolean {
  const auto = data['auto_submitted'];
  return CUSTOMER_EMAIL_EVENTS.has(name) && (auto === undefined || auto === null || auto === false || auto === 'no');
}
