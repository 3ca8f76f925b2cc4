// What agents do to a conversation beside writing to the customer: notes, snoozing, tags, questions to colleagues, merging (K22, K24, K61,
// K65, K71). Pure. Invariant: everything here is in the `int` lane, except that a merge closes and its undoing opens.
import { limits } from '@throughline/types';
import type { ConversationState, Entry } from '@throughline/types';
import { authorOf, beside, draft, opened, refused, taken } from './decision.js';
import type { AgentActor, Decision, Draft, Surroundings, WrittenNote } from './decision.js';
import type { DeedCommand, NoteCommand } from './deed-body.js';
import { areStored } from './message-extras.js';

type Consult = DeedCommand & { kind: 'consult' };
type Merge = DeedCommand & { kind: 'merge' };

export function decideDeed(state: ConversationState, actor: AgentActor, command: DeedCommand, around: Surroundings): Decision {
  const own = (body: Entry['body']): Decision => taken([draft('int', command.kind, body, authorOf(actor))]);
  switch (command.kind) {
    case 'note':
      return note(actor, command, around);
    case 'note_edit':
    case 'note_delete': {
      const flaw = flawOfNote(around.notes?.get(command.noteId), actor);
      if (flaw !== null) return refused(flaw);
      return own(command.kind === 'note_edit' ? { noteId: command.noteId, text: command.text } : { noteId: command.noteId });
    }
    case 'pin':
      if (command.noteId !== null && !isThere(around.notes?.get(command.noteId))) return refused('unknown_note');
      return own({ noteId: command.noteId });
    case 'snooze': {
      if (state.status === 'closed') return refused('already_closed');
      const { until } = command;
      if (until !== null && (until <= around.now || until > around.now + limits.SNOOZE_MAX_MS)) return refused('bad_time');
      return own({ until });
    }
    case 'wake':
      return state.status === 'snoozed' ? own({ because: 'manual' }) : refused('not_snoozed');
    case 'tag': {
      const { add, remove } = command;
      const left = new Set([...state.tags, ...add].filter((tag) => !remove.includes(tag)));
      return left.size > limits.TAGS_MAX ? refused('too_many_tags') : own({ add, remove });
    }
    case 'priority':
      return own({ priority: command.priority });
    case 'consult':
      return consult(state, actor, command, around);
    case 'merge':
      return merge(state, actor, command, around);
  }
}

/** Nobody is named who may not read it; the files are the author's. */
function note(actor: AgentActor, { text, mentions = [], files }: NoteCommand, { files: stored, targets }: Surroundings): Decision {
  if (!areStored(files ?? [], stored)) return refused('unknown_file');
  const isTarget = (type: 'agent' | 'team', id: string): boolean =>
    (type === 'agent' ? targets.readers : targets.teamIds)?.has(id) === true;
  if (!mentions.every(({ type, id }) => isTarget(type, id))) return refused('unknown_target');
  const body = { text, ...(mentions.length === 0 ? {} : { mentions }), ...(files === undefined ? {} : { files }) };
  return taken([draft('int', 'note', body, authorOf(actor))]);
}

const LEADS: ReadonlySet<string | undefined> = new Set(['owner', 'admin', 'lead']);
const isThere = (written: WrittenNote | undefined): boolean => written?.deleted === false;

/** A note is its author's; whoever leads the team may correct it too. */
function flawOfNote(written: WrittenNote | undefined, { id, role }: AgentActor): 'unknown_note' | 'not_yours' | null {
  if (written === undefined || written.deleted) return 'unknown_note';
  return written.authorId === id || LEADS.has(role) ? null : 'not_yours';
}

/** Asks a colleague or a team, or says that they are done. */
function consult(
  state: ConversationState,
  actor: AgentActor,
  { agentId, teamId, note, done }: Consult,
  { targets }: Surroundings,
): Decision {
  if (state.status === 'closed') return refused('already_closed');
  const asked = agentId ?? teamId;
  if (asked === null || (agentId !== null && teamId !== null)) return refused('unknown_target');
  if (done && !state.consulted.includes(asked)) return refused('not_consulted');
  if (!done && (agentId === null ? targets.teamIds : targets.helpers)?.has(asked) !== true) return refused('unknown_target');
  const said = note === undefined ? {} : { note };
  return taken([draft('int', 'consult', { agentId, teamId, ...said, ...(done ? { done } : {}) }, authorOf(actor))]);
}

/**
 * Of two open conversations of one customer the newer one is closed, with a pointer to the older one, whichever of them the agent stands in;
 * both logs stay as they are (K24). The undoing opens it again.
 */
function merge(state: ConversationState, actor: AgentActor, { convs, undone }: Merge, { merging, channel }: Surroundings): Decision {
  if (merging === undefined || !convs.includes(merging.id)) return refused('unknown_target');
  const otherId = convs.find((id) => id !== merging.id);
  const other = otherId === undefined ? undefined : merging.others.get(otherId);
  if (otherId === undefined || other === undefined) return refused('unknown_target');
  const here = { id: merging.id, state, channel };
  const there = { id: otherId, state: other.state, channel: other.channel };
  if (!undone) {
    if (other.customerId !== merging.customerId) return refused('not_same_customer');
    if (state.status === 'closed' || other.state.status === 'closed') return refused('already_closed');
  }
  const from = undone ? [here, there].find(({ state: { mergedInto } }) => convs.some((id) => id === mergedInto)) : newerOf(here, there);
  if (from === undefined) return refused('not_merged');
  const into = from === here ? there : here;
  const author = authorOf(actor);
  const body = { into: into.id, from: from.id, ...(undone ? { undone } : {}) };
  const pointer = beside('int', 'merge', body, author);
  const merged = beside('int', 'merged', body, author);
  const end: Draft = undone ? opened(from, { reopened: true }, author) : beside('pub', 'close', {}, author);
  const ended = undone ? ({ type: 'reached', kind: 'reopen' } as const) : ({ type: 'closed', outcome: null } as const);
  if (from === here) {
    const drafts = [{ ...pointer, own: true }, end];
    return { ...taken(drafts, [ended]), elsewhere: { conv: there.id, drafts: [merged], consequences: [] } };
  }
  return {
    ...taken([{ ...merged, own: true }]),
    elsewhere: { conv: there.id, drafts: [pointer, end], consequences: [ended] },
  };
}

interface Side {
  id: string;
  state: ConversationState;
  channel: string;
}
/** By when they began; of two at once the one whose id is greater, so that it is the same one from either side. */
function newerOf(a: Side, b: Side): Side {
  const [first, second] = [a.state.openedAt, b.state.openedAt];
  return first === second ? (a.id > b.id ? a : b) : first > second ? a : b;
}
