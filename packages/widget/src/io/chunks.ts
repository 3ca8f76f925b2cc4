// Later stages, loaded from beside the loader: checked against the hash the loader carries, then imported (W101).
// Invariant: a chunk that fails its check is never imported: a second import would fetch it again without the check.
import { failure } from '../core/failure.js';
import type { LoadChunk } from '../seams/stages.js';

/** @param base ends in a slash  @param nonce the loader's own, for pages whose policy allows scripts by nonce */
export const chunkLoader =
  (base: string, nonce: string): LoadChunk =>
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
          reject(failure('blocked', path));
        },
      });
      document.documentElement.append(link);
    }).then(() => import(base + path));
