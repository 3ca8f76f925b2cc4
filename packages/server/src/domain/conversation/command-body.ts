// The body of one submitted message, decoded: known keys only (P30), with the reason when it can never be stored (P34). Pure.
import { limits } from '@throughline/types';
import type { AssignCommand, RejectReason } from '@throughline/types';
import { entry } from '@throughline/types/decode';
import { redactText } from '../facts/redact.js';
import { cleaned, decodeDeed, DEED_KINDS, flawOfText } from './deed-body.js';
import type { DeedCommand } from './deed-body.js';
import { decodeExtras } from './message-extras.js';
import type { MessageExtras } from './message-extras.js';
import { decodeDetails, decodeSurvey } from './visitor-answers.js';
import type { AnswerCommand } from './visitor-answers.js';

export type Command =
  | { kind: 'skip' }
  /** The text is empty only beside files. */
  | ({ kind: 'message'; text: string; redacted: boolean } & MessageExtras)
  | { kind: 'assign'; assign: AssignCommand; redacted: boolean }
  | { kind: 'close'; outcome: string | null; redacted: boolean }
  | { kind: 'open' }
  | AnswerCommand
  | DeedCommand;

/** `malformed`: the sender's build has a bug (`bad_request`); a reason: this text can never be stored (`rejected`). */
export type DecodedBody = { ok: true; command: Command } | { ok: false; reason: RejectReason | 'malformed' };

const OUTCOME_MAX_CHARS = 200; // CloseBody

const VISITOR_KINDS = new Set(['message', 'details', 'survey', 'skip']);
const AGENT_KINDS = new Set(['message', 'assign', 'close', 'open', 'skip', ...DEED_KINDS]);

function textOf(text: unknown): DecodedBody {
  const flaw = flawOfText(text);
  if (flaw !== null) return { ok: false, reason: flaw };
  if (typeof text !== 'string') return { ok: false, reason: 'malformed' };
  // C18: from here on the number exists nowhere: not in the log, its hash, a frame or the context.
  const { text: kept, redactions } = redactText(text);
  return { ok: true, command: { kind: 'message', text: kept, redacted: redactions > 0 } };
}

function messageOf(side: 'visitor' | 'agent', body: Record<string, unknown>): DecodedBody {
  const carried = decodeExtras(side, body);
  if (carried === null) return { ok: false, reason: 'malformed' };
  const { extras, redacted } = carried;
  const { text } = body;
  if (extras.files !== undefined && typeof text === 'string' && text.trim() === '')
    return { ok: true, command: { kind: 'message', text: '', redacted, ...extras } };
  const said = textOf(text);
  if (!said.ok || said.command.kind !== 'message') return said;
  return { ok: true, command: { ...said.command, redacted: said.command.redacted || redacted, ...extras } };
}

/** What `side` may say: visitors message, details, survey and skip; agents message, assign, close, open, skip and every deed. */
export function decodeCommand(side: 'visitor' | 'agent', kind: string, body: Record<string, unknown>): DecodedBody {
  if (!(side === 'visitor' ? VISITOR_KINDS : AGENT_KINDS).has(kind)) return { ok: false, reason: 'kind_not_allowed' };
  switch (kind) {
    case 'message':
      return messageOf(side, body);
    case 'assign': {
      const assign = entry.AssignCommand.safeParse(body);
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
    case 'details':
      return decodeDetails(body);
    case 'survey':
      return decodeSurvey(body);
    case 'skip':
      return { ok: true, command: { kind } };
    default:
      return decodeDeed(kind, body);
  }
}
