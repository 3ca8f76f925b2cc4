// Rows of what redeemed codes opened to devices (ID20 c): one conversation each, and nothing else of the person whose it is.
// Invariant: no grant crosses from one verified user to another, whichever side signs in later.
import { sql } from 'kysely';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';

interface GrantKey {
  siteId: string;
  conv: string;
  principalId: string;
}

const grantRow = prepared<GrantKey, { code_id: string }>((db, place) =>
  db
    .selectFrom('conversation_grants')
    .select('code_id')
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('principal_id', '=', place('principalId')),
);

export async function isGranted(tx: Tx, key: GrantKey): Promise<boolean> {
  return (await grantRow(tx, key)).length > 0;
}

/** The conversation that this very code opened to the visitor before: an answer may be lost, and the question asked again. */
export async function grantedBy(
  tx: Tx,
  { siteId, hash, principalId }: { siteId: string; hash: string; principalId: string },
): Promise<string | null> {
  const row = await tx.db
    .selectFrom('conversation_grants as g')
    .innerJoin('resume_codes as code', (join) => join.onRef('code.site_id', '=', 'g.site_id').onRef('code.id', '=', 'g.code_id'))
    .select('g.conversation_id as conv')
    .where('g.site_id', '=', siteId)
    .where('g.principal_id', '=', principalId)
    .where('code.hash', '=', hash)
    .executeTakeFirst();
  return row?.conv ?? null;
}

/** Conversations that codes opened to these visitors. */
export async function grantedTo(tx: Tx, siteId: string, principalIds: readonly string[]): Promise<Map<string, string[]>> {
  const byPrincipal = new Map<string, string[]>();
  if (principalIds.length === 0) return byPrincipal;
  const rows = await tx.db
    .selectFrom('conversation_grants')
    .select(['principal_id', 'conversation_id'])
    .where('site_id', '=', siteId)
    .where('principal_id', 'in', principalIds)
    .orderBy('at', 'desc')
    .orderBy('conversation_id')
    .execute();
  for (const row of rows) byPrincipal.set(row.principal_id, [...(byPrincipal.get(row.principal_id) ?? []), row.conversation_id]);
  return byPrincipal;
}

/** Opens the conversation; again is fine. */
export async function grant(
  tx: Tx,
  { siteId, conv, principalId }: GrantKey,
  { codeId, now }: { codeId: string; now: number },
): Promise<void> {
  await tx.db
    .insertInto('conversation_grants')
    .values({ site_id: siteId, conversation_id: conv, principal_id: principalId, code_id: codeId, at: now })
    .onConflict((conflict) => conflict.columns(['site_id', 'conversation_id', 'principal_id']).doNothing())
    .execute();
}

/** The device was reset or erased: codes open nothing to it any more. */
export async function endGrantsOf(tx: Tx, siteId: string, principalId: string): Promise<void> {
  await tx.db.deleteFrom('conversation_grants').where('site_id', '=', siteId).where('principal_id', '=', principalId).execute();
}

/**
 * A visitor signed in: what they opened of another user's ends, and so does what another user opened of theirs. Answers the devices that were
 * cut off, each once. Whose a conversation is: `user_id`, and where it has none the user of its device, for one that was closed at sign-in.
 */
export async function endGrantsOfOthers(tx: Tx, siteId: string, principalId: string): Promise<string[]> {
  const ended = await tx.db
    .deleteFrom('conversation_grants')
    .where('site_id', '=', siteId)
    .where((eb) =>
      eb.or([
        eb('principal_id', '=', principalId),
        eb(
          'conversation_id',
          'in',
          eb.selectFrom('conversations').select('id').where('site_id', '=', siteId).where('principal_id', '=', principalId),
        ),
      ]),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('conversations as held')
          .innerJoin('visitors as guest', 'guest.site_id', 'held.site_id')
          .leftJoin('visitors as owner', (join) =>
            join.onRef('owner.site_id', '=', 'held.site_id').onRef('owner.id', '=', 'held.principal_id'),
          )
          .select(sql.lit(1).as('one'))
          .whereRef('held.site_id', '=', 'conversation_grants.site_id')
          .whereRef('held.id', '=', 'conversation_grants.conversation_id')
          .whereRef('guest.id', '=', 'conversation_grants.principal_id')
          // Null on either side is nobody's: such a grant stays.
          .where(({ fn, ref }) => sql<boolean>`${fn.coalesce('held.user_id', 'owner.user_id')} <> ${ref('guest.user_id')}`),
      ),
    )
    .returning('principal_id')
    .execute();
  return [...new Set(ended.map(({ principal_id: id }) => id))];
}

/** The devices on the other side of what codes opened to this one, or of what is this one's: whom its sign-in concerns. */
export async function counterparts(tx: Tx, siteId: string, principalId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('conversation_grants as g')
    .innerJoin('conversations as held', (join) => join.onRef('held.site_id', '=', 'g.site_id').onRef('held.id', '=', 'g.conversation_id'))
    .select(['g.principal_id as guest', 'held.principal_id as owner'])
    .where('g.site_id', '=', siteId)
    .where((eb) => eb.or([eb('g.principal_id', '=', principalId), eb('held.principal_id', '=', principalId)]))
    .execute();
  return rows.flatMap(({ guest, owner }) => [guest, owner]);
}
