// Configuration: flags > environment > throughline.config.json > defaults, through one schema (G53). Unknown keys are refused with the
// nearest known name. Secrets have `_FILE` variants (S36).
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const list = z.union([
  z.array(z.string()),
  z.string().transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
]);
/** A cookie without `Secure` is for one's own machine only (S26). */
const LOOPBACK = /^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/;
const publicUrl = z
  .url({ protocol: /^https?$/, message: 'expected https://…' })
  .refine((text) => text.startsWith('https:') || LOOPBACK.test(text), {
    message: 'plain http only for localhost: browsers reach a relay over https',
  });
const flag = z.union([z.boolean(), z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1')]);

export const Config = z.strictObject({
  /** Port to listen on; 0 = any free one. Without a setting: 3000, or the next free one. */
  port: z.coerce.number().int().min(0).max(65_535).optional(),
  host: z.string().default('0.0.0.0'),
  /** Folder of the embedded store, the key file and the store's lock. */
  dataDir: z.string().default('./data'),
  /** Folder of the files that people send; the same one for relays that share a store. Default: files in the data folder. */
  filesDir: z.string().optional(),
  /** PostgreSQL instead of the embedded store. */
  databaseUrl: z.string().optional(),
  /** Connections to PostgreSQL at most, of this relay. */
  databasePoolMax: z.coerce.number().int().min(2).max(200).default(10),
  /** Redis or Valkey: carries hints between relays on one PostgreSQL. Holds nothing; losing it costs latency only (P95). */
  redisUrl: z
    .string()
    .regex(/^(rediss?:\/\/|\/)/, 'expected redis://…, rediss://… or the path of a socket')
    .optional(),
  /** The key that seals secrets, for relays that share a store: the same file for each. Default: seal.key in the data folder. */
  sealKeyFile: z.string().optional(),
  /** Address under which browsers reach the relay; default http://localhost:<port>. */
  publicUrl: publicUrl.optional(),
  /** Exact addresses of own proxies, whose X-Forwarded-For is believed (S55). */
  trustedProxies: list.default([]),
  /** `host:port` of own servers that webhooks may go to although they are inside the network, or without https (S75). */
  egressAllow: list.default([]),
  /** Sign-in with the operator's own identity provider (OpenID Connect): its address, exactly as it names itself. */
  oidcIssuer: z.url({ protocol: /^https?$/, message: 'expected https://…' }).optional(),
  oidcClientId: z.string().min(1).optional(),
  oidcClientSecret: z.string().min(1).optional(),
  /** On the button: "Sign in with …". Default: the host of the issuer. */
  oidcName: z.string().min(1).max(40).optional(),
  /** `off` for load tests only. */
  rateLimits: z.enum(['on', 'off']).default('on'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  /** Seed a demo site with a customer who has a past. */
  demo: flag.default(false),
  /** Print what a person needs as one JSON line. */
  json: flag.default(false),
});
export type Config = z.infer<typeof Config>;

const KEYS = Object.keys(Config.shape);

/** Environment name → key. */
const ENVIRONMENT: Record<string, string> = {
  PORT: 'port',
  HOST: 'host',
  DATA_DIR: 'dataDir',
  FILES_DIR: 'filesDir',
  DATABASE_URL: 'databaseUrl',
  DATABASE_POOL_MAX: 'databasePoolMax',
  REDIS_URL: 'redisUrl',
  SEAL_KEY_FILE: 'sealKeyFile',
  PUBLIC_URL: 'publicUrl',
  TRUSTED_PROXIES: 'trustedProxies',
  THROUGHLINE_EGRESS_ALLOW: 'egressAllow',
  OIDC_ISSUER: 'oidcIssuer',
  OIDC_CLIENT_ID: 'oidcClientId',
  OIDC_CLIENT_SECRET: 'oidcClientSecret',
  OIDC_NAME: 'oidcName',
  THROUGHLINE_RATE_LIMITS: 'rateLimits',
  LOG_LEVEL: 'logLevel',
};

/** A setting that cannot be used: what is wrong and what to write instead. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Levenshtein distance, for "did you mean". */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The known name nearest to `name`. */
export function nearest(name: string, known: readonly string[]): string {
  return [...known].sort((a, b) => distance(name.toLowerCase(), a.toLowerCase()) - distance(name.toLowerCase(), b.toLowerCase()))[0] ?? '';
}

function fromEnvironment(env: Record<string, string | undefined>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, key] of Object.entries(ENVIRONMENT)) {
    const value = env[name];
    const path = env[`${name}_FILE`];
    if (value !== undefined && value !== '') found[key] = value;
    else if (path !== undefined && path !== '') found[key] = readFileSync(path, 'utf8').trim();
  }
  for (const name of Object.keys(env)) {
    if (!name.startsWith('THROUGHLINE_') || name.startsWith('THROUGHLINE_TEST_')) continue;
    if (!(name in ENVIRONMENT)) throw new ConfigError(`Unknown setting ${name}. Did you mean ${nearest(name, Object.keys(ENVIRONMENT))}?`);
  }
  return found;
}

function fromFile(path: string): Record<string, unknown> {
  if (!existsSync(path)) return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new ConfigError(`${path} is not a JSON object`, { cause: error });
  }
}

/** Flags by their camelCase names. Throws ConfigError. */
export function readConfig(
  flags: Record<string, unknown>,
  env: Record<string, string | undefined>,
  file = 'throughline.config.json',
): Config {
  const merged = { ...fromFile(file), ...fromEnvironment(env), ...flags };
  for (const key of Object.keys(merged)) {
    if (!KEYS.includes(key)) throw new ConfigError(`Unknown setting ${key}. Did you mean ${nearest(key, KEYS)}?`);
  }
  const read = Config.safeParse(merged);
  if (read.success && read.data.redisUrl !== undefined && read.data.databaseUrl === undefined)
    throw new ConfigError(
      'Setting redisUrl: it connects relays on one PostgreSQL (databaseUrl); one relay on the embedded store needs none',
    );
  if (read.success && (read.data.oidcIssuer === undefined) !== (read.data.oidcClientId === undefined))
    throw new ConfigError('Settings oidcIssuer and oidcClientId: one needs the other');
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new ConfigError(`Setting ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not usable'}`);
}
