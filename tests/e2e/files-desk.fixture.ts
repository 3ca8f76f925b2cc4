// Files over HTTPS as a stranger's program would send them: a visitor's and an agent's calls, answered with status, code and bytes.
import { request as dial } from 'node:http';
import type { FileRef } from '@throughline/types';
import { post } from '../servers/visitor-http.js';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers };
}

/** The calls of one person; `site` and `token` make a visitor, `cookie` an agent. */
export interface Person {
  reserve(name: string, size: number): Promise<Answer>;
  put(id: string, bytes: Uint8Array, headers?: Record<string, string>): Promise<Answer>;
  /** Reserves and puts. */
  upload(name: string, bytes: Uint8Array): Promise<Answer>;
  /** The same; throws when it is refused. */
  file(name: string, bytes: Uint8Array): Promise<FileRef>;
  read(id: string): Promise<{ status: number; bytes: Buffer; headers: Headers }>;
  ticket(id: string): Promise<Answer>;
}

interface Calls {
  base: string;
  query: string;
  headers: Record<string, string>;
  body: Record<string, string>;
}

function person({ base, query, headers, body }: Calls): Person {
  const self: Person = {
    reserve: (name, size) => post(base, { ...body, name, size }, headers),
    put: async (id, bytes, more = {}) =>
      answerOf(await fetch(`${base}/${id}${query}`, { method: 'PUT', body: Buffer.from(bytes), headers: { ...headers, ...more } })),
    async upload(name, bytes) {
      const reserved = await self.reserve(name, bytes.length);
      return reserved.status === 200 ? self.put(String(reserved.body['id']), bytes) : reserved;
    },
    async file(name, bytes) {
      const answer = await self.upload(name, bytes);
      if (answer.status !== 200) throw new Error(`refused: ${JSON.stringify(answer.body)}`);
      return JSON.parse(JSON.stringify(answer.body));
    },
    async read(id) {
      const response = await fetch(`${base}/${id}${query}`, { headers });
      return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
    },
    ticket: (id) => post(`${base}/${id}/ticket`, body, headers),
  };
  return self;
}

export const visitorWithFiles = (url: string, site: string, token: string): Person =>
  person({
    base: `${url}/visitor/v1/files`,
    query: `?site=${encodeURIComponent(site)}`,
    headers: { authorization: `Bearer ${token}` },
    body: { site, deviceToken: token },
  });

export const agentWithFiles = (url: string, cookie: string): Person =>
  person({ base: `${url}/agent/v1/files`, query: '', headers: { cookie, origin: url, 'x-throughline': 'console' }, body: {} });

/** A PUT whose body comes in pieces, each after the one before was asked for; answers what came back and how much had been sent by then. */
export function slowPut(
  url: string,
  headers: Record<string, string | number>,
  pieces: () => AsyncIterable<Uint8Array>,
): { answer: Promise<{ status: number; text: string; sent: number } | 'cut'>; cut(): void } {
  const call = dial(url, { method: 'PUT', headers });
  let sent = 0;
  const answer = new Promise<{ status: number; text: string; sent: number } | 'cut'>((resolve) => {
    call.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, sent }));
    });
    call.on('error', () => resolve('cut'));
    call.on('close', () => resolve('cut'));
  });
  const feed = async (): Promise<void> => {
    for await (const piece of pieces()) {
      if (call.destroyed) return;
      sent += piece.length;
      if (!call.write(piece)) await new Promise<void>((resolve) => void call.once('drain', resolve).once('close', resolve));
    }
    call.end();
  };
  void feed();
  return { answer, cut: () => void call.destroy() };
}
