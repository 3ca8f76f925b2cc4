// Renders a stored revision for one agent (C55). Pure: the same revision and scope give the same bytes, and nothing is added that the
// revision does not hold. Invariant: no word of an entry that the scope hides is in the output (C54). Words come from the first ref of
// their line; texts that a line is put together from are kept in `parts`, which never leave the relay.
import type { HandoffContext } from '@throughline/types';
import type { AgentScope } from './access.js';
import { seenFields } from './card-owners.js';
import { scopedBrief, scopedHeadline } from './scope-lines.js';
import { scopedItems } from './scope-items.js';
import { scopeTimelineCounting } from './scope-timeline.js';
import { sightOf } from './sight.js';
import type { Sight } from './sight.js';

export { EVERY_AGENT } from './access.js';
export type { AgentScope } from './access.js';
export { scopeInteraction, scopeTimeline } from './scope-timeline.js';

const HIDDEN_VALUE = '•••';
/** Alerts whose text quotes a promise or a title; the others' text is the same for every customer. */
const QUOTING_ALERTS: ReadonlySet<string> = new Set(['commitment_broken', 'sla_breach', 'language_accessibility']);

export function scopeContext(context: HandoffContext, scope: AgentScope): HandoffContext {
  const sight = sightOf(scope);
  const { page, hidden } = scopeTimelineCounting(context.timeline, scope);
  for (const id of hidden) sight.hidden.add(id);
  const { reason: _reason, lastOutcome, ...kept } = context;
  const alerts = sight.lines(context.alerts, ({ code }) => (QUOTING_ALERTS.has(code) ? 'first' : 'any'));
  const reason = reasonOf(context, sight);
  const outcome = lastOutcome === undefined || !isStaff(scope) ? [] : sight.lines([lastOutcome]);
  const scoped: HandoffContext = {
    ...kept,
    handoff: handoffOf(context, { shown: reason !== undefined, scope }),
    customer: customerOf(context, { sight, scope }),
    headline: scopedHeadline(context, { sight, scope, alert: alerts[0] }),
    brief: scopedBrief(context, sight).filter(({ slot }) => isStaff(scope) || slot !== 'last_outcome'),
    alerts,
    ...(reason === undefined ? {} : { reason }),
    statedFacts: sight.lines(context.statedFacts).map((fact) => (isGuest(scope) ? { ...fact, value: HIDDEN_VALUE, masked: true } : fact)),
    attempts: sight.lines(context.attempts),
    openCases: sight.lines(context.openCases),
    ...(outcome[0] === undefined ? {} : { lastOutcome: outcome[0] }),
    commitments: sight.lines(context.commitments),
    trackedItems: scopedItems(context.trackedItems, sight),
    recentActivity: sight.lines(context.recentActivity),
    live: isStaff(scope) ? context.live : { online: context.live.online },
    sentiment: sentimentOf(context, sight),
    risk: { churn: context.risk.churn, why: sight.lines(context.risk.why, () => 'any') },
    guidance: sight.lines(context.guidance, () => 'any'),
    previousConversations: isStaff(scope) ? context.previousConversations : context.previousConversations.map(wordless),
    timeline: page,
    coverage: context.coverage,
  };
  return { ...scoped, coverage: { ...context.coverage, hiddenByScope: sight.hidden.size } };
}

const isGuest = ({ role }: AgentScope): boolean => role === 'guest';
const isStaff = ({ role }: AgentScope): boolean => role !== 'guest' && role !== 'analyst';

function reasonOf({ reason }: HandoffContext, sight: Sight): HandoffContext['reason'] {
  if (reason === undefined) return undefined;
  const [seen] = sight.lines([reason]);
  if (seen === undefined) return undefined;
  const { verbatim, ...rest } = seen;
  const [said] = verbatim === undefined ? [] : sight.lines([verbatim]);
  return { ...rest, ...(said === undefined ? {} : { verbatim: said }) };
}

function handoffOf({ handoff }: HandoffContext, { shown, scope }: { shown: boolean; scope: AgentScope }): HandoffContext['handoff'] {
  const { reason, from, ...rest } = handoff;
  const named = from === undefined || isStaff(scope) ? from : { type: from.type };
  return { ...rest, ...(named === undefined ? {} : { from: named }), ...(shown && reason !== undefined ? { reason } : {}) };
}

/** The name stays with those who may see where it comes from. */
function customerOf(
  { customer, headline }: HandoffContext,
  { sight, scope }: { sight: Sight; scope: AgentScope },
): HandoffContext['customer'] {
  const { displayName, ...rest } = seenFields(customer, sight);
  const refs = headline.parts?.subject.refs ?? [];
  const named = displayName !== undefined && isStaff(scope) && (refs.length === 0 || sight.sees(refs[0]));
  const seen = { ...rest, ...(named ? { displayName } : {}) };
  if (isStaff(scope)) return seen;
  if (isGuest(scope))
    return { ...seen, identifiers: customer.identifiers.map((one) => ({ ...one, masked: HIDDEN_VALUE })), possibleMatches: [] };
  return { ...seen, identifiers: [], possibleMatches: [], groups: [] };
}

function sentimentOf({ sentiment }: HandoffContext, sight: Sight): HandoffContext['sentiment'] {
  const { lowPoint, ...rest } = sentiment;
  const [seen] = lowPoint === undefined ? [] : sight.lines([lowPoint]);
  return { ...rest, ...(seen === undefined ? {} : { lowPoint: seen }) };
}

function wordless(one: HandoffContext['previousConversations'][number]): HandoffContext['previousConversations'][number] {
  const { outcome: _outcome, ...rest } = one;
  return { ...rest, about: '' };
}
