// The one way out (S75): every request the relay makes to somebody else's server.

export interface EgressRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}
/** `unsafe`: the address may not be called from here. Nothing of the answer's body is believed or kept. */
export type EgressAnswer = { ok: true; status: number } | { ok: false; reason: 'unsafe' | 'unresolvable' | 'unreachable' | 'timeout' };

export interface Egress {
  /** Why an address can never be called, before a name is looked up; null when it may be tried. */
  refuses(url: string): string | null;
  /** POST. Redirects are answers like any other and are not followed. */
  post(request: EgressRequest): Promise<EgressAnswer>;
}

/** The three headers of Standard Webhooks (S71). */
export type SignWebhook = (args: { id: string; at: number; body: string; secrets: readonly string[] }) => Record<string, string>;
