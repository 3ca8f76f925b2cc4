// What an agent may do with files. The link implements it over /agent/v1/files.
import type { FileRef } from '@throughline/types';
import type { Answer } from './answer.js';

export interface FileActions {
  /** A file that the relay makes for this request, such as an export; `path` below the base. */
  download(method: 'GET' | 'POST', path: string): Promise<Answer<Blob>>;
  file(id: string): Promise<Answer<Blob>>;
  /** Opens this file once, within a minute, as a download. */
  fileAddress(id: string): Promise<Answer<string>>;
  /** @param progress share of the bytes that went out, 0 to 1 */
  upload(file: File, progress: (share: number) => void, signal: AbortSignal): Promise<Answer<FileRef>>;
}
