// The cards of a signed-in customer: read, shown, dismissed (W212). Showing is decided under the customer's lock and recorded in the same
// transaction, so that of two relays at once one records and the other finds it recorded (C12).
import type { VisitorCard } from '@throughline/types';
import { cardsFor } from '../../../../domain/items/cards.js';
import type { ShownCard } from '../../../../domain/items/cards.js';
import { madeEvent } from '../../../../domain/ingest/made-event.js';
import type { IngestEvent } from '../../../../domain/ingest/event.js';
import { toIso } from '../../../../domain/time/civil.js';
import type { CardOps } from '../../../../ports/store-cards.js';
import { stableId } from '../context/stable-id.js';
import { membersOf } from '../customers.js';
import { relaySourceId } from '../identity/identity-events.js';
import { recordEvents } from '../ingest.js';
import type { OperationsOf, Tx } from '../operation.js';
import { CARD_SHOWN, cardMaterial } from './card-material.js';
import { consequencesOf, NOTHING_FOLLOWED } from './consequences-of.js';
import { lockCustomer } from './root-lock.js';
import { siteKnowledge } from './site-knowledge.js';
import { customerOfUser } from './visitor-operations.js';
import { zoneTable } from './zone-table.js';

interface Whose {
  siteId: string;
  userId: string;
  now: number;
}

async function standing(tx: Tx, rootId: string, { siteId, userId, now }: Whose): Promise<{ cards: ShownCard[]; fresh: ShownCard[] }> {
  const material = await cardMaterial(tx, { siteId, rootId, userId, now });
  const { settings } = await siteKnowledge(tx, siteId);
  const zone = material.zone ?? zoneTable(settings.timezone);
  return cardsFor(material, { now, zone, locale: settings.locale, idOf: (key) => stableId('crd', siteId, key) });
}

const viewOf = ({ id, kind, text, itemId, at }: ShownCard): VisitorCard => ({
  ...{ id, kind, text },
  ...(itemId === null ? {} : { itemId }),
  at: toIso(at),
});

/** `Told in the widget: …`, once per customer and card whatever happens twice (C12). */
function shownEvent(
  { id, kind, text, itemId }: ShownCard,
  { rootId, index, now }: { rootId: string; index: number; now: number },
): IngestEvent {
  const made = madeEvent({
    messageId: `${CARD_SHOWN} ${id} ${rootId}`,
    name: CARD_SHOWN,
    data: { card_id: id, kind, text, item_id: itemId ?? undefined },
    channel: 'web',
    department: null,
    owner: { customerId: rootId, identifiers: [] },
    now,
  });
  return { ...made, index };
}

export const cardOperations: OperationsOf<CardOps> = {
  visitorCards: {
    kind: 'read',
    async run(tx, whose) {
      const rootId = await customerOfUser(tx, whose.siteId, whose.userId);
      if (rootId === null) return { cards: [], fresh: false };
      const { cards, fresh } = await standing(tx, rootId, whose);
      return { cards: cards.map(viewOf), fresh: fresh.length > 0 };
    },
  },
  showCards: {
    kind: 'write',
    async run(tx, whose) {
      const { siteId, userId, now } = whose;
      const rootId = await customerOfUser(tx, siteId, userId);
      if (rootId === null) return { cards: [], followed: NOTHING_FOLLOWED };
      await lockCustomer(tx, siteId, rootId);
      const { cards, fresh } = await standing(tx, rootId, whose);
      const events = fresh.map((card, index) => shownEvent(card, { rootId, index, now }));
      if (events.length === 0) return { cards: cards.map(viewOf), followed: NOTHING_FOLLOWED };
      const { effects } = await recordEvents(tx, { siteId, sourceId: await relaySourceId(tx, siteId), events, now });
      return { cards: cards.map(viewOf), followed: await consequencesOf(tx, siteId, effects) };
    },
  },
  dismissCard: {
    kind: 'write',
    async run(tx, { siteId, userId, id, now }) {
      const rootId = await customerOfUser(tx, siteId, userId);
      if (rootId === null || !(await wasShown(tx, siteId, { rootId, id }))) return false;
      await tx.db
        .insertInto('dismissed_cards')
        .values({ site_id: siteId, customer_id: rootId, id, at: now })
        .onConflict((conflict) => conflict.columns(['site_id', 'customer_id', 'id']).doNothing())
        .execute();
      return true;
    },
  },
};

async function wasShown(tx: Tx, siteId: string, { rootId, id }: { rootId: string; id: string }): Promise<boolean> {
  const members = await membersOf(tx, siteId, rootId);
  const row = await tx.db
    .selectFrom('interactions')
    .select('id')
    .where('site_id', '=', siteId)
    .where('source_id', '=', await relaySourceId(tx, siteId))
    .where(
      'message_id',
      'in',
      members.map((member) => `${CARD_SHOWN} ${id} ${member}`),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
