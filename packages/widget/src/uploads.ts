// The visitor's files between being chosen and being sent. They outlive the composer, which goes when the visitor looks at the overview.
// Invariants: nothing here survives the visitor it belongs to; a file that was taken away is neither sent nor finished.
import type { FileRef } from '@throughline/types';
import { changed, nextUp, shrinks, stored, whyOf, withChosen } from './core/upload-queue.js';
import type { Queue, Upload } from './core/upload-queue.js';
import { shrinkPicture } from './io/shrink-picture.js';
import { upload } from './io/upload.js';
import type { PanelHost } from './seams/panel.js';

export interface Uploads {
  queue(): Queue;
  ready(): FileRef[];
  /** What was chosen, for a preview. */
  content(key: number): Blob | undefined;
  add(files: readonly File[]): void;
  retry(key: number): void;
  /** Takes files away, wherever they are on their way. */
  remove(keys: readonly number[]): void;
  /** Replaces who is told about changes. */
  told(changed: () => void): void;
}

const TICK_MS = 100; // progress is drawn at most this often
const known = new WeakMap<PanelHost['keep'], Uploads>();

function createUploads(host: PanelHost): Uploads {
  const contents = new Map<number, File>();
  const going = new Map<number, AbortController>();
  let queue: Queue = [];
  let lastKey = 0;
  let drawnAt = 0;
  let tell = (): void => undefined;

  const remove = (keys: readonly number[]): void => {
    for (const key of keys) {
      going.get(key)?.abort();
      going.delete(key);
      contents.delete(key);
    }
    update(queue.filter((item) => !keys.includes(item.key)));
  };
  const update = (next: Queue): void => {
    queue = next;
    for (const item of nextUp(queue)) void send(item);
    tell();
  };
  const send = async ({ key, type, why }: Upload): Promise<void> => {
    const file = contents.get(key);
    if (!file) return;
    const stop = new AbortController();
    going.set(key, stop);
    queue = changed(queue, key, { state: 'sending', progress: 0 });
    const moved = (progress: number): void => {
      queue = changed(queue, key, { progress });
      if (performance.now() - drawnAt < TICK_MS) return;
      drawnAt = performance.now();
      tell();
    };
    let outcome: Partial<Upload>;
    try {
      const content = shrinks(type) ? await shrinkPicture(file) : file;
      const known = await upload(host, content, { name: file.name, moved, signal: stop.signal, again: why === 'network' });
      outcome = { state: 'stored', progress: 1, size: known.size, file: known };
    } catch (error) {
      outcome = { state: 'failed', why: whyOf(error instanceof Error ? error.message : '') };
    }
    if (going.get(key) === stop) {
      going.delete(key);
      update(changed(queue, key, outcome));
    }
  };

  return {
    queue: () => queue,
    ready: () => stored(queue),
    content: (key) => contents.get(key),
    add(files) {
      const keys = files.map(() => (lastKey += 1));
      files.forEach((file, at) => contents.set(keys[at] ?? 0, file));
      update(withChosen(queue, files, keys));
    },
    retry: (key) => update(changed(queue, key, { state: 'waiting' })),
    remove,
    told(changed) {
      tell = changed;
    },
  };
}

/** Those of this widget's visitor. */
export function uploadsOf(host: PanelHost): Uploads {
  const uploads = known.get(host.keep) ?? createUploads(host);
  known.set(host.keep, uploads);
  return uploads;
}

/** Whoever signs out leaves no files to who comes next; what is on its way stops. */
export function forget({ keep }: PanelHost): void {
  const uploads = known.get(keep);
  uploads?.remove(uploads.queue().map(({ key }) => key));
}
