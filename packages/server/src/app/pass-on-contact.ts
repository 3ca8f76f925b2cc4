// What happens to a conversation elsewhere and the relay is told of: passed on, ended (C49).
import type { Handoff, HandoffRequest } from '@throughline/types';
import type { Store } from '../ports/store.js';
import { publishConsequences } from './publish-consequences.js';
import type { PublishDeps } from './publish-consequences.js';

interface ContactDeps extends PublishDeps {
  store: Store;
  isVisitorIn(siteId: string, conv: string): boolean;
}

/** Null when there is no such open conversation, or no such team. */
export async function passOnContact(
  deps: ContactDeps,
  { siteId, conv, request, now }: { siteId: string; conv: string; request: HandoffRequest; now: number },
): Promise<Handoff | null> {
  const { store, bus, isVisitorIn } = deps;
  const { kind, from, teamId, department } = request;
  if (teamId !== undefined && !(await store.teams({ siteId })).some(({ id }) => id === teamId)) return null;
  const passed = await store.channelHandoff({
    siteId,
    conv,
    kind,
    ...(from === undefined ? {} : { from }),
    teamId: teamId ?? null,
    department: department ?? null,
    online: isVisitorIn(siteId, conv),
    now,
  });
  if (passed === null) return null;
  bus.publish({ type: 'handoff', siteId, handoff: passed.handoff });
  publishConsequences(deps, siteId, passed.followed);
  return passed.handoff;
}

/** False when there is no such open conversation. */
export async function closeContact(
  deps: ContactDeps,
  args: { siteId: string; conv: string; outcome: string | null; actor: string; now: number },
): Promise<boolean> {
  const { store, bus } = deps;
  const followed = await store.closeChannelConversation(args);
  if (followed === null) return false;
  const row = await store.row({ siteId: args.siteId, conv: args.conv });
  // Entries are fetched by the head; the row tells lists that it is closed.
  if (row !== null) bus.publish({ type: 'entries', siteId: args.siteId, conv: args.conv, epoch: store.epoch, entries: [], row });
  publishConsequences(deps, args.siteId, followed);
  return true;
}
