// Headline and brief put together again from the parts an agent may see (C55). Pure: the same templates that assembly used.
import { limits } from '@throughline/types';
import type { HandoffContext, Ref } from '@throughline/types';
import type { AgentScope } from './access.js';
import { lineText } from './brief-lines.js';
import { seenFields } from './card-owners.js';
import { headlineText } from './headline.js';
import { cutAtWord } from './plain-text.js';
import { refsOf } from './refs.js';
import type { Sight } from './sight.js';
import { wordsFor } from './words.js';

export function scopedBrief({ brief }: HandoffContext, sight: Sight): HandoffContext['brief'] {
  return brief.flatMap(({ parts, ...line }) => {
    if (parts === undefined) return sight.lines([line], ({ slot }) => (slot === 'do' || slot === 'avoid' ? 'any' : 'first'));
    const items = sight.lines(parts.items);
    if (items.length === 0) return [];
    return [
      {
        slot: line.slot,
        text: cutAtWord(lineText(parts.head, items), limits.BRIEF_LINE_MAX_CHARS),
        refs: refsOf(items.flatMap((item) => item.refs)),
      },
    ];
  });
}

export interface HeadlineScope {
  sight: Sight;
  scope: AgentScope;
  /** The worst alert the agent may see. */
  alert: HandoffContext['alerts'][number] | undefined;
}

/** A part nobody may see falls back to neutral words: subject without a name, `new conversation`. */
export function scopedHeadline(context: HandoffContext, { sight, scope, alert }: HeadlineScope): HandoffContext['headline'] {
  const { headline, locale, customer } = context;
  const words = wordsFor(locale);
  const own = ownRef(context);
  const { parts } = headline;
  const segmentHidden = customer.segment !== undefined && seenFields(customer, sight).segment === undefined;
  if (parts === undefined) {
    const refs = sight.refs(headline.refs);
    if (refs.length === headline.refs.length && !segmentHidden) return { text: headline.text, refs };
    const subject = `${words.customer} ${customer.customerId.slice(-6)}`;
    return { text: headlineText({ subject, segment: null, why: words.newConversation, alert: null }), refs: [own] };
  }
  const { subject, segment, why } = parts;
  const [seenWhy] = sight.lines([why]);
  const named = scope.role !== 'analyst' && scope.role !== 'guest' && (subject.refs.length === 0 || sight.sees(subject.refs[0]));
  const text = headlineText({
    subject: named ? subject.text : subject.neutral,
    segment: segmentHidden ? null : (segment ?? null),
    why: seenWhy?.text ?? words.newConversation,
    alert: alert?.text ?? null,
  });
  const refs = [...(seenWhy?.refs ?? [own]), ...(alert?.refs ?? []), ...(named ? sight.refs(subject.refs) : [])];
  return { text, refs: refsOf(refs) };
}

function ownRef({ conversationId, customer, generatedAt }: HandoffContext): Ref {
  return conversationId === undefined
    ? { type: 'trait', id: customer.customerId, at: generatedAt, visibility: 'shared' }
    : { type: 'conversation', id: conversationId, at: generatedAt, visibility: 'shared' };
}
