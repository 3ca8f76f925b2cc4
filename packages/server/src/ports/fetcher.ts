// Asking somebody else's server and reading what it says, under the rules of everything that leaves the relay (S75): https, public addresses or
// those the operator listed, no redirects, 15 s, at most 64 KiB of answer.

export interface FetchRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Of a POST. */
  body?: string;
}
/** `too_large`: the answer went on beyond the limit. The text is hostile input. */
export type FetchAnswer =
  | { ok: true; status: number; text: string }
  | { ok: false; reason: 'unsafe' | 'unresolvable' | 'unreachable' | 'timeout' }
  | { ok: false; reason: 'too_large'; status: number };

export interface Fetcher {
  fetch(request: FetchRequest): Promise<FetchAnswer>;
}
