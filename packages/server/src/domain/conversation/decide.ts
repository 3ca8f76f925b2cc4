// Which entries one command gives, and who may give it (K22, P39). Pure; runs inside the store's transaction on the locked state.
// Invariant: every change of state is an entry (P12), so that the fold of the log is the state and there is nothing else to keep in step.
import { limits } from '@throughline/types';
import type { AssignBody, AssignCommand, Author, ConversationState, Entry } from '@throughline/types';
import { labelled } from './answer-events.js';
import type { Command } from './command-body.js';
import { decideDeed } from './decide-deed.js';
import { authorOf, begun, beside, draft, opened, refused, RELAY, taken } from './decision.js';
import type { Actor, AgentActor, Decision, Draft, Surroundings } from './decision.js';
import { areStored, messageBody } from './message-extras.js';
import type { AnswerCommand } from './visitor-answers.js';

/** The decision on `command` in `state`. */
export function decide(state: ConversationState, actor: Actor, command: Command, around: Surroundings): Decision {
  switch (command.kind) {
    case 'skip':
      return taken([]);
    case 'message': {
      if (!areStored(command.files ?? [], around.files)) return refused('unknown_file');
      const body = messageBody(command);
      return actor.type === 'visitor' ? visitorMessage(state, actor.id, body, around) : agentMessage(state, actor, body, around);
    }
    case 'assign':
      return actor.type === 'agent' ? assign(state, actor, command.assign, around) : refused('kind_not_allowed');
    case 'close':
      if (state.status === 'closed') return refused('already_closed');
      return closing(command.outcome, authorOf(actor));
    case 'open':
      if (state.status !== 'closed') return refused('not_closed');
      if (around.isContinued === true) return refused('continued');
      return taken([{ ...opened(around, { reopened: true }, authorOf(actor)), own: true }], [{ type: 'reached', kind: 'reopen' }]);
    case 'details':
    case 'survey':
      return actor.type === 'visitor' ? answer(state, actor, command, around) : refused('kind_not_allowed');
    default:
      return actor.type === 'agent' ? decideDeed(state, actor, command, around) : refused('kind_not_allowed');
  }
}

/**
 * The form's answers open a conversation like a first message does, where the site asks before it (W190), and change nothing about one that
 * has begun; what the site asked they say under its own words. The survey's belong to one that has ended, though it may have been reopened
 * since, once per end (W200).
 */
function answer(state: ConversationState, actor: Actor & { type: 'visitor' }, command: AnswerCommand, around: Surroundings): Decision {
  if (command.kind === 'details') {
    const { form = [] } = around;
    const answers = labelled(command.answers, form);
    const given = { type: 'details', answers, form } as const;
    const details = draft('pub', 'details', { answers }, authorOf(actor));
    if (state.openedAt !== 0) return taken([details], [given]);
    return taken([begun(around), details], [{ type: 'reached', kind: 'new' }, given]);
  }
  if (state.openedAt === 0) return refused('kind_not_allowed');
  const { closing } = around;
  if (closing === undefined) return refused('not_closed');
  if (closing.given?.over === true) return refused('already_answered');
  const { survey } = command;
  return taken([draft('pub', 'survey', { ...survey }, authorOf(actor))], [{ type: 'survey', survey, closing }]);
}

/** How it ended is for colleagues: it goes into the `int` lane, the visitor learns only that it ended (P14). */
function closing(outcome: string | null, author: Author): Decision {
  const drafts = [draft('pub', 'close', {}, author)];
  if (outcome !== null) drafts.push(beside('int', 'wrap_up', { outcome }, author));
  return taken(drafts, [{ type: 'closed', outcome }]);
}

/** The first message opens the conversation, a later one wakes it or, until it has ended for good, reopens it (K22, K71). */
function visitorMessage(state: ConversationState, id: string, body: Entry['body'], around: Surroundings): Decision {
  const message = draft('pub', 'message', body, { type: 'visitor', id });
  if (state.openedAt === 0) return taken([begun(around), message], [{ type: 'reached', kind: 'new' }]);
  if (state.status === 'snoozed') return taken([beside('int', 'wake', { because: 'reply' }, RELAY), ...backInLine(state, around), message]);
  if (state.status !== 'closed') return taken([message]);
  if (hasEnded(state, around.now)) return refused('ended');
  return taken([opened(around, { reopened: true }), ...backInLine(state, around), message], [{ type: 'reached', kind: 'reopen' }]);
}

/** Closed for so long that a reply is a new conversation, which continues this one (K22). */
export const hasEnded = ({ status, closedAt }: Pick<ConversationState, 'status' | 'closedAt'>, now: number): boolean =>
  status === 'closed' && closedAt !== null && now - closedAt > limits.REOPEN_WINDOW_MS;

/** What wakes or is opened again goes on with the same owner while they are there; else with whoever takes it next. */
function backInLine({ assigneeId, teamId, assignVersion }: ConversationState, { ownerIsThere = true }: Surroundings): Draft[] {
  if (assigneeId === null || ownerIsThere) return [];
  const body: AssignBody = { how: 'requeue', agentId: null, teamId, ifVersion: assignVersion, reason: 'its owner is away' };
  return [beside('int', 'assign', { ...body }, RELAY)];
}

/**
 * Answering an unassigned conversation takes it: somebody has to own what the customer now expects. Writing into a closed one is refused,
 * never a silent reopening: the agent who was overtaken by a colleague's close decides (K33 in spirit).
 */
function agentMessage(state: ConversationState, actor: AgentActor, said: Entry['body'], around: Surroundings): Decision {
  if (state.status === 'closed') return refused('already_closed');
  const drafts: Draft[] = [];
  if (state.assigneeId === null) {
    const body: AssignBody = { how: 'claim', agentId: actor.id, teamId: state.teamId, ifVersion: state.assignVersion };
    drafts.push(beside('int', 'assign', { ...body }, authorOf(actor)));
  }
  if (drafts.length > 0 || (state.assigneeId === actor.id && around.joinedAgentId !== actor.id)) drafts.push(joined(actor));
  return taken([...drafts, draft('pub', 'message', said, authorOf(actor))]);
}

/** P39: only who saw the newest assignment may change it, so of two at once exactly one wins. */
function assign(state: ConversationState, actor: AgentActor, body: AssignCommand, around: Surroundings): Decision {
  if (state.status === 'closed') return refused('already_closed');
  if (body.ifVersion !== state.assignVersion) return refused('already_claimed');
  const own = draft('int', 'assign', { ...body }, authorOf(actor));
  const note = body.note === undefined ? {} : { note: body.note };
  const from = { type: 'agent' as const, id: actor.id, name: actor.name, ...note };
  switch (body.how) {
    case 'claim':
      if (state.assigneeId !== null) return refused('already_claimed');
      return body.agentId === actor.id ? taken([own, joined(actor)]) : refused('unknown_target');
    case 'transfer':
      if (body.agentId === null && body.teamId === null) return refused('unknown_target');
      if (body.agentId !== null && !around.targets.agentIds.has(body.agentId)) return refused('unknown_target');
      if (body.teamId !== null && !around.targets.teamIds.has(body.teamId)) return refused('unknown_target');
      return taken([own], [{ type: 'reached', kind: 'transfer', from, ...(body.teamId === null ? {} : { toTeamId: body.teamId }) }]);
    case 'decline': {
      // Back to whoever handed it over, with the reason (K61); their team's line where they left meanwhile. A hand-off like the first one.
      if (state.assigneeId !== actor.id || state.handedOverBy === null) return refused('unknown_target');
      const agentId = around.targets.agentIds.has(state.handedOverBy) ? state.handedOverBy : null;
      const { teamId } = state;
      return taken([{ ...own, body: { ...body, agentId, teamId } }], [{ type: 'reached', kind: 'transfer', from }]);
    }
    case 'release':
      if (body.agentId !== null) return refused('unknown_target');
      if (body.teamId !== null && !around.targets.teamIds.has(body.teamId)) return refused('unknown_target');
      return taken([own]);
  }
}

const joined = (actor: AgentActor): Draft => beside('pub', 'join', { agentId: actor.id, name: actor.name }, authorOf(actor));
