// Does anything at all speak for these two being one person (ID16 `no_shared_identifier`)? An open identifier has one owner, so "shared"
// means the same address or number seen on both sides: attested here, claimed, called from or traced by a Suggestion there.
import { normaliseIdentifier } from './normalise.js';
import type { Identifier } from './model.js';

const FAMILY: Readonly<Record<string, string>> = {
  from_address: 'email',
  phone: 'phone',
  caller_id: 'phone',
  whatsapp_phone: 'phone',
  phone_number: 'phone',
};

export interface EvidenceSide {
  /** Every identifier that ever pointed at this customer, not those a merge moved here. */
  identifiers: readonly Identifier[];
  /** `email`, `phone` and `phone_number` as said, by whomever. */
  claims: readonly Identifier[];
}

/** What was seen on both sides, in the order of `b`. Empty: nothing. */
export function sharedEvidence(a: EvidenceSide, b: EvidenceSide): Identifier[] {
  const ofA = evidenceOf(a);
  return [...evidenceOf(b)].filter(([key]) => ofA.has(key)).map(([, identifier]) => identifier);
}

function evidenceOf({ identifiers, claims }: EvidenceSide): Map<string, Identifier> {
  const evidence = new Map<string, Identifier>();
  for (const { type, value } of [...identifiers, ...claims]) {
    const family = FAMILY[type] ?? type;
    const normalised = normaliseIdentifier(family, value);
    if (normalised !== null) evidence.set(`${family}\n${normalised}`, { type: family, value: normalised });
  }
  return evidence;
}
