// node:crypto behind the vault port. The key file lies outside the database, mode 0600 (S34, S36).
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Vault } from '../../ports/vault.js';

const KEY_BYTES = 32;
const NONCE_BYTES = 12; // AES-GCM's own size
const TAG_BYTES = 16;
const SCRYPT = { N: 2 ** 15, r: 8, p: 3 } as const; // OWASP's equivalent of Argon2id (S20)
const SCRYPT_MAXMEM_BYTES = 64 * 1024 * 1024; // node's default refuses these costs
const PASSWORD_JOBS_MAX = 2; // each takes 32 MiB

/** Reads a key file. Throws when it is missing or holds anything but 32 bytes. */
export function keyFromFile(path: string): Buffer {
  if (!existsSync(path))
    throw new Error(`There is no key file ${path}. Make it once, for all relays: openssl rand -out ${path} ${KEY_BYTES}`);
  const key = readFileSync(path);
  if (key.length !== KEY_BYTES) throw new Error(`${path} is not a key file: expected ${KEY_BYTES} bytes, found ${key.length}`);
  return key;
}

/** The same, and makes the file when it is missing: for a folder that belongs to one relay. */
export function ownKeyFile(path: string): Buffer {
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx' });
    chmodSync(path, 0o600);
  }
  return keyFromFile(path);
}

function derive(password: string, salt: Buffer, cost: { N: number; r: number; p: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { ...cost, maxmem: SCRYPT_MAXMEM_BYTES }, (error, hash) =>
      error === null ? resolve(hash) : reject(error),
    );
  });
}

export function createVault(key: Buffer): Vault {
  let running = 0;
  const waiting: (() => void)[] = [];
  const withSlot = async <T>(work: () => Promise<T>): Promise<T> => {
    // A slot passes straight to the next in line: it is never free in between.
    if (running >= PASSWORD_JOBS_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };

  return {
    digest: (secret) => createHash('sha256').update(secret).digest('hex'),
    // The key seals as well: the label keeps the two uses apart.
    mac: (secret) => createHmac('sha256', createHmac('sha256', key).update('mac').digest()).update(secret).digest('hex'),
    hmac: (secret, text) => createHmac('sha256', secret).update(text).digest('hex'),
    hmacSha1: (secret, message) => createHmac('sha1', secret).update(message).digest(),
    same: (a, b) => timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest()),
    seal(clear) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    unseal(sealed) {
      const raw = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, raw.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(raw.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(raw.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    },
    hashPassword: (password) =>
      withSlot(async () => {
        const salt = randomBytes(16);
        const hash = await derive(password, salt, SCRYPT);
        return `scrypt$${SCRYPT.N}$${SCRYPT.r}$${SCRYPT.p}$${salt.toString('base64')}$${hash.toString('base64')}`;
      }),
    verifyPassword: (password, stored) =>
      withSlot(async () => {
        const [scheme, N, r, p, salt, hash] = stored.split('$');
        if (scheme !== 'scrypt' || salt === undefined || hash === undefined) return false;
        const expected = Buffer.from(hash, 'base64');
        const actual = await derive(password, Buffer.from(salt, 'base64'), { N: Number(N), r: Number(r), p: Number(p) });
        return actual.length === expected.length && timingSafeEqual(actual, expected);
      }),
  };
}
