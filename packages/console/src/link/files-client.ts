// Files over HTTP, under /agent/v1/files: reserved, sent as raw bytes, read with the console's own header (S65, S68).
import { fileRef, visitorFiles } from '@throughline/types/decode';
import type { FileRef } from '@throughline/types';
import type { Answer } from '../state/answer.js';
import type { FileActions } from '../state/file-actions.js';
import { codeOf } from './http.js';
import type { Http } from './http.js';

const FILES = 'agent/v1/files';
const HEADERS = { 'x-throughline': 'console' };
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null; // a proxy's page; the status decides
    throw error;
  }
};

/** The whole of it: a connection that breaks midway is an answer that did not come. */
async function read(url: string, method: 'GET' | 'POST'): Promise<Answer<Blob>> {
  try {
    const response = await fetch(url, { method, headers: HEADERS });
    if (response.ok) return { ok: true, value: await response.blob() };
    return { ok: false, code: codeOf(response.status, parsed(await response.text())) };
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return { ok: false, code: 'network' };
    throw error;
  }
}

/** XMLHttpRequest: fetch does not say how far an upload is. */
function put(url: string, file: File, progress: (share: number) => void, signal: AbortSignal): Promise<Answer<FileRef>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const lost = (): void => resolve({ ok: false, code: 'network' });
    request.open('PUT', url);
    for (const [name, value] of Object.entries(HEADERS)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => progress(event.total > 0 ? event.loaded / event.total : 0);
    request.onerror = lost;
    request.onabort = lost;
    request.onload = () => {
      const body = parsed(request.responseText);
      const stored = fileRef.FileRef.safeParse(body);
      resolve(stored.success ? { ok: true, value: stored.data } : { ok: false, code: codeOf(request.status, body) });
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

export function createFilesClient(http: Http, base: string): FileActions {
  const path = (id: string): string => `${FILES}/${encodeURIComponent(id)}`;
  return {
    download: (method, from) => read(`${base}/${from}`, method),
    file: (id) => read(`${base}/${path(id)}`, 'GET'),
    fileAddress: async (id) => {
      const answer = await http.ask({ method: 'POST', path: `${path(id)}/ticket`, body: {} }, visitorFiles.FileTicket);
      return answer.ok ? { ok: true, value: `${base}/${answer.value.path.replace(/^\//, '')}` } : answer;
    },
    upload: async (file, progress, signal) => {
      const body = { name: file.name.slice(-120) || 'file', size: file.size };
      const reserved = await http.ask({ method: 'POST', path: FILES, body }, visitorFiles.FileReserved);
      return reserved.ok ? put(`${base}/${path(reserved.value.id)}`, file, progress, signal) : reserved;
    },
  };
}
