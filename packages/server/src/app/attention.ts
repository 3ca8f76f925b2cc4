// What asks for an agent's attention (K85): a reply to them, something new in their line, a note that names them, a target at risk. A hint
// like any other: what it is about stands in the list and in the log, so that one that is lost is found there.
import { cutText } from '@throughline/types';
import type { Attention, ConversationRow, Entry } from '@throughline/types';
import type { Bus } from '../ports/bus.js';
import type { Principal, SubmitOutcome } from '../ports/store-delivery.js';

const TEXT_MAX_CHARS = 200;

/** These agents, or the members of a team; of no team: everybody. Whoever may not see the conversation is told nothing. */
export type AttentionTo = { agentIds: string[] } | { teamId: string | null };

/** Tells whoever of `to` is connected. `from`: who caused it; empty: the customer. `exceptId`: who did it knows. */
export function callAttention(
  bus: Bus,
  siteId: string,
  { to, row, exceptId, ...about }: Omit<Attention, 'conv'> & { to: AttentionTo; row: ConversationRow; exceptId?: string },
): void {
  const attention: Attention = { ...about, conv: row.id, text: cutText(about.text, TEXT_MAX_CHARS) };
  bus.publish({ type: 'attention', siteId, to, row, attention, ...(exceptId === undefined ? {} : { exceptId }) });
}

/** It came into a line, or to an agent, who did not ask for it. */
export function callForArrival(bus: Bus, siteId: string, { row, exceptId }: { row: ConversationRow; exceptId?: string }): void {
  const to = row.assigneeId === null ? { teamId: row.teamId } : { agentIds: [row.assigneeId] };
  const except = exceptId === undefined ? {} : { exceptId };
  callAttention(bus, siteId, { kind: 'queue', to, row, entryId: null, text: row.lastText, from: '', ...except });
}

const textOf = ({ body }: Entry): string => {
  const said = body['text'] ?? body['note'];
  return typeof said === 'string' ? said : '';
};

/** Of a submission that was just committed. What was sent before calls nobody again. */
export function callForSubmission(bus: Bus, principal: Principal, outcome: SubmitOutcome): void {
  const { siteId, id } = principal;
  const { row, answer, handoff, named } = outcome;
  if (row === null || !answer.ok) return;
  const fresh = new Set(answer.results.filter(({ dup }) => dup !== true).map((result) => result.id));
  const said = outcome.publish.findLast((entry) => fresh.has(entry.id) && entry.kind === 'message');
  if (principal.type === 'visitor' && said !== undefined && row.assigneeId !== null) {
    const to = { agentIds: [row.assigneeId] };
    callAttention(bus, siteId, { kind: 'reply', to, row, entryId: said.id, text: row.lastText, from: '' });
  } else if (handoff !== null && row.assigneeId !== id) callForArrival(bus, siteId, { row, exceptId: id });
  for (const { entry, agentIds } of named) {
    const to = { agentIds };
    callAttention(bus, siteId, { kind: 'mention', to, row, entryId: entry.id, text: textOf(entry), from: entry.author.name ?? '' });
  }
}
