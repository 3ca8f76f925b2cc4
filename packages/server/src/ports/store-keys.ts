// Keys of a site: made, named, ended. Secrets arrive sealed or hashed (S34).

export interface KeyOps {
  /** Live signing secrets, oldest first; nothing of what they sign with. */
  identityKeys(args: { siteId: string }): Promise<{ kid: string; alg: string; createdAt: number }[]>;
  /** False when as many as may be are live already. */
  addIdentityKey(args: { siteId: string; kid: string; alg: string; sealed: string; atMost: number; now: number }): Promise<boolean>;
  /** `last`: a site keeps one. */
  revokeIdentityKey(args: { siteId: string; kid: string; now: number }): Promise<'revoked' | 'not_found' | 'last'>;
  /** A secret key was presented: a source's own, or the site's (`sourceId` null). A late word of it changes nothing. */
  keyUsed(args: { siteId: string; sourceId: string | null; now: number }): Promise<void>;
  /** A new secret key of a source with a key of its own. False when there is none. */
  setSourceKey(args: { siteId: string; sourceId: string; hash: string }): Promise<boolean>;
}
