// Who stands where in the lines of teams that route (K57). What a visitor is told of it is the number alone (P14).
import { conversation as conversationSchema } from '@throughline/types/decode';
import { byPlace, minutesLeft, typicalWaitMs } from '../../../../domain/routing/line.js';
import type { RoutingTeam } from '../../../../domain/routing/model.js';
import type { PlaceInLine, RoutingOps } from '../../../../ports/store-routing.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { deskSettings } from './desk-settings.js';

const IN_LINE_MAX = 1_000; // who stands behind them is told nothing
const LOOK_BACK_MS = 14 * 86_400_000;
const SAMPLES = 100;

const Priority = conversationSchema.ConversationRow.shape.priority;

/** What customers of the team waited lately until the first agent joined (ms). */
async function firstAssignments(tx: Tx, { siteId, teamId, now }: { siteId: string; teamId: string; now: number }): Promise<number[]> {
  const rows = await tx.db
    .with('recent', (qb) =>
      qb
        .selectFrom('conversations')
        .select(['id', 'opened_at'])
        .where('site_id', '=', siteId)
        .where('team_id', '=', teamId)
        .where('opened_at', '>=', now - LOOK_BACK_MS)
        .where('assignee_id', 'is not', null)
        .orderBy('opened_at', 'desc')
        .orderBy('id', 'desc')
        .limit(SAMPLES),
    )
    .selectFrom('recent')
    .innerJoin('entries', (join) => join.onRef('entries.conversation_id', '=', 'recent.id').on('entries.site_id', '=', siteId))
    .select('recent.opened_at')
    .select(({ fn }) => fn.min<number>('entries.ts').as('joined_at'))
    .where('entries.kind', '=', 'join')
    .groupBy(['recent.id', 'recent.opened_at'])
    .execute();
  return rows.map(({ opened_at: opened, joined_at: joined }) => Math.max(0, joined - opened));
}

const standing = prepared<{ siteId: string; teamId: string }, { id: string; priority: string; queued_at: number | null }>((db, place) =>
  db
    .selectFrom('conversations')
    .select(['id', 'priority', 'queued_at'])
    .where('site_id', '=', place('siteId'))
    .where('team_id', '=', place('teamId'))
    .where('status', '=', 'queued')
    .orderBy('queued_at')
    .orderBy('id')
    .limit(IN_LINE_MAX),
);

async function lineOf(tx: Tx, siteId: string, { team, now }: { team: RoutingTeam; now: number }): Promise<PlaceInLine[]> {
  const rows = await standing(tx, { siteId, teamId: team.id });
  if (rows.length === 0) return [];
  const typical = team.open ? typicalWaitMs(await firstAssignments(tx, { siteId, teamId: team.id, now })) : null;
  return rows
    .map((row) => ({ id: row.id, priority: Priority.parse(row.priority), queuedAt: row.queued_at ?? now }))
    .sort(byPlace)
    .map(({ id, queuedAt }, index) => ({ conv: id, position: index + 1, minutes: minutesLeft(typical, now - queuedAt) }));
}

export async function placesInLine(tx: Tx, { siteId, now }: Parameters<RoutingOps['placesInLine']>[0]): Promise<PlaceInLine[]> {
  const desk = await deskSettings(tx, siteId, now);
  const places: PlaceInLine[] = [];
  for (const team of desk?.teams ?? []) if (team.doc.mode !== 'manual') places.push(...(await lineOf(tx, siteId, { team, now })));
  return places;
}
