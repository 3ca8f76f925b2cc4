// The egress client (S75): https only; every address of the name is checked and the connection goes to one that was checked, so a name
// that answers differently a moment later changes nothing; no redirects; 15 s; at most 64 KiB of the answer is read, and a webhook's thrown away.
// What the operator lists as `host:port` may be inside the own network, and may be plain http.
import { lookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Egress } from '../../ports/egress.js';
import type { FetchAnswer, Fetcher, FetchRequest } from '../../ports/fetcher.js';
import { isPublicAddress } from './addresses.js';
import { boundedLookup } from './bounded-lookup.js';
import type { FoundAddress } from './bounded-lookup.js';

const TIMEOUT_MS = 15_000; // S75
const LOOKUP_MS = 5_000;
const ANSWER_MAX_BYTES = 64 * 1024; // S75
const DEFAULT_PORT: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };

const LOOKS_LIKE_ADDRESS = /^(\[.*\]|\d{1,3}(\.\d{1,3}){3})$/;

/** `allow`: exact `host:port` pairs that the operator, not a site's admin, may name. */
export function createHttpsEgress({ allow }: { allow: readonly string[] }): Egress & Fetcher {
  const isListed = (url: URL): boolean =>
    allow.includes(`${url.hostname}:${url.port === '' ? (DEFAULT_PORT[url.protocol] ?? '') : url.port}`);

  const refuses = (text: string): string | null => {
    if (!URL.canParse(text)) return 'not an address';
    const url = new URL(text);
    const listed = isListed(url);
    if (url.protocol !== 'https:' && !(listed && url.protocol === 'http:')) return 'https only';
    if (url.username !== '' || url.password !== '') return 'no credentials in the address';
    if (!listed && LOOKS_LIKE_ADDRESS.test(url.hostname) && !isPublicAddress(url.hostname)) return 'not on the public internet';
    return null;
  };

  const fetch = async (request: FetchRequest): Promise<FetchAnswer> => {
    if (refuses(request.url) !== null) return { ok: false, reason: 'unsafe' };
    const url = new URL(request.url);
    const target = await resolve(url, isListed(url));
    return 'reason' in target ? { ok: false, reason: target.reason } : send(url, request, target);
  };
  return {
    refuses,
    fetch,
    async post({ url, headers, body }) {
      const answer = await fetch({ method: 'POST', url, headers, body });
      if (answer.ok) return { ok: true, status: answer.status };
      // The status was there: how long the body goes on is the other side's business.
      return answer.reason === 'too_large' ? { ok: true, status: answer.status } : { ok: false, reason: answer.reason };
    },
  };
}

const lookupName = boundedLookup((host) => lookup(host, { all: true }), LOOKUP_MS);

type Target = { address: string; family: number } | { reason: 'unsafe' | 'unresolvable' };

async function resolve(url: URL, listed: boolean): Promise<Target> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  let found: FoundAddress[];
  try {
    found = await lookupName(host);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { reason: 'unresolvable' };
    throw error;
  }
  const [first] = found;
  if (first === undefined) return { reason: 'unresolvable' };
  return listed || found.every(({ address }) => isPublicAddress(address)) ? first : { reason: 'unsafe' };
}

function send(
  url: URL,
  { method, headers, body }: FetchRequest,
  { address, family }: { address: string; family: number },
): Promise<FetchAnswer> {
  const pinned: LookupFunction = (_host, options, callback) =>
    options.all === true ? callback(null, [{ address, family }]) : callback(null, address, family);
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const options: RequestOptions = {
    method,
    headers: { ...headers, ...length, 'user-agent': 'Throughline', connection: 'close' },
    lookup: pinned,
    agent: false,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (response) => {
      const status = response.statusCode ?? 0;
      const chunks: Buffer[] = [];
      let read = 0;
      const done = (answer: FetchAnswer): void => {
        resolve(answer);
        response.destroy();
      };
      const whole = (): void => done({ ok: true, status, text: Buffer.concat(chunks).toString('utf8') });
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        chunks.push(chunk);
        if (read > ANSWER_MAX_BYTES) done({ ok: false, reason: 'too_large', status });
      });
      response.once('end', whole);
      response.once('error', whole); // the status is here: what the body does is the other side's business
    });
    request.once('error', (error) =>
      resolve({ ok: false, reason: error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : 'unreachable' }),
    );
    request.end(body);
  });
}
