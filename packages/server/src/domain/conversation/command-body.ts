// The body of one submitted message, decoded: known keys only (P30), with the reason when it can never be stored (P34). Pure.
import { limits, isStorableText, utf8Bytes } from '@throughline/types';
import type { AssignBody, RejectReason } from '@throughline/types';
import { entry } from '@throughline/types/decode';
import { cutAtWord } from '../context/plain-text.js';
import { redactText } from '../facts/redact.js';

export type Command =
  | { kind: 'skip' }
  | { kind: 'message' | 'note'; text: string; redacted: boolean }
  | { kind: 'assign'; assign: AssignBody; redacted: boolean }
  | { kind: 'close'; outcome: string | null; redacted: boolean }
  | { kind: 'open' };

/** `malformed`: the sender's build has a bug (`bad_request`); a reason: this text can never be stored (`rejected`). */
export type DecodedBody = { ok: true; command: Command } | { ok: false; reason: RejectReason | 'malformed' };

const OUTCOME_MAX_CHARS = 200; // CloseBody

const VISITOR_KINDS = new Set(['message', 'skip']);
const AGENT_KINDS = new Set(['message', 'note', 'assign', 'close', 'open', 'skip']);

function textOf(kind: 'message' | 'note', text: unknown): DecodedBody {
  if (typeof text !== 'string') return { ok: false, reason: 'malformed' };
  if (!isStorableText(text)) return { ok: false, reason: 'invalid_text' };
  if (text.trim() === '') return { ok: false, reason: 'empty' };
  if (utf8Bytes(text) > limits.TEXT_MAX_BYTES) return { ok: false, reason: 'too_long' };
  // C18: from here on the number exists nowhere: not in the log, its hash, a frame or the context.
  const { text: kept, redactions } = redactText(text);
  return { ok: true, command: { kind, text: kept, redacted: redactions > 0 } };
}

/** A short text without its numbers (C18), still within its length: a mark may be longer than what it stands for. */
function cleaned(said: string, maxChars: number): { text: string; redacted: boolean } {
  const { text, redactions } = redactText(said);
  return { text: cutAtWord(text, maxChars), redacted: redactions > 0 };
}

/** What `side` may say: visitors message and skip; agents also note, assign, close and open. */
export function decodeCommand(side: 'visitor' | 'agent', kind: string, body: Record<string, unknown>): DecodedBody {
  if (!(side === 'visitor' ? VISITOR_KINDS : AGENT_KINDS).has(kind)) return { ok: false, reason: 'kind_not_allowed' };
  switch (kind) {
    case 'message':
    case 'note':
      return textOf(kind, body['text']);
    case 'assign': {
      const assign = entry.AssignBody.safeParse(body);
      if (!assign.success) return { ok: false, reason: 'malformed' };
      const { note, ...rest } = assign.data;
      if (note === undefined) return { ok: true, command: { kind, assign: rest, redacted: false } };
      const { text, redacted } = cleaned(note, limits.NOTE_MAX_CHARS);
      return { ok: true, command: { kind, assign: { ...rest, note: text }, redacted } };
    }
    case 'close': {
      const close = entry.CloseBody.safeParse(body);
      if (!close.success) return { ok: false, reason: 'malformed' };
      if (close.data.outcome === undefined) return { ok: true, command: { kind, outcome: null, redacted: false } };
      const { text, redacted } = cleaned(close.data.outcome, OUTCOME_MAX_CHARS);
      return { ok: true, command: { kind, outcome: text, redacted } };
    }
    case 'open':
      return { ok: true, command: { kind } };
    default:
      return { ok: true, command: { kind: 'skip' } };
  }
}
