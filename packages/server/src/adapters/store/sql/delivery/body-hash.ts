// Tells a resend from another text under the same n (P32) without keeping a second copy of the body. Keyed per conversation: when a
// conversation is erased its key goes with it, and nobody can try texts against what is left (S77).
import { createHmac } from 'node:crypto';
import type { Command } from '../../../../domain/conversation/command-body.js';
import { canonicalJson } from '../../../../domain/identity/traits.js';
import type { Json } from '@throughline/types';

/** HMAC-SHA256 over canonical JSON of the decoded command, kind included, in base64url. */
export function bodyHash(hashKey: string, command: Command): string {
  return createHmac('sha256', hashKey)
    .update(canonicalJson(plain(command)))
    .digest('base64url');
}

function plain(command: Command): Json {
  if (command.kind === 'close') return { kind: command.kind, outcome: command.outcome };
  if (command.kind !== 'assign') return { ...command };
  const { note, ...rest } = command.assign;
  return { kind: command.kind, assign: note === undefined ? rest : { ...rest, note } };
}
