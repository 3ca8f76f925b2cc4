// One look at the clocks of a locked conversation (K70): the row shows what is due next, and what was reached is an entry, a higher priority
// or another team's line, as the policy says.
import { z } from 'zod';
import type { SlaPolicyDoc } from '@throughline/types';
import { conversation } from '@throughline/types/decode';
import { lookAtClocks } from '../../../../domain/sla/clocks.js';
import type { Reached, SlaMemory } from '../../../../domain/sla/clocks.js';
import { policyFor } from '../../../../domain/sla/policy.js';
import type { SlaLooked } from '../../../../ports/store-sla.js';
import { appendRelayEntries } from '../delivery/append-relay-entries.js';
import type { RelayDraft } from '../delivery/append-relay-entries.js';
import { listRow, stateOf } from '../delivery/conversation-state.js';
import { nameCustomer } from '../delivery/customer-names.js';
import type { Tx } from '../operation.js';
import { tiersOf } from '../routing/routing-facts.js';
import type { ConversationsTable } from '../schema.js';
import type { SlaSettings } from './sla-settings.js';

const Memory = z.object({
  policyId: z.string(),
  since: z.number(),
  usedMs: z.number(),
  runningSince: z.number().nullable(),
  told: z.array(z.string()),
});
/** One that cannot be read counts as none: its clocks begin anew, instead of standing still together with everybody else's. */
function memoryOf(text: string | null): { memory: SlaMemory | null; isBroken: boolean } {
  if (text === null) return { memory: null, isBroken: false };
  const read = MemoryText.safeParse(text);
  return read.success ? { memory: read.data, isBroken: false } : { memory: null, isBroken: true };
}

const MemoryText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : 'not JSON');
      return z.NEVER;
    }
  })
  .pipe(Memory);

const PRIORITIES = conversation.ConversationRow.shape.priority.options;

function draftsOf(row: ConversationsTable, reached: readonly Reached[], { name, escalate }: SlaPolicyDoc): RelayDraft[] {
  const drafts: RelayDraft[] = reached.map((one) => ({ lane: 'int', kind: 'sla', body: { ...one, policy: name } }));
  const missed = reached.find(({ state }) => state === 'missed');
  if (missed === undefined) return drafts;
  const { priority } = stateOf(row);
  const higher = PRIORITIES[PRIORITIES.indexOf(priority) + 1];
  if (escalate.raisePriority && higher !== undefined)
    drafts.push({ lane: 'int', kind: 'priority', body: { priority: higher, reason: `target missed: ${name}` } });
  const { reassignTeamId: teamId } = escalate;
  if (teamId !== null && teamId !== row.team_id) {
    const body = { how: 'overflow', agentId: null, teamId, ifVersion: row.assign_version, reason: `target missed: ${name}` };
    drafts.push({ lane: 'int', kind: 'assign', body });
  }
  return drafts;
}

export interface OneLook {
  /** Null when nothing changed. */
  looked: SlaLooked | null;
  /** What was remembered of its clocks could not be read. */
  isBroken: boolean;
}

export async function lookAt(tx: Tx, held: ConversationsTable, settings: SlaSettings, now: number): Promise<OneLook> {
  const state = stateOf(held);
  const served = {
    teamId: held.team_id,
    priority: state.priority,
    channel: held.channel,
    tiers: settings.policies.some(({ doc }) => doc.applies.tiers.length > 0) ? await tiersOf(tx, held.site_id, held.customer_id) : [],
  };
  const policy = policyFor(settings.policies, served, settings.policyOf(held.team_id));
  const calendar = settings.calendarOf(held.team_id);
  const { memory: before, isBroken } = memoryOf(held.sla_memory);
  const { view, memory, reached, nextAt } = lookAtClocks({ policy, calendar, timed: state, memory: before }, now);
  const sla = view === null ? null : JSON.stringify(view);
  const drafts = policy === null ? [] : draftsOf(held, reached, policy.doc);
  const { row, entries } = await appendRelayEntries(tx, held, { drafts, now });
  const columns = {
    sla,
    sla_due_at: nextAt,
    sla_memory: memory === null ? null : JSON.stringify(memory),
    // Own entries that move nothing a clock goes by need no second look; a new line of another team does.
    sla_version: drafts.some(({ kind }) => kind === 'assign' || kind === 'priority') ? held.status_version : row.status_version,
  };
  if (!isSame(held, columns))
    await tx.db.updateTable('conversations').set(columns).where('site_id', '=', held.site_id).where('id', '=', held.id).execute();
  if (sla === held.sla && entries.length === 0) return { looked: null, isBroken };
  const shown = listRow({ ...row, ...columns }, await nameCustomer(tx, row.site_id, row.customer_id));
  const notices = policy?.doc.escalate.notify === true ? reached : [];
  return { looked: { siteId: row.site_id, epoch: tx.epoch, entries, row: shown, notices }, isBroken };
}

type Columns = Pick<ConversationsTable, 'sla' | 'sla_due_at' | 'sla_memory' | 'sla_version'>;
const isSame = (held: Columns, { sla, sla_due_at, sla_memory, sla_version }: Columns): boolean =>
  held.sla === sla && held.sla_due_at === sla_due_at && held.sla_memory === sla_memory && held.sla_version === sla_version;
