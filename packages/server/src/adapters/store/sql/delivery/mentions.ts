// Whom a note, or a question to colleagues, names (K61, K65): one row per person, written with the entry. A team stands for those who are its
// members at that moment. Invariant: nobody is named in a conversation they may not see, so a mention opens nothing.
import { entry as decodeEntry } from '@throughline/types/decode';
import type { Entry } from '@throughline/types';
import { agentMaySee } from '../../../../domain/conversation/authorise.js';
import type { TeamsOfAgent } from '../../../../domain/conversation/authorise.js';
import type { DeliveryOps, Named } from '../../../../ports/store-delivery.js';
import { membershipsOf } from '../lists/memberships.js';
import type { OperationsOf, Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';
import type { MentionsTable } from '../schema-mentions.js';
import { guarded } from './find-conversation.js';

const people = prepared<{ siteId: string }, { id: string; role: string }>((db, place) =>
  db.selectFrom('agents').select(['id', 'role']).where('site_id', '=', place('siteId')).where('disabled', '=', 0),
);

export interface Colleague {
  id: string;
  role: string;
  teams: TeamsOfAgent;
}

/** Agents of the site who may sign in, with their teams. */
export async function colleaguesOf(tx: Tx, siteId: string): Promise<Colleague[]> {
  const teamsOf = await membershipsOf(tx, siteId);
  return (await people(tx, { siteId })).map(({ id, role }) => ({ id, role, teams: teamsOf(id) }));
}

const insertMention = prepared<MentionsTable, unknown>((db, place) =>
  db
    .insertInto('mentions')
    .values({
      site_id: place('site_id'),
      agent_id: place('agent_id'),
      entry_id: place('entry_id'),
      conversation_id: place('conversation_id'),
      team_id: place('team_id'),
      at: place('at'),
      read_at: place('read_at'),
    })
    .onConflict((conflict) => conflict.columns(['site_id', 'agent_id', 'entry_id']).doNothing()),
);

interface Target {
  type: 'agent' | 'team';
  id: string;
}

function targetsOf({ kind, body }: Entry): Target[] {
  if (kind === 'note') return decodeEntry.NoteBody.shape.mentions.parse(body['mentions']) ?? [];
  if (kind !== 'consult') return [];
  const { agentId, teamId, done } = decodeEntry.ConsultBody.parse(body);
  if (done === true) return [];
  return [
    ...(agentId === null ? [] : [{ type: 'agent', id: agentId } as const]),
    ...(teamId === null ? [] : [{ type: 'team', id: teamId } as const]),
  ];
}

/** Of entries that are being written; `row` is the conversation after them. Their author is not told of what they wrote. */
export async function recordMentions(tx: Tx, row: ConversationsTable, entries: readonly Entry[]): Promise<Named[]> {
  const naming = entries.map((entry) => ({ entry, targets: targetsOf(entry) })).filter(({ targets }) => targets.length > 0);
  if (naming.length === 0) return [];
  const { site_id: siteId, id: conv } = row;
  const placed = guarded(row);
  const readers = (await colleaguesOf(tx, siteId)).filter((agent) => agentMaySee(agent, placed));
  const named: Named[] = [];
  for (const { entry, targets } of naming) {
    const asOf = new Map<string, string | null>();
    for (const { type, id } of targets) {
      for (const { id: agentId, teams } of readers) {
        const isMeant = type === 'agent' ? agentId === id : teams?.includes(id) === true;
        if (isMeant && agentId !== entry.author.id && (type === 'agent' || !asOf.has(agentId)))
          asOf.set(agentId, type === 'agent' ? null : id);
      }
    }
    for (const [agentId, teamId] of asOf) {
      const place = { site_id: siteId, agent_id: agentId, entry_id: entry.id, conversation_id: conv };
      await insertMention(tx, { ...place, team_id: teamId, at: entry.ts, read_at: null });
    }
    if (asOf.size > 0) named.push({ entry, agentIds: [...asOf.keys()] });
  }
  return named;
}

const unread = prepared<{ siteId: string; conv: string; agentId: string }, { entry_id: string }>((db, place) =>
  db
    .selectFrom('mentions')
    .select('entry_id')
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('agent_id', '=', place('agentId'))
    .where('read_at', 'is', null)
    .limit(1),
);

const markRead = prepared<{ siteId: string; conv: string; agentId: string; now: number }, unknown>((db, place) =>
  db
    .updateTable('mentions')
    .set({ read_at: place('now') })
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('agent_id', '=', place('agentId'))
    .where('read_at', 'is', null),
);

export const mentionOperations: OperationsOf<Pick<DeliveryOps, 'isMentioned' | 'readMentions'>> = {
  isMentioned: {
    kind: 'read',
    run: async (tx, args) => (await unread(tx, args)).length > 0,
  },
  readMentions: {
    kind: 'write',
    async run(tx, args) {
      await markRead(tx, args);
    },
  },
};
