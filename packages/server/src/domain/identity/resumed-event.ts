// The event of a conversation that goes on on another device (CH36). It carries the device's proven names and the code's hash and is filed under
// whoever the device is known as: the code opens the conversation and makes nobody one person (ID20). Pure.
import type { EventIdentifier, IngestEvent } from '../ingest/event.js';

export interface Resumed {
  visitor: { id: string; anonymousId: string; userId: string | null };
  /** Vault.mac of the code. */
  hash: string;
  conv: string;
  messageId: string;
  /** ms. */
  now: number;
}

/** Without `conversationId`: the redeeming device proves nothing about whose the conversation is. */
export function resumedEvent({ visitor, hash, conv, messageId, now }: Resumed): IngestEvent {
  return {
    index: 0,
    messageId,
    type: 'identify',
    name: '',
    title: 'Continued a conversation on another device',
    channel: 'web',
    department: null,
    visibility: 'shared',
    data: { conversation: conv },
    identifiers: identifiersOf(visitor),
    traits: {},
    traitTrust: 1,
    occurredAt: now,
    originalTimestamp: null,
    flags: [],
    unverified: false,
    conversationId: null,
    resumeCodeHash: hash,
    redeemedBy: visitor.id,
    causationId: null,
    correlationId: null,
  };
}

function identifiersOf({ anonymousId, userId }: Resumed['visitor']): EventIdentifier[] {
  const device: EventIdentifier = { type: 'anonymous_id', value: anonymousId, trust: 0, proven: true };
  return userId === null ? [device] : [device, { type: 'user_id', value: userId, trust: 3, proven: true }];
}
