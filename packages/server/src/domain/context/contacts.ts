// How often the customer had to come to us (C43): conversations, calls, visits and letters they started. Pure.
import type { Channel } from '@throughline/types';
import { CUSTOMER_EMAIL_EVENTS } from '../facts/event-names.js';
import type { ContextMaterial, PastInteraction } from './material.js';

const CALL_GAP_MS = 30 * 60_000; // keypad steps within half an hour, and the talk that follows, are one call

export interface Contact {
  at: number;
  channel: Channel;
  /** Conversation it is, if any. */
  conversationId: string | null;
  /** Case that knows of it, if any. */
  caseId: string | null;
  interaction: PastInteraction | null;
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
  const started = [...earlier, ...(conversation === null ? [] : [conversation])].map(({ id, channel, openedAt: at }): Contact => ({
    at,
    channel,
    conversationId: id,
    caseId: caseOf.get(id) ?? null,
    interaction: null,
  }));
  const logged = interactions.filter(startsContact).map((interaction): Contact => {
    const { id, channel, occurredAt: at } = interaction;
    return { at, channel, conversationId: null, caseId: caseOf.get(id) ?? null, interaction };
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

function startsContact({ name }: PastInteraction): boolean {
  return name === 'Branch Visit Logged' || name === 'IVR Input Received' || name === 'Call Received' || CUSTOMER_EMAIL_EVENTS.has(name);
}

function continuesCall(before: Contact | undefined, contact: Contact): boolean {
  if (before === undefined || before.channel !== 'ivr') return false;
  return (contact.channel === 'ivr' || contact.channel === 'voice') && contact.at - before.at <= CALL_GAP_MS;
}
