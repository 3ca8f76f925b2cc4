// What a message carries beside its text: files (S65) and, of agents, labels to press (W160). Pure.
import { limits } from '@throughline/types';
import type { Entry, FileRef } from '@throughline/types';
import { entry } from '@throughline/types/decode';
import { cutAtWord } from '../context/plain-text.js';
import { redactText } from '../facts/redact.js';

export interface MessageExtras {
  files?: FileRef[];
  quickReplies?: string[];
}

/** Null when the sender's build has a bug: another shape, a file twice, labels of a visitor. */
export function decodeExtras(
  side: 'visitor' | 'agent',
  body: Record<string, unknown>,
): { extras: MessageExtras; redacted: boolean } | null {
  if (body['files'] === undefined && body['quickReplies'] === undefined) return { extras: {}, redacted: false };
  const { files: Files, quickReplies: QuickReplies } = entry.MessageBody.shape;
  const files = Files.safeParse(body['files']);
  const replies = QuickReplies.safeParse(body['quickReplies']);
  if (!files.success || !replies.success) return null;
  if (new Set(files.data?.map(({ id }) => id)).size < (files.data?.length ?? 0)) return null;
  if (replies.data === undefined) return { extras: files.data === undefined ? {} : { files: files.data }, redacted: false };
  if (side === 'visitor' || replies.data.some((label) => label.trim() === '')) return null;
  const said = replies.data.map((label) => redactText(label.trim())); // C18
  const quickReplies = said.map(({ text }) => cutAtWord(text, limits.QUICK_REPLY_MAX_CHARS));
  const extras = { quickReplies, ...(files.data === undefined ? {} : { files: files.data }) };
  return { extras, redacted: said.some(({ redactions }) => redactions > 0) };
}

/** The body of the entry: no key for what the message does not carry. */
export const messageBody = ({ text, files, quickReplies }: { text: string } & MessageExtras): Entry['body'] => ({
  text,
  ...(files === undefined ? {} : { files }),
  ...(quickReplies === undefined ? {} : { quickReplies }),
});

/** Each is there for the sender to attach, exactly as the message says. */
export const areStored = (files: readonly FileRef[], stored: ReadonlyMap<string, FileRef> | undefined): boolean =>
  files.every((file) => {
    const kept = stored?.get(file.id);
    return kept !== undefined && KEYS.every((key) => kept[key] === file[key]);
  });

const KEYS = ['id', 'name', 'type', 'size', 'width', 'height'] as const;
