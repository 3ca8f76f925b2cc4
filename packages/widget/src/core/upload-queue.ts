// Files on their way to the relay, in the order they were chosen. Pure. Invariants: a message takes at most FILES_PER_MESSAGE_MAX, and what
// is refused here is never sent; the relay decides anew, by content (S66, S67).
import { limits } from '@throughline/types';
import type { FileRef, FileType } from '@throughline/types';

const TYPES: readonly FileType[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'application/pdf', 'text/plain'];
const TEXT_ENDINGS = ['.txt', '.csv', '.log', '.md']; // text, whatever the system calls it
const AT_ONCE = 2;

/** For the `accept` of a file input: the dialog of the system shows nothing else. */
export const ACCEPT = [...TYPES, ...TEXT_ENDINGS].join();

/** Why a file did not get there. The first three can never succeed. */
export type Why = 'type' | 'size' | 'empty' | 'count' | 'often' | 'network';
export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly state: 'waiting' | 'sending' | 'stored' | 'failed';
  /** 0 to 1. */
  readonly progress: number;
  /** Of a failed one. */
  readonly why?: Why;
  /** Of a stored one. */
  readonly file?: FileRef;
}
export type Queue = readonly Upload[];

/** Pictures that can be made smaller on the way. A GIF may move: it goes as it is. */
export const shrinks = (type: string): boolean => /^image\/(jpeg|png|webp)$/.test(type);

function refusal({ name, type, size }: Pick<Upload, 'name' | 'type' | 'size'>): Why | undefined {
  const known = TYPES.some((one) => one === type) || TEXT_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));
  return !known ? 'type' : !size ? 'empty' : size > limits.FILE_MAX_BYTES && !shrinks(type) ? 'size' : undefined;
}

/** @param keys one per file, never used before */
export function withChosen(queue: Queue, files: readonly Pick<File, 'name' | 'type' | 'size'>[], keys: readonly number[]): Queue {
  let room = limits.FILES_PER_MESSAGE_MAX - queue.filter((upload) => upload.state !== 'failed').length;
  return [
    ...queue,
    ...files.map(({ name, type, size }, at): Upload => {
      const why = refusal({ name, type, size }) ?? ((room -= 1) < 0 ? 'count' : undefined);
      const base = { key: keys[at] ?? 0, name, type, size, progress: 0 };
      return why ? { ...base, state: 'failed', why } : { ...base, state: 'waiting' };
    }),
  ];
}

export const changed = (queue: Queue, key: number, change: Partial<Upload>): Queue =>
  queue.map((upload) => (upload.key === key ? { ...upload, ...change } : upload));

/** Those to begin now. */
export function nextUp(queue: Queue): Queue {
  const busy = queue.filter((upload) => upload.state === 'sending').length;
  return queue.filter((upload) => upload.state === 'waiting').slice(0, Math.max(0, AT_ONCE - busy));
}

export const stored = (queue: Queue): FileRef[] => queue.flatMap((upload) => upload.file ?? []).slice(0, limits.FILES_PER_MESSAGE_MAX);

/** @param code of the relay; anything else is a network that failed */
export const whyOf = (code: string): Why =>
  code === 'too_large' ? 'size' : code === 'unsupported_media' ? 'type' : code === 'rate_limited' ? 'often' : 'network';

export const retries = (why: Why | undefined): boolean => why === 'often' || why === 'network' || why === 'count';
