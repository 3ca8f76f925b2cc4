// Why the customer is here (C27, C28, C47 `why_now`): what they chose on the phone right before, else what they wrote; and the reason that
// follows from it, with its cause upstream. Pure.
import type { HandoffContext, Ref } from '@throughline/types';
import { CONFIDENT_REASON, suggestReason } from '../reasons/suggest.js';
import type { SuggestedReason } from '../reasons/suggest.js';
import { DEFAULT_REASONS } from '../reasons/taxonomy.js';
import { verbatimFor } from '../reasons/verbatim.js';
import { isLetter } from './contacts.js';
import { field } from './event-fields.js';
import type { ContextMaterial, MessageMaterial, PastInteraction } from './material.js';
import { interactionRef, ownRef, refsOf } from './refs.js';
import { compareNewestFirst } from './timeline-item.js';
import type { Words } from './words.js';

const CHOICE_COUNTS_MS = 24 * 3_600_000;
const CERTAIN = 1;
/** Long conversations: what was said first and last says why they came. */
const MESSAGES_READ = 12;

export interface WhyNow {
  choice: { label: string; reasonCode: string | null; at: number; channel: PastInteraction['channel']; ref: Ref } | null;
  verbatim: { text: string; message: MessageMaterial; ref: Ref } | null;
  reason: HandoffContext['reason'];
  /** What the headline says: the reason when we are sure of it, else the customer's words. */
  line: { text: string; refs: Ref[] } | null;
}

export interface WhyInput {
  material: ContextMaterial;
  /** Newest first. */
  interactions: readonly PastInteraction[];
  /** Of the customer's messages. */
  language: string | null;
  words: Words;
  now: number;
}

export function whyNow(input: WhyInput): WhyNow {
  const { material, interactions, words, now } = input;
  const { conversation } = material;
  const messages = messagesOf(material);
  const counts = material.reasons.counts.map((count) => ({ ...count, perToken: new Map(count.perToken) }));
  const locale = input.language ?? material.site.locale;
  const first = verbatimFor(messages, { reasonCode: null, locale, counts, siteRules: material.reasons.rules });
  const choice = choiceBefore(interactions, { conv: conversation?.id ?? null, until: first?.from.at ?? now, now, words });
  const suggested = suggestReason({
    choice: choice === null ? null : { label: choice.label, ...(choice.reasonCode === null ? {} : { reasonCode: choice.reasonCode }) },
    pageReason: null,
    agentTag: conversation?.reasonCode ?? null,
    text: messages.map(({ text }) => text).join('\n'),
    locale,
    counts,
    siteRules: material.reasons.rules,
    taxonomy: material.reasons.leaves.length > 0 ? material.reasons.leaves : DEFAULT_REASONS,
    about: itemNamed(material, messages),
  });
  const best =
    suggested === null || first === null
      ? first
      : verbatimFor(messages, { reasonCode: suggested.code, locale, counts, siteRules: material.reasons.rules });
  const verbatim = best === null ? null : { text: best.text, message: best.from, ref: ownRef('message', best.from.id, best.from.at) };
  const reason = reasonView(suggested, { choice, verbatim, conversation });
  const sure = reason !== undefined && reason.confidence >= CONFIDENT_REASON;
  const line = sure
    ? { text: reason.label, refs: refsOf([...reason.refs, ...(verbatim === null ? [] : [verbatim.ref])]) }
    : verbatim === null
      ? null
      : { text: verbatim.text, refs: [verbatim.ref] };
  return { choice, verbatim, reason, line };
}

/** Behind the newest reopening when something was said there: an old concern is not why they are here now. */
function messagesOf({ messages, conversation }: ContextMaterial): MessageMaterial[] {
  const sorted = [...messages].sort((a, b) => a.seq - b.seq);
  const after = sorted.filter(({ seq }) => seq > (conversation?.reopenedSeq ?? 0));
  const said = after.length > 0 ? after : sorted;
  return said.length <= MESSAGES_READ ? said : [...said.slice(0, MESSAGES_READ / 2), ...said.slice(-MESSAGES_READ / 2)];
}

/** Type of the item whose number the customer wrote. */
function itemNamed({ items }: ContextMaterial, messages: readonly MessageMaterial[]): string | null {
  if (items.length === 0 || messages.length === 0) return null;
  const text = messages.map((message) => message.text.toUpperCase()).join('\n');
  const named = items.filter(({ number }) => number.length >= 3 && text.includes(number.toUpperCase()));
  return named.sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1))[0]?.type ?? null;
}

function reasonView(
  suggested: SuggestedReason | null,
  { choice, verbatim, conversation }: Pick<WhyNow, 'choice' | 'verbatim'> & { conversation: ContextMaterial['conversation'] },
): HandoffContext['reason'] {
  if (suggested === null) return undefined;
  const { code, label, upstreamCause, source, confidence } = suggested;
  const tagged = conversation === null ? undefined : ownRef('conversation', conversation.id, conversation.openedAt);
  const ref = choice?.ref ?? (source === 'agent' ? tagged : verbatim?.ref);
  if (ref === undefined) return undefined;
  return {
    code,
    label,
    ...(upstreamCause === null ? {} : { upstreamCause }),
    ...(verbatim === null ? {} : { verbatim: { value: verbatim.text, refs: [verbatim.ref], confidence: CERTAIN } }),
    source,
    confidence,
    refs: [ref],
  };
}

/** The newest choice of the last 24 hours, unless another contact or promise came between it and `until`. */
function choiceBefore(
  interactions: readonly PastInteraction[],
  { conv, until, now, words }: { conv: string | null; until: number; now: number; words: Words },
): WhyNow['choice'] {
  const before = interactions
    .filter(({ occurredAt }) => occurredAt <= until && now - occurredAt <= CHOICE_COUNTS_MS)
    .sort(compareNewestFirst);
  for (const interaction of before) {
    const label = interaction.name === 'IVR Input Received' ? labelOf(interaction, words) : null;
    if (label !== null) {
      const reasonCode = field(interaction, 'reason_code', 'reason');
      return { label, reasonCode, at: interaction.occurredAt, channel: interaction.channel, ref: interactionRef(interaction) };
    }
    if ((conv === null || interaction.conversationId !== conv) && interruptsCall(interaction)) return null;
  }
  return null;
}

/** A menu choice has a label, or at least the key that was pressed. */
function labelOf(interaction: PastInteraction, words: Words): string | null {
  const choice = field(interaction, 'choice');
  if (choice === null || interaction.unverified) return null;
  return field(interaction, 'label', 'choice_label', 'menu_label') ?? (/^\d+$/.test(choice) ? `${words.option} ${choice}` : choice);
}

function interruptsCall(interaction: PastInteraction): boolean {
  const { name } = interaction;
  return name === 'Branch Visit Logged' || name === 'Promise Made' || name.startsWith('conversation.') || isLetter(interaction);
}
