// A visitor's handshake in one operation: who it is, and what they listen to. Ten thousand come back at once after a cut, and each operation
// is a transaction: a list for people (texts, unread counts, names) read here would be most of that storm.
import type { DeliveryOps } from '../../../../ports/store-delivery.js';
import type { OperationsOf, Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { visitorByToken } from '../visitors.js';

const LISTENED_MAX = 50;

interface Listened {
  conv: string;
  pub: number;
  int: number;
  delivered: number | null;
  read: number | null;
}
interface Own {
  siteId: string;
  id: string;
}

/**
 * A device hears its own conversations and what a code opened to it, a verified person also what another device of theirs holds (ID20).
 * Lists by index, not `OR`: that would read the whole site.
 */
const listenedTo = (verified: boolean) =>
  prepared<Own & { userId: string }, Listened>((db, place) =>
    db
      .selectFrom('conversations')
      .leftJoin('receipts', (join) =>
        join
          .onRef('receipts.site_id', '=', 'conversations.site_id')
          .onRef('receipts.conversation_id', '=', 'conversations.id')
          .on('receipts.principal_id', '=', place('id')),
      )
      .select(['conversations.id as conv', 'pub_head as pub', 'int_head as int', 'delivered', 'read'])
      .where('conversations.site_id', '=', place('siteId'))
      .where('conversations.id', 'in', (eb) => {
        const own = eb
          .selectFrom('conversations as own')
          .select('own.id as id')
          .where('own.site_id', '=', place('siteId'))
          .where('own.principal_id', '=', place('id'));
        const opened = eb
          .selectFrom('conversation_grants as opened')
          .select('opened.conversation_id as id')
          .where('opened.site_id', '=', place('siteId'))
          .where('opened.principal_id', '=', place('id'));
        const ofUser = eb
          .selectFrom('conversations as person')
          .select('person.id as id')
          .where('person.site_id', '=', place('siteId'))
          .where('person.user_id', '=', place('userId'));
        const all = own.unionAll(opened);
        return verified ? all.unionAll(ofUser) : all;
      })
      .where('pub_head', '>', 0)
      .orderBy('last_at', 'desc')
      .orderBy('conversations.id')
      .limit(LISTENED_MAX),
  );
const ofDevice = listenedTo(false);
const ofPerson = listenedTo(true);

type Args = Parameters<DeliveryOps['admitVisitor']>[0];

async function admitVisitor(tx: Tx, args: Args): ReturnType<DeliveryOps['admitVisitor']> {
  const visitor = await visitorByToken(tx, args);
  if (visitor === null) return null;
  const { siteId, id, userId } = visitor;
  const rows = await (userId === null ? ofDevice(tx, { siteId, id, userId: '' }) : ofPerson(tx, { siteId, id, userId }));
  return {
    visitor,
    epoch: tx.epoch,
    conversations: rows.map(({ conv, pub, int, delivered, read }) => ({
      ...{ conv, pub, int },
      receipts: { delivered: delivered ?? 0, read: read ?? 0 },
    })),
  };
}

export const admitOperations: OperationsOf<Pick<DeliveryOps, 'admitVisitor'>> = { admitVisitor: { kind: 'write', run: admitVisitor } };
