// Tells a resend from another text under the same n (P32) without keeping a second copy of the body. Keyed per conversation: when a
// conversation is erased its key goes with it, and nobody can try texts against what is left (S77).
// (Not createHmac: its key object costs more than both hashes. A test compares the two.)
import { createHmac, hash } from 'node:crypto';
import type { Command } from '../../../../domain/conversation/command-body.js';
import { canonicalJson } from '../../../../domain/identity/traits.js';
import type { Json } from '@throughline/types';

const BLOCK_BYTES = 64; // of SHA-256: a key of that length is padded with nothing
const [INNER, OUTER] = [0x36, 0x5c];

/** HMAC-SHA256 of a text, base64url (RFC 2104). */
export function hmac(key: string, text: string): string {
  const bytes = Buffer.from(key);
  if (bytes.length !== BLOCK_BYTES) return createHmac('sha256', key).update(text).digest('base64url');
  const inner = hash('sha256', Buffer.concat([bytes.map((byte) => byte ^ INNER), Buffer.from(text)]), 'buffer');
  return hash('sha256', Buffer.concat([bytes.map((byte) => byte ^ OUTER), inner]), 'base64url');
}

/** HMAC-SHA256 over canonical JSON of the decoded command, kind included, in base64url. */
export function bodyHash(hashKey: string, command: Command): string {
  return hmac(hashKey, canonicalJson(plain(command)));
}

function plain(command: Command): Json {
  if (command.kind === 'survey') {
    const { satisfaction = null, effort = null, comment = null } = command.survey;
    return { kind: command.kind, survey: { satisfaction, effort, comment } };
  }
  if (command.kind === 'close') return { kind: command.kind, outcome: command.outcome };
  if ('text' in command) {
    const { files, ...rest } = { files: undefined, ...command };
    // Offered again as the log shows it, a text that lost a number (C18) loses none: that it did is no part of what was said.
    const said = { ...rest, redacted: false };
    if (files === undefined) return said;
    return { ...said, files: files.map(({ width = null, height = null, ...file }) => ({ ...file, width, height })) };
  }
  if (command.kind === 'tag' || command.kind === 'consult') return { ...command, redacted: false };
  if (command.kind !== 'assign') return { ...command };
  const { note, ...rest } = command.assign;
  return { kind: command.kind, assign: note === undefined ? rest : { ...rest, note } };
}
