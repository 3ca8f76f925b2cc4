// Why the customer is here (C27, C28, C47 `why_now`): what they chose on the phone right before, else what they wrote. Pure.
import type { HandoffContext, Ref } from '@throughline/types';
import { limits } from '@throughline/types';
import { CUSTOMER_EMAIL_EVENTS } from '../facts/event-names.js';
import { plainName } from '../facts/keys.js';
import { field } from './event-fields.js';
import type { ContextMaterial, MessageMaterial, PastInteraction } from './material.js';
import { verbatimOf } from './plain-text.js';
import { interactionRef, ownRef } from './refs.js';
import { compareNewestFirst } from './timeline-item.js';

const CHOICE_COUNTS_MS = 24 * 3_600_000;
const CONFIDENT = 1;

export interface WhyNow {
  choice: { label: string; at: number; channel: PastInteraction['channel']; ref: Ref } | null;
  verbatim: { text: string; message: MessageMaterial; ref: Ref } | null;
  reason: HandoffContext['reason'];
}

/** `interactions` distinct, in any order. */
export function whyNow(material: ContextMaterial, interactions: readonly PastInteraction[], now: number): WhyNow {
  const { conversation } = material;
  const messages = [...material.messages].sort((a, b) => a.seq - b.seq);
  const afterReopening = messages.filter((message) => message.seq > (conversation?.reopenedSeq ?? 0));
  const best = verbatimOf(afterReopening.length > 0 ? afterReopening : messages, limits.HEADLINE_MAX_CHARS);
  const verbatim = best === null ? null : { text: best.text, message: best.from, ref: ownRef('message', best.from.id, best.from.at) };
  const choice = choiceBefore(interactions, { conv: conversation?.id ?? null, until: best?.from.at ?? now, now });
  if (choice === null) return { choice, verbatim, reason: undefined };
  const reason = {
    code: plainName(choice.label).replace(/ /g, '_').slice(0, 64),
    label: choice.label,
    source: 'ivr' as const,
    confidence: CONFIDENT,
    refs: [choice.ref],
    ...(verbatim === null ? {} : { verbatim: { value: verbatim.text, refs: [verbatim.ref], confidence: CONFIDENT } }),
  };
  return { choice, verbatim, reason };
}

/** The newest choice of the last 24 hours, unless another contact or promise came between it and `until`. */
function choiceBefore(
  interactions: readonly PastInteraction[],
  { conv, until, now }: { conv: string | null; until: number; now: number },
): WhyNow['choice'] {
  const before = interactions
    .filter(({ occurredAt }) => occurredAt <= until && now - occurredAt <= CHOICE_COUNTS_MS)
    .sort(compareNewestFirst);
  for (const interaction of before) {
    const label = interaction.name === 'IVR Input Received' ? labelOf(interaction) : null;
    if (label !== null) return { label, at: interaction.occurredAt, channel: interaction.channel, ref: interactionRef(interaction) };
    if ((conv === null || interaction.conversationId !== conv) && interruptsCall(interaction)) return null;
  }
  return null;
}

/** A menu choice has a label, or at least the key that was pressed. */
function labelOf(interaction: PastInteraction): string | null {
  const choice = field(interaction, 'choice');
  if (choice === null || interaction.unverified) return null;
  return field(interaction, 'label', 'choice_label', 'menu_label') ?? (/^\d+$/.test(choice) ? `option ${choice}` : choice);
}

function interruptsCall({ name }: PastInteraction): boolean {
  return name === 'Branch Visit Logged' || name === 'Promise Made' || name.startsWith('conversation.') || CUSTOMER_EMAIL_EVENTS.has(name);
}
