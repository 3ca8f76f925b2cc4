// Whose a CloudEvent is (C16): `identity` and `identitytype`, a `subject` of the form `<identifier type>:<value>`, and `previousidentity`,
// which asks for a merge like `alias` with a secret key does (C15). An address counts as attested only with `identityverified: true` (C7).
import { isKnownType } from '../identity/identifier-types.js';
import type { EventIdentifier } from './event.js';
import { textOf } from './json-shape.js';

export interface CloudIdentity {
  /** In the words of POST /api/v1/interactions. */
  listed: { type: string; value: string; verified: boolean }[];
  /** Of `previousidentity`. */
  previous: EventIdentifier[];
}

export function cloudEventIdentity(raw: Record<string, unknown>): CloudIdentity {
  const verified = raw['identityverified'] === true || raw['identityverified'] === 'true';
  const identity = textOf(raw['identity']);
  const type = textOf(raw['identitytype']) ?? 'user_id';
  const listed = identity === null || !isKnownType(type) ? [] : [{ type, value: identity, verified }];
  const colon = /^([a-z_]+(?::[a-z0-9_]{1,40})?):(.+)$/s.exec(textOf(raw['subject']) ?? '');
  if (colon?.[1] !== undefined && colon[2] !== undefined && isKnownType(colon[1]))
    listed.push({ type: colon[1], value: colon[2], verified });
  return { listed, previous: previousOf(textOf(raw['previousidentity'])) };
}

function previousOf(value: string | null): EventIdentifier[] {
  if (value === null) return [];
  return [
    { type: 'anonymous_id', value, trust: 0, proven: true },
    { type: 'user_id', value, trust: 1, proven: false },
  ];
}
