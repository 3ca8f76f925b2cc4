// The lines of a context as texts, to tell what a newer revision brought (K40: "new since"). Pure.
import type { HandoffContext } from '@throughline/types';

export function contextTexts(context: HandoffContext): ReadonlySet<string> {
  return new Set([
    ...context.brief.map((line) => line.text),
    ...context.alerts.map((alert) => alert.text),
    ...context.statedFacts.map((fact) => `${fact.label}: ${fact.value}`),
    ...context.commitments.map((commitment) => `${commitment.text} ${commitment.status}`),
    ...context.recentActivity.map((line) => line.text),
  ]);
}
