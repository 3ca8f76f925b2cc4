// Conversations that another system carries: a call, a letter, a visit (C49). The same rows and entries as a chat's, written by the relay for
// the source that brought it; their principal is `api:<source>`.
import type { Author, HandoffKind } from '@throughline/types';
import type { EngineOps, HandedOver } from '../../../../ports/store-engine.js';
import { redactText } from '../../../../domain/facts/redact.js';
import { rootOrNull } from '../context/root-or-null.js';
import { elsewhere } from '../engine/consequences-of.js';
import { freezeHandoff } from '../handoff.js';
import type { OperationsOf, Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';
import { appendRelayEntries, RELAY } from './append-relay-entries.js';
import type { RelayDraft } from './append-relay-entries.js';
import { appendSnapshot } from './append-snapshot.js';
import { lockConversation } from './find-conversation.js';
import { handoffOf } from './handoff-view.js';
import { insertConversation, newChannelConversation } from './new-conversation.js';
import { recordRelayEvent } from './relay-events.js';
import type { RelayEvent } from './relay-events.js';

type Channels = 'openChannelConversation' | 'channelHandoff' | 'closeChannelConversation';

interface Passed {
  kind: HandoffKind;
  from?: Parameters<typeof freezeHandoff>[1]['from'] | undefined;
  teamId: string | null;
  online: boolean;
  now: number;
}

/** Records what happened on the timeline, freezes the hand-off, and says so in the log. */
async function handOver(tx: Tx, row: ConversationsTable, { event, passed }: { event: RelayEvent; passed: Passed }): Promise<HandedOver> {
  const { kind, from, teamId, online, now } = passed;
  const { effects } = await recordRelayEvent(tx, event);
  const context = await freezeHandoff(tx, {
    siteId: row.site_id,
    conv: row.id,
    kind,
    ...(from === undefined ? {} : { from }),
    ...(teamId === null ? {} : { toTeamId: teamId }),
    online,
    now,
  });
  const snapshot = await appendSnapshot(tx, row, context);
  return { handoff: await handoffOf(tx, { row: snapshot.row, context }), followed: await elsewhere(tx, row, effects) };
}

/** `release` puts it into a team's line; only `transfer` counts as one. */
const assignTo = (
  row: ConversationsTable,
  { how, teamId, note }: { how: 'transfer' | 'release'; teamId: string | null; note?: string | undefined },
): RelayDraft => ({
  lane: 'int',
  kind: 'assign',
  body: { how, agentId: null, teamId, ifVersion: row.assign_version, ...(note === undefined ? {} : { note }) },
  author: RELAY,
});

export const channelOperations: OperationsOf<Pick<EngineOps, Channels>> = {
  openChannelConversation: {
    kind: 'write',
    async run(tx, args) {
      const { siteId, channel, kind, from, teamId, text, now } = args;
      const root = await rootOrNull(tx, siteId, args.customerId);
      if (root === null) throw new Error('A conversation cannot be opened for a customer that does not exist');
      const opening = newChannelConversation(tx, { ...args, customerId: root.id });
      if (!(await insertConversation(tx, opening))) throw new Error('A conversation of that name exists already');
      const clean = text === null ? null : redactText(text).text;
      const drafts: RelayDraft[] = [{ lane: 'pub', kind: 'open', body: { channel }, author: RELAY }];
      if (clean !== null) {
        drafts.push({ lane: 'pub', kind: 'message', body: { text: clean }, author: { type: 'visitor', id: opening.principal_id } });
      }
      const cause = drafts.length - 1;
      if (teamId !== null) drafts.push(assignTo(opening, { how: 'release', teamId })); // where it begins: no transfer
      const { row, entries } = await appendRelayEntries(tx, opening, { drafts, now, principalId: opening.principal_id });
      const event: RelayEvent = {
        siteId,
        conv: row.id,
        channel,
        what: 'started',
        entryId: entries[cause]?.id ?? row.id,
        data: {
          kind,
          ...(clean === null ? {} : { text: clean }),
          ...(args.inReplyTo === null ? {} : { in_reply_to: args.inReplyTo }),
        },
        department: args.department,
        customerId: root.id,
        identifiers: [],
        at: row.last_ts,
      };
      return handOver(tx, row, { event, passed: { kind, from, teamId, online: false, now } });
    },
  },

  channelHandoff: {
    kind: 'write',
    async run(tx, { siteId, conv, kind, from, teamId, department, online, now }) {
      const held = await lockConversation(tx, siteId, conv);
      if (held === null || held.status === 'closed') return null;
      const kept = department === null ? held : { ...held, department };
      if (department !== null) {
        await tx.db.updateTable('conversations').set({ department }).where('site_id', '=', siteId).where('id', '=', conv).execute();
      }
      // A consultation asks a colleague and passes nothing on.
      const drafts =
        kind === 'consult' ? [] : [assignTo(kept, { how: kind === 'transfer' ? 'transfer' : 'release', teamId, note: from?.note })];
      const { row, entries } = await appendRelayEntries(tx, kept, { drafts, now, principalId: kept.principal_id });
      const event: RelayEvent = {
        siteId,
        conv,
        channel: row.channel,
        what: 'transferred',
        entryId: entries.at(-1)?.id ?? `${row.int_head}`,
        data: { kind, ...(from?.name === undefined ? {} : { from: from.name }) },
        department,
        customerId: row.customer_id,
        identifiers: [],
        at: row.last_ts,
      };
      return handOver(tx, row, { event, passed: { kind, from, teamId, online, now } });
    },
  },

  closeChannelConversation: {
    kind: 'write',
    async run(tx, { siteId, conv, outcome, actor, now }) {
      const held = await lockConversation(tx, siteId, conv);
      if (held === null || held.status === 'closed') return null;
      const author: Author = { type: 'system', id: actor };
      const drafts: RelayDraft[] = [{ lane: 'pub', kind: 'close', body: {}, author }];
      if (outcome !== null) drafts.push({ lane: 'int', kind: 'wrap_up', body: { outcome: redactText(outcome).text }, author });
      const { row, entries } = await appendRelayEntries(tx, held, { drafts, now, principalId: held.principal_id });
      const { effects } = await recordRelayEvent(tx, {
        siteId,
        conv,
        channel: row.channel,
        what: 'closed',
        entryId: entries[0]?.id ?? conv,
        data: outcome === null ? {} : { outcome },
        department: row.department,
        customerId: row.customer_id,
        identifiers: [],
        at: row.last_ts,
      });
      return elsewhere(tx, row, effects);
    },
  },
};
