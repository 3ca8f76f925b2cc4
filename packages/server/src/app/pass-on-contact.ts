// What happens to a conversation elsewhere and the relay is told of: passed on, ended (C49).
import type { Handoff, HandoffRequest } from '@throughline/types';
import type { Bus } from '../ports/bus.js';
import type { Store } from '../ports/store.js';
import type { LiveContexts } from './live-contexts.js';

interface ContactDeps {
  store: Store;
  bus: Bus;
  live: LiveContexts;
  isVisitorIn(siteId: string, conv: string): boolean;
}

/** Null when there is no such open conversation, or no such team. */
export async function passOnContact(
  { store, bus, isVisitorIn }: ContactDeps,
  { siteId, conv, request, now }: { siteId: string; conv: string; request: HandoffRequest; now: number },
): Promise<Handoff | null> {
  const { kind, from, teamId, department } = request;
  if (teamId !== undefined && !(await store.teams({ siteId })).some(({ id }) => id === teamId)) return null;
  const handoff = await store.channelHandoff({
    siteId,
    conv,
    kind,
    ...(from === undefined ? {} : { from }),
    teamId: teamId ?? null,
    department: department ?? null,
    online: isVisitorIn(siteId, conv),
    now,
  });
  if (handoff !== null) bus.publish({ type: 'handoff', siteId, handoff });
  return handoff;
}

/** False when there is no such open conversation. */
export async function closeContact(
  { store, bus }: ContactDeps,
  args: { siteId: string; conv: string; outcome: string | null; actor: string; now: number },
): Promise<boolean> {
  if (!(await store.closeChannelConversation(args))) return false;
  const row = await store.row({ siteId: args.siteId, conv: args.conv });
  // Entries are fetched by the head; the row tells lists that it is closed.
  if (row !== null) bus.publish({ type: 'entries', siteId: args.siteId, conv: args.conv, epoch: store.epoch, entries: [], row });
  return true;
}
