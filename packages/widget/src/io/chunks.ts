// Later stages, loaded from beside the loader: checked against the hash the loader carries, then imported (W101).
// Invariant: a chunk that fails its check is never imported: a second import would fetch it again without the check.
import type { LoadChunk } from '../seams/stages.js';

/** @param base ends in a slash  @param nonce the loader's own, for pages whose policy allows scripts by nonce */
export const chunkLoader =
  (base: string, nonce = ''): LoadChunk =>
  ({ path, integrity }) =>
    new Promise<void>((resolve, reject) => {
      const link = document.createElement('link');
      if (!link.relList.supports('modulepreload')) return resolve();
      Object.assign(link, {
        rel: 'modulepreload',
        crossOrigin: '',
        integrity,
        nonce,
        href: base + path,
        onload: resolve,
        onerror() {
          link.remove();
          // This loader may be older than the relay's chunks (W102): the next page gets the one of today.
          fetch(base + 'widget.js', { cache: 'reload' }).catch(() => 0);
          // As core/failure.ts makes them: the loader needs no other.
          reject(Object.assign(new Error(path), { code: 'blocked', docs: 'docs/widget.md#blocked' }));
        },
      });
      document.documentElement.append(link);
    }).then(() => import(base + path));
