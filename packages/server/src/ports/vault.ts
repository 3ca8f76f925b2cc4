// Secrets: digests for what is only compared, seals for what must be read back, scrypt for passwords (S20, S34, S35).
export interface Vault {
  /** Lower-case hex SHA-256: how tokens, keys and tickets are stored and looked up. */
  digest(secret: string): string;
  /** Lower-case hex HMAC-SHA256 under the key file: for secrets short enough to be guessed from a digest, such as resume codes (CH36). */
  mac(secret: string): string;
  /** Lower-case hex HMAC-SHA256 of `text` under `secret`: what a site's back end computed of a user id (ID5). */
  hmac(secret: string, text: string): string;
  /** HMAC-SHA-1: what one-time codes are made with (RFC 6238), and nothing else. */
  hmacSha1(key: Uint8Array, message: Uint8Array): Uint8Array;
  /** Whether two texts are equal, in constant time (S35). */
  same(a: string, b: string): boolean;
  /** AES-256-GCM under the key file; `unseal` throws on anything it did not seal. */
  seal(clear: string): string;
  unseal(sealed: string): string;
  /** scrypt with its parameters in the result. At most two run at a time. */
  hashPassword(password: string): Promise<string>;
  /** Constant time. */
  verifyPassword(password: string, stored: string): Promise<boolean>;
}
