// The traits of a call, split by who vouches for them (ID15): a signature or a secret key for some, nobody but the page for the rest.
import type { Json, Trust } from '@throughline/types';
import type { EventProof, EventSource } from './source.js';

export interface CallTraits {
  traits: Record<string, Json>;
  traitTrust: Trust;
  signedTraits?: Record<string, Json>;
}

const ADDRESS_FLAGS: Readonly<Record<string, string>> = {
  email: 'email_verified',
  phone: 'phone_number_verified',
  phone_number: 'phone_number_verified',
};

/** An address without its `_verified` flag stays a claim, even from a secret key (context.md §6). */
export function traitsOf(traits: Record<string, Json>, source: EventSource, proof: EventProof): CallTraits {
  if (source.kind === 'public') {
    const { identity } = proof;
    return { traits, traitTrust: 1, ...(identity === null ? {} : { signedTraits: identity.traits }) };
  }
  const isClaim = (key: string): boolean => {
    const flag = ADDRESS_FLAGS[key];
    return flag !== undefined && traits[flag] !== true;
  };
  const entries = Object.entries(traits);
  return {
    traits: Object.fromEntries(entries.filter(([key]) => isClaim(key))),
    traitTrust: 1,
    signedTraits: { ...proof.identity?.traits, ...Object.fromEntries(entries.filter(([key]) => !isClaim(key))) },
  };
}
