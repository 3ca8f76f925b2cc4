// Which of these customers a verified e-mail address or a postcode belongs to (C40). The statements are the same whether anybody is asked
// about or not, and whatever the proof looks like: how long an answer takes says nothing (ID22).
import { normaliseIdentifier } from '../../../../domain/identity/normalise.js';
import type { Tx } from '../operation.js';

const ATTESTED = 2;
const POSTCODE_TRAITS = ['postcode', 'postal_code', 'postalCode', 'zip', 'zip_code', 'zipCode', 'address'];
const POSTCODE_PARTS = ['postcode', 'postal_code', 'postalCode', 'zip'];

const samePostcode = (text: string): string => text.replace(/[\s-]+/g, '').toUpperCase();

export async function customersProvedBy(
  tx: Tx,
  { siteId, proof, customerIds }: { siteId: string; proof: string; customerIds: readonly string[] },
): Promise<Set<string>> {
  const members = await tx.db
    .selectFrom('customers as asked')
    .innerJoin('customers as member', (join) =>
      join.onRef('member.site_id', '=', 'asked.site_id').onRef('member.root_id', '=', 'asked.root_id'),
    )
    .select(['asked.id as asked', 'member.id as member'])
    .where('asked.site_id', '=', siteId)
    .where('asked.id', 'in', customerIds.length === 0 ? [''] : [...customerIds])
    .where('asked.status', '!=', 'erased')
    .execute();
  const ids = members.length === 0 ? [''] : [...new Set(members.map(({ member }) => member))];
  const found = new Set([...(await byEmail(tx, siteId, { ids, proof })), ...(await byPostcode(tx, siteId, { ids, proof }))]);
  return new Set(members.filter(({ member }) => found.has(member)).map(({ asked }) => asked));
}

async function byEmail(tx: Tx, siteId: string, { ids, proof }: { ids: string[]; proof: string }): Promise<string[]> {
  const email = proof.includes('@') ? normaliseIdentifier('email', proof) : null;
  const rows = await tx.db
    .selectFrom('identity_edges')
    .select('customer_id')
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', ids)
    .where('type', '=', 'email')
    .where('value', '=', email ?? '')
    .where('trust', '>=', ATTESTED)
    .where('until', 'is', null)
    .execute();
  return rows.map(({ customer_id }) => customer_id);
}

async function byPostcode(tx: Tx, siteId: string, { ids, proof }: { ids: string[]; proof: string }): Promise<string[]> {
  const asked = samePostcode(proof);
  const facts = await tx.db
    .selectFrom('facts')
    .select(['customer_id', 'norm'])
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', ids)
    .where('key', '=', 'postcode')
    .execute();
  const traits = await tx.db
    .selectFrom('traits')
    .select(['customer_id', 'value'])
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', ids)
    .where('key', 'in', POSTCODE_TRAITS)
    .where('trust', '>=', ATTESTED)
    .execute();
  if (asked === '') return [];
  return [
    ...facts.filter(({ norm }) => samePostcode(norm) === asked).map(({ customer_id }) => customer_id),
    ...traits.filter(({ value }) => postcodesIn(value).includes(asked)).map(({ customer_id }) => customer_id),
  ];
}

/** Of a trait's JSON text: the text or number itself, or the postcode of an address. */
function postcodesIn(text: string): string[] {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'string' || typeof value === 'number') return [samePostcode(String(value))];
  if (typeof value !== 'object' || value === null) return [];
  return POSTCODE_PARTS.flatMap((part) => {
    const found: unknown = Reflect.get(value, part);
    return typeof found === 'string' || typeof found === 'number' ? [samePostcode(String(found))] : [];
  });
}
