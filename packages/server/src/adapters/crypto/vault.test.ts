import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createVault, keyFromFile, ownKeyFile } from './vault.js';

const folder = mkdtempSync(join(tmpdir(), 'vault-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('[S34] seals what must be read back; another key or a changed byte is refused', () => {
  const vault = createVault(randomBytes(32));
  const sealed = vault.seal('whsec_hello');
  expect(sealed).not.toContain('hello');
  expect(vault.unseal(sealed)).toBe('whsec_hello');
  expect(() => createVault(randomBytes(32)).unseal(sealed)).toThrow();
  const raw = Buffer.from(sealed, 'base64');
  raw[raw.length - 1] = (raw.at(-1) ?? 0) ^ 1;
  expect(() => vault.unseal(raw.toString('base64'))).toThrow();
});

it('[S36] the key file is made once, for its owner only, and a file of another size is refused', () => {
  const path = join(folder, 'seal.key');
  expect(() => keyFromFile(path)).toThrow('There is no key file');
  const first = ownKeyFile(path);
  expect(ownKeyFile(path).equals(first)).toBe(true);
  expect(keyFromFile(path).equals(first)).toBe(true);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const wrong = join(folder, 'short.key');
  writeFileSync(wrong, 'short');
  expect(() => keyFromFile(wrong)).toThrow('is not a key file');
});

it('[S20] verifies a password by scrypt with its stored parameters', async () => {
  const vault = createVault(randomBytes(32));
  const stored = await vault.hashPassword('correct horse battery');
  expect(stored).toMatch(/^scrypt\$32768\$8\$3\$/);
  expect(await vault.verifyPassword('correct horse battery', stored)).toBe(true);
  expect(await vault.verifyPassword('correct horse batterz', stored)).toBe(false);
  expect(await vault.verifyPassword('anything', 'nonsense')).toBe(false);
});
