// What a message holds beside its text: files and quick replies. Pure; what is not one of them is left out (P75).
import type { FileRef } from '@throughline/types';

export interface MessageExtras {
  files?: FileRef[] | undefined;
  quickReplies?: string[] | undefined;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isText = (value: unknown): value is string => typeof value === 'string';

/** As far as the thread needs it: the relay decides what a file is. */
function isFile(value: unknown): value is FileRef {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('name' in value)) return false;
  return (
    isText(value.id) && isText(value.name) && 'type' in value && isText(value.type) && 'size' in value && typeof value.size === 'number'
  );
}

export function extrasOf(body: Record<string, unknown>): MessageExtras {
  const files = listOf(body['files']).filter(isFile);
  const quickReplies = listOf(body['quickReplies']).filter(isText);
  return { ...(files.length > 0 && { files }), ...(quickReplies.length > 0 && { quickReplies }) };
}

export const holdsMore = ({ files, quickReplies }: MessageExtras): boolean => files !== undefined || quickReplies !== undefined;

/** `2.4 MB`, `380 KB`. */
export function sizeWords(bytes: number): string {
  const kb = bytes / 1024;
  return kb < 1000 ? `${Math.max(1, Math.round(kb))} KB` : `${(kb / 1024).toFixed(1)} MB`;
}
