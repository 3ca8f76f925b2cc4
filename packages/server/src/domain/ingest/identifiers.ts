// Which identifiers an event carries and how far each is believed (the two tables of context.md §6, C7, ID6, ID7).
// Invariant: without a token, nothing a public key sends gets a trust above 1.
import type { Trust } from '@throughline/types';
import { REFERENCE_TYPES, ruleOf, isKnownType } from '../identity/identifier-types.js';
import type { EventIdentifier } from './event.js';
import { isRecord, textOf } from './json-shape.js';
import type { EventProof, EventSource } from './source.js';

export interface RawIdentity {
  type: string;
  userId: string | null;
  anonymousId: string | null;
  previousId: string | null;
  traits: Record<string, unknown>;
  deviceId: string | null;
  /** `identifiers: [{type, value, verified?}]` of the REST call; never read from a public key. */
  listed: unknown;
}

const LISTED_MAX = 20;

export function identifiersOf(raw: RawIdentity, source: EventSource, proof: EventProof): EventIdentifier[] {
  const found: EventIdentifier[] = [];
  const add = (type: string, value: string | null, trust: Trust, proven = false): void => {
    if (value !== null) found.push({ type, value, trust, proven });
  };
  const secret = source.kind === 'secret';
  const { identity } = proof;
  if (identity !== null) {
    add('user_id', identity.userId, 3, true);
    add('email', identity.email ?? null, identity.emailVerified ? 2 : 1);
    add('phone', identity.phone ?? null, identity.phoneVerified ? 2 : 1);
  }
  add('user_id', raw.userId, secret ? 3 : 1, secret);
  add('anonymous_id', raw.anonymousId, 0, secret || (raw.anonymousId !== null && raw.anonymousId === proof.anonymousId));
  if (raw.anonymousId === null) add('anonymous_id', proof.anonymousId, 0, true);
  add('device_id', raw.deviceId, 0, secret);
  if (raw.type === 'alias') addPrevious(raw, secret, add);

  const { traits } = raw;
  add('email', textOf(traits['email']), attested(secret, traits['email_verified']));
  add('phone', textOf(traits['phone']) ?? textOf(traits['phone_number']), attested(secret, traits['phone_number_verified']));
  if (secret) addListed(raw.listed, add);
  return found;
}

type Add = (type: string, value: string | null, trust: Trust, proven?: boolean) => void;

const attested = (secret: boolean, flag: unknown): Trust => (secret && flag === true ? 2 : 1);

// C15: with a secret key a request to merge (two known users still refuse each other, ID13), with a public key a Suggestion.
function addPrevious({ previousId, anonymousId }: RawIdentity, secret: boolean, add: Add): void {
  if (previousId === null || previousId === anonymousId) return;
  add('anonymous_id', previousId, secret ? 0 : 1, secret);
  add('user_id', previousId, 1);
}

function addListed(listed: unknown, add: Add): void {
  if (!Array.isArray(listed)) return;
  for (const item of listed.slice(0, LISTED_MAX)) {
    const type = isRecord(item) ? textOf(item['type']) : null;
    const value = isRecord(item) ? textOf(item['value']) : null;
    if (type === null || !isKnownType(type)) continue;
    add(type, value, trustOfListed(type, isRecord(item) && item['verified'] === true), true);
  }
}

function trustOfListed(type: string, verified: boolean): Trust {
  if (type === 'user_id') return 3;
  const { kind } = ruleOf(type);
  if (kind === 'device') return 0;
  return kind === 'person' && !REFERENCE_TYPES.includes(type) && verified ? 2 : 1;
}
