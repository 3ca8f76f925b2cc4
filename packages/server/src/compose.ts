// COMPOSITION ROOT: the only file that names adapters.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { limits } from '@throughline/types';
import { createMemoryBus } from './adapters/bus/memory/memory-bus.js';
import { systemClock } from './adapters/clock/system-clock.js';
import { createHttpsEgress } from './adapters/egress/https-egress.js';
import { signWebhook } from './adapters/egress/sign-webhook.js';
import { createIntlZones } from './adapters/zones/intl-zones.js';
import { systemIds } from './adapters/crypto/ids.js';
import { createVault, keyFromFile } from './adapters/crypto/vault.js';
import { createMemoryLimiter, noLimits } from './adapters/limiter/memory-limiter.js';
import { createLog } from './adapters/log/pino-log.js';
import { openPostgresStore } from './adapters/store/postgres/postgres-store.js';
import { openSqliteStore } from './adapters/store/sqlite/sqlite-store.js';
import { createSiteDirectory } from './app/sites.js';
import { createVerifyIdentity } from './app/verify-identity.js';
import type { Config } from './config.js';
import type { Clock } from './ports/clock.js';
import type { Store } from './ports/store.js';
import type { RelayParts } from './relay.js';

/** Name of the embedded store's file inside the data folder. */
const SQLITE_FILE = 'throughline.db';
const KEY_FILE = 'seal.key';

/** `exclusive: false` lets a command-line tool work beside a running relay. */
export function openStore(config: Config, { exclusive }: { exclusive: boolean }): Promise<Store> {
  if (config.databaseUrl !== undefined) return openPostgresStore({ url: config.databaseUrl });
  const dataDir = resolve(config.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return openSqliteStore({ file: join(dataDir, SQLITE_FILE), exclusive });
}

/** Everything a relay or a command needs, on the adapters that `config` chooses. `clock` replaces the machine's: tests live in other times. */
export async function compose(
  config: Config,
  { exclusive, clock = systemClock }: { exclusive: boolean; clock?: Clock },
): Promise<RelayParts> {
  const dataDir = resolve(config.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const vault = createVault(keyFromFile(join(dataDir, KEY_FILE)));
  const log = createLog(config.logLevel);
  const store = await openStore(config, { exclusive });
  return {
    store,
    vault,
    clock,
    log,
    ids: systemIds,
    bus: createMemoryBus(log),
    zones: createIntlZones(),
    egress: createHttpsEgress({ allow: config.egressAllow }),
    signWebhook,
    limiter: config.rateLimits === 'off' ? noLimits : createMemoryLimiter(clock),
    sites: createSiteDirectory({ store, vault, clock }),
    verifyIdentity: createVerifyIdentity({ unseal: (sealed) => vault.unseal(sealed), clock }),
    socketsPerAddressMax: config.rateLimits === 'off' ? Number.POSITIVE_INFINITY : limits.SOCKETS_PER_ADDRESS_MAX,
    trustedProxies: config.trustedProxies,
    folders: {
      public: fileURLToPath(new URL('../public/', import.meta.url)),
      demo: fileURLToPath(new URL('../demo/', import.meta.url)),
    },
  };
}
