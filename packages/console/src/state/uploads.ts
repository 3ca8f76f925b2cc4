// Files on their way into a draft. They belong to the conversation, not to the composer on screen: who looks at another one meanwhile finds
// them in the draft later.
import type { HttpErrorCode } from '@throughline/types';

export interface Upload {
  key: number;
  file: File;
  /** 0 to 1. */
  share: number;
  problem: HttpErrorCode | 'network' | 'size' | 'type' | null;
}

/** By conversation; one without uploads is left out. */
export type Uploads = ReadonlyMap<string, readonly Upload[]>;

export function withUploads(uploads: Uploads, conv: string, list: readonly Upload[]): Uploads {
  const next = new Map(uploads);
  if (list.length === 0) next.delete(conv);
  else next.set(conv, list);
  return next;
}

/** A reply waits for those that are under way; one with a problem waits for a person. */
export const underWay = (uploads: Uploads, conv: string): boolean => (uploads.get(conv) ?? []).some(({ problem }) => problem === null);
