// A site of the store contract with a back end that speaks for it: what the tests of the context engine begin with.
import type { Json } from '@throughline/types';
import { madeEvent } from '../../../domain/ingest/made-event.js';
import type { EventIdentifier, IngestEvent } from '../../../ports/store-customers.js';
import type { Recorded } from '../../../ports/store-engine.js';
import type { Store } from '../../../ports/store.js';
import { hex, NOON, stageOn } from '../stage.js';
import type { Stage } from '../stage.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const iso = (at: number): string => new Date(at).toISOString();

export interface Said {
  user?: string;
  identifiers?: EventIdentifier[];
  at?: number;
  channel?: IngestEvent['channel'];
  department?: string;
  conversationId?: string;
  visibility?: IngestEvent['visibility'];
  unverified?: boolean;
}

export interface EngineStage extends Stage {
  secret: string;
  open: string;
  event(name: string, data: Record<string, Json>, said?: Said): IngestEvent;
  /** One event of the back end; `now` is when it arrives. */
  tell(name: string, data: Record<string, Json>, said?: Said & { now?: number }): Promise<Recorded>;
  /** Root of a user who was told of. */
  customerOf(user: string): Promise<string>;
}

export const verifiedUser = (user: string): EventIdentifier => ({ type: 'user_id', value: user, trust: 3, proven: true });

export async function engineStage(store: Store): Promise<EngineStage> {
  const stage = await stageOn(store);
  const site = await store.findSite({ id: stage.siteId });
  const sourceOf = (kind: string): string => site?.sources.find((source) => source.kind === kind)?.id ?? '';
  const secret = sourceOf('secret');
  const event: EngineStage['event'] = (name, data, said = {}) => {
    const {
      user = 'mia',
      identifiers,
      at = NOON,
      channel = 'back_office',
      department = null,
      conversationId,
      visibility,
      unverified = false,
    } = said;
    const made = madeEvent({
      messageId: hex(),
      name,
      data,
      channel,
      department,
      ...(visibility === undefined ? {} : { visibility }),
      owner: { identifiers: identifiers ?? [verifiedUser(user)] },
      conversationId: conversationId ?? null,
      now: at,
    });
    return { ...made, unverified };
  };
  return {
    ...stage,
    secret,
    open: sourceOf('public'),
    event,
    tell: (name, data, said = {}) =>
      store.record({ siteId: stage.siteId, sourceId: secret, events: [event(name, data, said)], now: said.now ?? said.at ?? NOON }),
    async customerOf(user) {
      const [found] = await store.findCustomers({ siteId: stage.siteId, type: 'user_id', value: user, minTrust: 3 });
      if (found === undefined) throw new Error(`nobody is ${user}`);
      return found.id;
    },
  };
}
