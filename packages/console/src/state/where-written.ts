// Where a message was written, when it is not in the thread on screen: a ref names the message and its time, the context names the
// conversations and theirs (K28). Pure.
import type { HandoffContext, Ref } from '@throughline/types';

const SLACK_MS = 1_000; // the first message opens its conversation

export interface WrittenIn {
  /** Null: in none that the context names. */
  conversationId: string | null;
  /** ms; null when no line of the context rests on the message. */
  at: number | null;
}

/** @param messageId id of the entry, as refs of type `message` carry it */
export function whereWritten(context: HandoffContext, messageId: string): WrittenIn {
  const ref = refsIn(context).find(({ type, id }) => type === 'message' && id === messageId);
  if (ref === undefined) return { conversationId: null, at: null };
  const at = Date.parse(ref.at);
  const earlier = context.previousConversations.find(
    ({ openedAt, closedAt }) => Date.parse(openedAt) - SLACK_MS <= at && (closedAt === undefined || at <= Date.parse(closedAt) + SLACK_MS),
  );
  if (earlier !== undefined) return { conversationId: earlier.conversationId, at };
  const around = context.timeline.items.find((item) => item.conversationId !== null && item.at <= at + SLACK_MS);
  return { conversationId: around?.conversationId ?? null, at };
}

function refsIn(context: HandoffContext): Ref[] {
  const { headline, brief, alerts, statedFacts, commitments, trackedItems, openCases, attempts, recentActivity } = context;
  const lines = [
    headline,
    ...brief,
    ...alerts,
    ...statedFacts,
    ...commitments,
    ...trackedItems,
    ...openCases,
    ...attempts,
    ...recentActivity,
  ];
  const more = [context.reason, context.reason?.verbatim, context.sentiment.lowPoint, context.lastOutcome, ...context.risk.why];
  return [...lines, ...more].flatMap((line) => line?.refs ?? []);
}
