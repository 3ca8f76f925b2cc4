// Who sent a request and what may be believed of it: the arguments of decoding that come from the credential, not from the body.
import type { Channel, Json, Visibility } from '@throughline/types';

/** A verified identity token's content (ID4). */
export interface SignedIdentity {
  userId: string;
  email?: string;
  emailVerified: boolean;
  phone?: string;
  phoneVerified: boolean;
  traits: Record<string, Json>;
}

export interface EventSource {
  /** `public` may append and claim; `secret` may also attest (C7). */
  kind: 'public' | 'secret';
  channel: Channel;
  department: string | null;
  visibility: Visibility;
}

/** What the tokens of an event turned out to prove. */
export interface EventProof {
  identity: SignedIdentity | null;
  /** The anonymous id of a valid device token. */
  anonymousId: string | null;
}

export const NO_PROOF: EventProof = { identity: null, anonymousId: null };
