// Keys of a site: made, named, ended. Secrets arrive sealed or hashed (S34).

export interface KeyOps {
  /** Live signing secrets, oldest first; nothing of what they sign with. */
  identityKeys(args: { siteId: string }): Promise<{ kid: string; alg: string; createdAt: number }[]>;
  /** False when as many as may be are live already. */
  addIdentityKey(args: { siteId: string; kid: string; alg: string; sealed: string; atMost: number; now: number }): Promise<boolean>;
  /** `last`: a site keeps one. */
  revokeIdentityKey(args: { siteId: string; kid: string; now: number }): Promise<'revoked' | 'not_found' | 'last'>;
  /** A new secret key of a source with a key of its own. False when there is none. */
  setSourceKey(args: { siteId: string; sourceId: string; hash: string }): Promise<boolean>;
}
