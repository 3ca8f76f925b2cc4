// One file to the relay: reserved, then its raw bytes in one PUT (S65). XMLHttpRequest, because fetch does not tell how far it is.
// Invariant: rejects with an Error whose message is the relay's code, or `network`; never repeats anything by itself (P68).
import { limits } from '@throughline/types';
import type { FileRef, FileReserved } from '@throughline/types';
import type { PanelHost } from '../seams/panel.js';

export interface UploadOptions {
  name: string;
  /** 0 to 1, of the bytes that left. */
  moved(progress: number): void;
  signal: AbortSignal;
  /** Asks the relay for the session anew: the last try may have failed for an old one. */
  again: boolean;
}

export async function upload(host: PanelHost, content: Blob, { name, moved, signal, again }: UploadOptions): Promise<FileRef> {
  const { site, relay } = host;
  const { deviceToken } = await host.session(again);
  const { id } = await relay.post<FileReserved>('visitor/v1/files', { site, deviceToken, name, size: content.size });
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const lost = (): void => reject(new Error('network'));
    request.open('PUT', `${relay.base}visitor/v1/files/${id}?site=${encodeURIComponent(site)}`);
    request.setRequestHeader('Authorization', `Bearer ${deviceToken}`);
    request.responseType = 'json';
    request.timeout = limits.FILE_UPLOAD_MAX_MS;
    request.upload.onprogress = ({ loaded, total }) => moved(loaded / total);
    request.onload = () => {
      const { status, response } = request;
      if (status < 300 && response) resolve(response);
      else reject(new Error(String(response?.code)));
    };
    request.onerror = request.onabort = request.ontimeout = lost;
    signal.addEventListener('abort', () => request.abort());
    request.send(content);
  });
}
