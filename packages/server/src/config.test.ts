import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.js';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
const none = join(folder, 'absent.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('needs no setting for a first run', () => {
  expect(readConfig({}, {}, none)).toMatchObject({ dataDir: './data', rateLimits: 'on', demo: false });
});

it('takes flags before environment before file before defaults', () => {
  const file = join(folder, 'throughline.config.json');
  writeFileSync(file, JSON.stringify({ port: 1, dataDir: '/file', host: '::1' }));
  expect(readConfig({ port: '3' }, { PORT: '2', DATA_DIR: '/env' }, file)).toMatchObject({ port: 3, dataDir: '/env', host: '::1' });
});

it('refuses an unknown key, in a flag, the environment or the file, and names the nearest one', () => {
  expect(() => readConfig({ dataDr: 'x' }, {}, none)).toThrow(new ConfigError('Unknown setting dataDr. Did you mean dataDir?'));
  expect(() => readConfig({}, { THROUGHLINE_RATE_LIMIT: 'off' }, none)).toThrow('Did you mean THROUGHLINE_RATE_LIMITS?');
  const file = join(folder, 'wrong.json');
  writeFileSync(file, JSON.stringify({ prot: 1 }));
  expect(() => readConfig({}, {}, file)).toThrow('Did you mean port?');
});

it('refuses a value that cannot be used, and says which setting it was', () => {
  expect(() => readConfig({ port: '70000' }, {}, none)).toThrow('Setting port');
  for (const publicUrl of ['chat', 'ftp://chat.example', 'localhost:3000']) {
    expect(() => readConfig({ publicUrl }, {}, none), publicUrl).toThrow('Setting publicUrl');
  }
});

it('[S36] reads a secret from the file that its _FILE variant names', () => {
  const secret = join(folder, 'database-url');
  writeFileSync(secret, 'postgres://u:p@db/x\n');
  expect(readConfig({}, { DATABASE_URL_FILE: secret }, none).databaseUrl).toBe('postgres://u:p@db/x');
});

it('[S26] plain http is for one’s own machine; a public address has to be https', () => {
  expect(() => readConfig({ publicUrl: 'http://chat.example.com' }, {}, none)).toThrow('plain http only for localhost');
  for (const publicUrl of ['http://localhost:3000', 'http://127.0.0.1:8080', 'https://chat.example.com']) {
    expect(readConfig({ publicUrl }, {}, none).publicUrl).toBe(publicUrl);
  }
});

it('[P95] Redis is for relays that share a PostgreSQL: one on the embedded store is told so', () => {
  expect(() => readConfig({}, { REDIS_URL: 'redis://localhost' }, none)).toThrow('one relay on the embedded store needs none');
  expect(() => readConfig({}, { REDIS_URL: 'http://localhost', DATABASE_URL: 'postgres://db' }, none)).toThrow('Setting redisUrl');
  for (const redisUrl of ['redis://:secret@localhost:6379/1', 'rediss://redis.example', '/run/redis.sock'])
    expect(readConfig({}, { REDIS_URL: redisUrl, DATABASE_URL: 'postgres://db' }, none).redisUrl).toBe(redisUrl);
});
