// What a visitor said before, for forms that would ask it again (W190). Invariants: only this visitor's own words, or those of the devices
// on which the same verified user wrote (S122); of traits only what the site itself vouches for and what every department may see.
import { entry } from '@throughline/types/decode';
import { effectiveTraits } from '../../../../domain/identity/traits.js';
import type { ToldBefore, WidgetOps } from '../../../../ports/store-widget.js';
import { jsonOf } from '../context/rows.js';
import { membersOf } from '../customers.js';
import { customerOfUser } from '../engine/visitor-operations.js';
import type { OperationsOf, Tx } from '../operation.js';
import { formOf } from './form-of.js';

const TRAITS = ['name', 'email', 'phone'];
const VOUCHED = 3;
const ENTRIES_MAX = 20;

async function traitsOf(tx: Tx, siteId: string, userId: string): Promise<ToldBefore['traits']> {
  const root = await customerOfUser(tx, siteId, userId);
  if (root === null) return {};
  const rows = await tx.db
    .selectFrom('traits')
    .select(['key', 'value', 'trust', 'at'])
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', await membersOf(tx, siteId, root))
    .where('key', 'in', TRAITS)
    .where('trust', '=', VOUCHED)
    .where('visibility', '=', 'shared')
    .execute();
  const traits: ToldBefore['traits'] = {};
  for (const [key, { value }] of effectiveTraits(rows)) {
    const said = jsonOf(value);
    if (typeof said === 'string' && said !== '') traits[key] = said;
  }
  return traits;
}

/** `userId` null: of this device session while nobody was signed in. Else: of the user's devices, held under the user. */
async function answersOf(tx: Tx, { siteId, visitorId, userId }: Parameters<WidgetOps['toldBefore']>[0]): Promise<ToldBefore['answers']> {
  const given = tx.db
    .selectFrom('entries')
    .innerJoin('conversations', (join) =>
      join.onRef('conversations.site_id', '=', 'entries.site_id').onRef('conversations.id', '=', 'entries.conversation_id'),
    )
    .innerJoin('visitors', (join) => join.onRef('visitors.site_id', '=', 'entries.site_id').onRef('visitors.id', '=', 'entries.author_id'))
    .select('entries.body')
    .where('entries.site_id', '=', siteId)
    .where('entries.lane', '=', 'pub')
    .where('entries.kind', '=', 'details')
    .where('entries.author_type', '=', 'visitor');
  const own =
    userId === null
      ? given
          .where('conversations.principal_id', '=', visitorId)
          .where('conversations.user_id', 'is', null)
          .where('visitors.id', '=', visitorId)
      : given.where('conversations.user_id', '=', userId).where('visitors.user_id', '=', userId);
  const rows = await own.orderBy('entries.ts', 'desc').orderBy('entries.seq', 'desc').limit(ENTRIES_MAX).execute();
  return rows.flatMap(({ body }) => entry.DetailsBody.safeParse(JSON.parse(body)).data?.answers ?? []); // an erased one has none
}

export const toldBeforeOperations: OperationsOf<Pick<WidgetOps, 'toldBefore'>> = {
  toldBefore: {
    kind: 'read',
    async run(tx, asked) {
      const traits = asked.userId === null ? {} : await traitsOf(tx, asked.siteId, asked.userId);
      return { traits, answers: await answersOf(tx, asked), form: await formOf(tx, asked.siteId) };
    },
  },
};
