// Shapes and answers that routes share.
import { z } from 'zod';
import { isStorableText } from '@throughline/types';
import type { Channel, HttpErrorCode } from '@throughline/types';
import { primitives } from '@throughline/types/decode';
import type { Actor } from '../../../app/actor.js';
import type { AgentScope } from '../../../domain/context/scope.js';
import { readChannel } from '../../../domain/ingest/channel.js';
import type { RelayDeps } from '../../relay-deps.js';
import type { ApiPrincipal } from './principal.js';
import type { ApiAnswer } from './route.js';

export const PAGE_MAX = 100;
const PAGE_DEFAULT = 50;

export const IdParams = z.object({ id: primitives.Id });
export const NoParams = z.object({});
export const NoQuery = z.object({});
/** `limit` and `cursor` of every list: a keyset cursor, opaque. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
  cursor: primitives.Text(200).optional(),
});

/** Detail of a conflict between two people who change one setting. */
export const CHANGED_SINCE = 'was: somebody changed it since';

export const ok = (body: unknown): ApiAnswer => ({ status: 200, body });
/** `renderedFrom`: with the visibility of its entries. */
export const okFrom = (renderedFrom: unknown, body: unknown): ApiAnswer => ({ status: 200, body, renderedFrom });
export const created = (body: unknown): ApiAnswer => ({ status: 201, body });
export const empty: ApiAnswer = { status: 204 };
export const problem = (code: HttpErrorCode, detail?: string): ApiAnswer => ({
  problem: code,
  ...(detail === undefined ? {} : { detail }),
});

/** A page as a store takes it. */
export const pageArgs = ({ limit, cursor }: z.output<typeof PageQuery>): { limit: number; cursor?: string } => ({
  limit,
  ...(cursor === undefined ? {} : { cursor }),
});

export function actorOf(who: ApiPrincipal): Actor {
  if (who.kind === 'secret') {
    const { source, site } = who.caller;
    return {
      siteId: who.siteId,
      id: 'api',
      name: site.name,
      sourceId: source.id,
      attests: true,
      department: source.department,
      visibility: primitives.Visibility.catch('restricted').parse(source.visibility),
      channel: readChannel(source.channel) ?? 'other',
    };
  }
  return {
    siteId: who.siteId,
    id: who.agent.id,
    name: who.agent.name,
    sourceId: 'relay',
    attests: false,
    department: who.agent.department ?? null,
    visibility: 'shared',
    channel: 'back_office',
  };
}

/** The medium of the conversation a write belongs to; null when there is no such conversation. */
export async function channelOfConversation(deps: Pick<RelayDeps, 'store'>, siteId: string, conv: string): Promise<Channel | null> {
  const row = isStorableText(conv) ? await deps.store.row({ siteId, conv }) : null;
  return row?.channel ?? null;
}

/** A customer by the id of the address, or the answer instead: 404, or 410 with the address that counts now (C17). */
export async function customerAt(deps: Pick<RelayDeps, 'store'>, siteId: string, asked: string | { id: string; seenBy: AgentScope }) {
  const found = await deps.store.customer({ siteId, ...(typeof asked === 'string' ? { id: asked } : asked) });
  if (found === null) return { answer: problem('not_found') };
  if ('customer' in found) return { customer: found.customer };
  const answer: ApiAnswer = { problem: 'gone', headers: { Link: `</api/v1/customers/${found.redirected}>; rel="canonical"` } };
  return { answer };
}
