// Which entries one command gives, and who may give it (K22, P39). Pure; runs inside the store's transaction on the locked state.
// Invariant: every change of state is an entry (P12), so that the fold of the log is the state and there is nothing else to keep in step.
import type { AssignBody, Author, ConversationState, Entry, HandoffKind, Lane, RejectReason } from '@throughline/types';
import type { Command } from './command-body.js';

export type Actor = { type: 'visitor'; id: string } | { type: 'agent'; id: string; name: string };

/** What the decision needs to know beyond the fold of the log. */
export interface Surroundings {
  /** Channel of the conversation, for `open` entries. */
  channel: string;
  /** The agent whose `join` is the newest in the pub lane; null when nobody joined. */
  joinedAgentId: string | null;
  /** Agents and teams of the site that an `assign` may name. */
  targets: { agentIds: ReadonlySet<string>; teamIds: ReadonlySet<string> };
}

/** An entry to append. `own`: the one that carries the submission's cid and is answered with its seq. */
export interface Draft {
  lane: Lane;
  kind: string;
  body: Entry['body'];
  author: Author;
  own: boolean;
}

/** What follows from a command besides its entries. */
export type Consequence =
  | { type: 'reached'; kind: HandoffKind; from?: { type: 'agent'; id: string; name: string; note?: string }; toTeamId?: string }
  | { type: 'closed'; outcome: string | null };

export type Decision = { ok: true; drafts: Draft[]; consequences: Consequence[] } | { ok: false; reason: RejectReason };

const RELAY: Author = { type: 'system', id: 'relay' };

/** The decision on `command` in `state`. */
export function decide(state: ConversationState, actor: Actor, command: Command, around: Surroundings): Decision {
  switch (command.kind) {
    case 'skip':
      return { ok: true, drafts: [], consequences: [] };
    case 'message':
      return actor.type === 'visitor'
        ? visitorMessage(state, actor.id, command.text, around)
        : agentMessage(state, actor, command.text, around);
    case 'note':
      return accepted([draft('int', 'note', { text: command.text }, authorOf(actor))]);
    case 'assign':
      return actor.type === 'agent' ? assign(state, actor, command.assign, around) : refused('kind_not_allowed');
    case 'close':
      if (state.status === 'closed') return refused('already_closed');
      return closing(command.outcome, authorOf(actor));
    case 'open':
      if (state.status !== 'closed') return refused('not_closed');
      return accepted(
        [draft('pub', 'open', { channel: around.channel, reopened: true }, authorOf(actor))],
        [{ type: 'reached', kind: 'reopen' }],
      );
  }
}

/** How it ended is for colleagues: it goes into the `int` lane, the visitor learns only that it ended (P14). */
function closing(outcome: string | null, author: Author): Decision {
  const drafts = [draft('pub', 'close', {}, author)];
  if (outcome !== null) drafts.push({ ...draft('int', 'wrap_up', { outcome }, author), own: false });
  return accepted(drafts, [{ type: 'closed', outcome }]);
}

/** The first message opens the conversation, a later one reopens a closed one: a visitor never has to know the difference. */
function visitorMessage(state: ConversationState, id: string, text: string, { channel }: Surroundings): Decision {
  const message = draft('pub', 'message', { text }, { type: 'visitor', id });
  if (state.openedAt === 0) {
    return accepted(
      [{ lane: 'pub', kind: 'open', body: { channel }, author: RELAY, own: false }, message],
      [{ type: 'reached', kind: 'new' }],
    );
  }
  if (state.status !== 'closed') return accepted([message]);
  const reopened: Draft = { lane: 'pub', kind: 'open', body: { channel, reopened: true }, author: RELAY, own: false };
  return accepted([reopened, message], [{ type: 'reached', kind: 'reopen' }]);
}

/**
 * Answering an unassigned conversation takes it: somebody has to own what the customer now expects. Writing into a closed one is refused,
 * never a silent reopening: the agent who was overtaken by a colleague's close decides (K33 in spirit).
 */
function agentMessage(state: ConversationState, actor: Actor & { type: 'agent' }, text: string, around: Surroundings): Decision {
  if (state.status === 'closed') return refused('already_closed');
  const drafts: Draft[] = [];
  if (state.assigneeId === null) {
    const body: AssignBody = { how: 'claim', agentId: actor.id, teamId: state.teamId, ifVersion: state.assignVersion };
    drafts.push({ lane: 'int', kind: 'assign', body: { ...body }, author: authorOf(actor), own: false });
  }
  if (drafts.length > 0 || (state.assigneeId === actor.id && around.joinedAgentId !== actor.id)) drafts.push(joined(actor));
  return accepted([...drafts, draft('pub', 'message', { text }, authorOf(actor))]);
}

/** P39: only who saw the newest assignment may change it, so of two at once exactly one wins. */
function assign(state: ConversationState, actor: Actor & { type: 'agent' }, body: AssignBody, around: Surroundings): Decision {
  if (state.status === 'closed') return refused('already_closed');
  if (body.ifVersion !== state.assignVersion) return refused('already_claimed');
  const own = draft('int', 'assign', { ...body }, authorOf(actor));
  switch (body.how) {
    case 'claim':
      if (state.assigneeId !== null) return refused('already_claimed');
      return body.agentId === actor.id ? accepted([own, joined(actor)]) : refused('unknown_target');
    case 'transfer': {
      if (body.agentId === null && body.teamId === null) return refused('unknown_target');
      if (body.agentId !== null && !around.targets.agentIds.has(body.agentId)) return refused('unknown_target');
      if (body.teamId !== null && !around.targets.teamIds.has(body.teamId)) return refused('unknown_target');
      const from = { type: 'agent' as const, id: actor.id, name: actor.name, ...(body.note === undefined ? {} : { note: body.note }) };
      return accepted([own], [{ type: 'reached', kind: 'transfer', from, ...(body.teamId === null ? {} : { toTeamId: body.teamId }) }]);
    }
    case 'release':
      if (body.agentId !== null) return refused('unknown_target');
      if (body.teamId !== null && !around.targets.teamIds.has(body.teamId)) return refused('unknown_target');
      return accepted([own]);
  }
}

const authorOf = (actor: Actor): Author =>
  actor.type === 'visitor' ? { type: 'visitor', id: actor.id } : { type: 'agent', id: actor.id, name: actor.name };

const draft = (lane: Lane, kind: string, body: Entry['body'], author: Author): Draft => ({ lane, kind, body, author, own: true });

const joined = (actor: Actor & { type: 'agent' }): Draft => ({
  lane: 'pub',
  kind: 'join',
  body: { agentId: actor.id, name: actor.name },
  author: authorOf(actor),
  own: false,
});

const accepted = (drafts: Draft[], consequences: Consequence[] = []): Decision => ({ ok: true, drafts, consequences });
const refused = (reason: RejectReason): Decision => ({ ok: false, reason });
