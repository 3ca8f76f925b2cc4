// The body of a deed of an agent, decoded: known keys only (P30), with the reason when it can never be stored (P34). Pure. Invariant: what a
// person wrote in it is cleaned of numbers as any text is (C18).
import { isStorableText, limits, utf8Bytes } from '@throughline/types';
import type { ConsultBody, FileRef, NoteBody, Priority, RejectReason } from '@throughline/types';
import { entry } from '@throughline/types/decode';
import { cutAtWord } from '../context/plain-text.js';
import { redactText } from '../facts/redact.js';

export interface NoteCommand {
  kind: 'note';
  /** Empty only beside files. */
  text: string;
  mentions?: NonNullable<NoteBody['mentions']>;
  files?: FileRef[];
  redacted: boolean;
}

export type DeedCommand =
  | NoteCommand
  | { kind: 'note_edit'; noteId: string; text: string; redacted: boolean }
  | { kind: 'note_delete'; noteId: string }
  | { kind: 'pin'; noteId: string | null }
  | { kind: 'snooze'; until: number | null }
  | { kind: 'wake' }
  | { kind: 'tag'; add: string[]; remove: string[]; redacted: boolean }
  | { kind: 'priority'; priority: Priority }
  | { kind: 'consult'; agentId: ConsultBody['agentId']; teamId: ConsultBody['teamId']; note?: string; done: boolean; redacted: boolean }
  /** `convs`: the two, by id. */
  | { kind: 'merge'; convs: [string, string]; undone: boolean };

/** `malformed`: the sender's build has a bug; a reason: this can never be stored. */
export type DecodedDeed = { ok: true; command: DeedCommand } | { ok: false; reason: RejectReason | 'malformed' };

const MALFORMED: DecodedDeed = { ok: false, reason: 'malformed' };
const TAG_MAX_CHARS = 40; // TagBody

export const DEED_KINDS: ReadonlySet<string> = new Set([
  'note',
  'note_edit',
  'note_delete',
  'pin',
  'snooze',
  'wake',
  'tag',
  'priority',
  'consult',
  'merge',
]);

/** Why a text that somebody typed can never be stored; null when it can. Anything but a text is the shape's business. */
export function flawOfText(text: unknown): RejectReason | null {
  if (typeof text !== 'string') return null;
  if (!isStorableText(text)) return 'invalid_text';
  if (text.trim() === '') return 'empty';
  return utf8Bytes(text) > limits.TEXT_MAX_BYTES ? 'too_long' : null;
}

/** A short text without its numbers (C18), still within its length: a mark may be longer than what it stands for. */
export function cleaned(said: string, maxChars: number): { text: string; redacted: boolean } {
  const { text, redactions } = redactText(said);
  return { text: cutAtWord(text, maxChars), redacted: redactions > 0 };
}

/** `kind` is one of DEED_KINDS. */
export function decodeDeed(kind: string, body: Record<string, unknown>): DecodedDeed {
  switch (kind) {
    case 'note':
      return noteOf(body);
    case 'note_edit': {
      const flaw = flawOfText(body['text']);
      if (flaw !== null) return { ok: false, reason: flaw };
      const edit = entry.NoteEditBody.safeParse(body);
      if (!edit.success) return MALFORMED;
      const { text, redactions } = redactText(edit.data.text);
      return { ok: true, command: { kind, noteId: edit.data.noteId, text, redacted: redactions > 0 } };
    }
    case 'note_delete':
      return decoded(entry.NoteDeleteBody.safeParse(body), ({ noteId }) => ({ kind, noteId }));
    case 'pin':
      return decoded(entry.PinBody.safeParse(body), ({ noteId }) => ({ kind, noteId }));
    case 'snooze':
      return decoded(entry.SnoozeBody.safeParse(body), ({ until }) => ({ kind, until }));
    case 'wake':
      return { ok: true, command: { kind } };
    case 'tag':
      return tagOf(body);
    case 'priority':
      return decoded(entry.PriorityBody.safeParse(body), ({ priority }) => ({ kind, priority }));
    case 'consult':
      return decoded(entry.ConsultBody.safeParse(body), ({ agentId, teamId, note, done = false }) => {
        const said = note === undefined ? null : cleaned(note, limits.NOTE_MAX_CHARS);
        const noted = said === null ? {} : { note: said.text };
        return { kind, agentId, teamId, ...noted, done, redacted: said?.redacted === true };
      });
    case 'merge':
      return decoded(entry.MergeBody.safeParse(body), ({ into, from, undone = false }) => ({ kind, convs: [into, from], undone }));
    default:
      return { ok: false, reason: 'kind_not_allowed' };
  }
}

/** `take` makes the command of what was parsed. */
function decoded<Body>(parsed: { success: true; data: Body } | { success: false }, take: (body: Body) => DeedCommand): DecodedDeed {
  return parsed.success ? { ok: true, command: take(parsed.data) } : MALFORMED;
}

function noteOf(body: Record<string, unknown>): DecodedDeed {
  const flaw = flawOfText(body['text']);
  const bare = flaw === 'empty' && body['files'] !== undefined;
  if (flaw !== null && !bare) return { ok: false, reason: flaw };
  const note = entry.NoteBody.safeParse(bare ? { ...body, text: '' } : body);
  if (!note.success) return MALFORMED;
  const { mentions = [], files } = note.data;
  if (new Set(files?.map(({ id }) => id)).size < (files?.length ?? 0)) return MALFORMED;
  const { text, redactions } = redactText(note.data.text);
  const named = mentions.filter(({ type, id }, at) => mentions.findIndex((one) => one.type === type && one.id === id) === at);
  return {
    ok: true,
    command: {
      kind: 'note',
      text,
      ...(named.length === 0 ? {} : { mentions: named }),
      ...(files === undefined ? {} : { files }),
      redacted: redactions > 0,
    },
  };
}

/** Tags are kept as they are typed, without blanks around them. */
function tagOf(body: Record<string, unknown>): DecodedDeed {
  const tags = entry.TagBody.safeParse(body);
  if (!tags.success) return MALFORMED;
  const trimmed = (list: string[]): string[] => [...new Set(list.map((tag) => tag.trim()).filter((tag) => tag !== ''))];
  const said = trimmed(tags.data.add).map((tag) => cleaned(tag, TAG_MAX_CHARS));
  const add = [...new Set(said.map(({ text }) => text))];
  const remove = trimmed(tags.data.remove);
  if (add.length + remove.length === 0) return { ok: false, reason: 'empty' };
  return { ok: true, command: { kind: 'tag', add, remove, redacted: said.some(({ redacted }) => redacted) } };
}
