// Uploads of the composer: at once, each with its own progress, cancelled or tried again alone. They go on while another conversation is on
// screen, and what is stored joins the draft it was picked for.
import { limits } from '@throughline/types';
import { EMPTY_DRAFT } from '../state/store.js';
import { withUploads } from '../state/uploads.js';
import type { Upload } from '../state/uploads.js';
import { useConsole } from './console-context.js';

export interface ComposerUploads {
  list: readonly Upload[];
  start(files: readonly File[]): void;
  cancel(key: number): void;
  retry(key: number): void;
}

/** Of every conversation, by key. */
const running = new Map<number, AbortController>();
let made = 0;

export function useUploads(conv: string): ComposerUploads {
  const { store, actions, panels } = useConsole();
  const listOf = (): readonly Upload[] => panels.uploads.value.get(conv) ?? [];
  const put = (list: readonly Upload[]): void => {
    panels.uploads.value = withUploads(panels.uploads.value, conv, list);
  };
  const patch = (key: number, change: Partial<Upload>): void => put(listOf().map((one) => (one.key === key ? { ...one, ...change } : one)));
  const remove = (key: number): void => put(listOf().filter((one) => one.key !== key));

  async function run({ key, file }: Upload): Promise<void> {
    const stop = new AbortController();
    running.set(key, stop);
    const answer = await actions.ask((api) => api.upload(file, (share) => patch(key, { share }), stop.signal));
    running.delete(key);
    if (stop.signal.aborted || !listOf().some((one) => one.key === key)) return; // taken back, or nobody is signed in any more
    if (!answer.ok) {
      patch(key, { problem: answer.code === 'unsupported_media' ? 'type' : answer.code });
      return;
    }
    remove(key);
    const draft = store.drafts.value.get(conv) ?? EMPTY_DRAFT;
    actions.setDraft(conv, { ...draft, files: [...(draft.files ?? []), answer.value] });
  }
  return {
    list: listOf(),
    start: (files) => {
      const added = files.map((file): Upload => {
        const problem = file.size > limits.FILE_MAX_BYTES ? 'size' : file.size === 0 ? 'type' : null;
        return { key: (made += 1), file, share: 0, problem };
      });
      put([...listOf(), ...added]);
      for (const upload of added) if (upload.problem === null) void run(upload);
    },
    cancel: (key) => {
      running.get(key)?.abort();
      running.delete(key);
      remove(key);
    },
    retry: (key) => {
      const upload = listOf().find((one) => one.key === key);
      if (upload === undefined) return;
      patch(key, { problem: null, share: 0 });
      void run(upload);
    },
  };
}
