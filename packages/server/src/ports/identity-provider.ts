// The operator's identity provider: it says which e-mail address somebody proved there, and nothing of who may in here.

/** `unavailable`: the provider cannot be asked. `refused`: it said no, or what it said proves nothing. `expired`: begun elsewhere, or too long ago. */
export type OidcFailure = 'unavailable' | 'refused' | 'expired';

export interface OidcProvider {
  readonly name: string;
  /** Where to send the browser; `sealed` comes back with it and lives ten minutes. */
  begin(redirectUri: string): Promise<{ ok: true; location: string; sealed: string } | { ok: false; reason: OidcFailure }>;
  /** The verified address of whoever came back, lower-case. */
  finish(args: {
    redirectUri: string;
    sealed: string | null;
    query: Readonly<Record<string, unknown>>;
  }): Promise<{ ok: true; email: string } | { ok: false; reason: OidcFailure }>;
}
