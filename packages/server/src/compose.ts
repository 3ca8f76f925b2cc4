// COMPOSITION ROOT: the only file that names adapters.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { limits } from '@throughline/types';
import { createMemoryBus } from './adapters/bus/memory/memory-bus.js';
import { createRedisBus } from './adapters/bus/redis/redis-bus.js';
import { systemClock } from './adapters/clock/system-clock.js';
import { fileLedger } from './adapters/ledger/file-ledger.js';
import { diskFiles } from './adapters/files/disk-files.js';
import { createHttpsEgress } from './adapters/egress/https-egress.js';
import { signWebhook } from './adapters/egress/sign-webhook.js';
import { createOidc } from './adapters/oidc/oidc-provider.js';
import { createIntlZones } from './adapters/zones/intl-zones.js';
import { systemIds } from './adapters/crypto/ids.js';
import { createVault, keyFromFile, ownKeyFile } from './adapters/crypto/vault.js';
import { createMemoryLimiter, noLimits } from './adapters/limiter/memory-limiter.js';
import { keepWidgetReleases } from './adapters/releases/widget-releases.js';
import { operatorFacts } from './adapters/operator-facts.js';
import { createLog } from './adapters/log/pino-log.js';
import { maintenanceAt } from './adapters/store/maintenance.js';
import { openStoreAt } from './adapters/store/open-store.js';
import type { Opening, StorePlace } from './adapters/store/open-store.js';
import { repeatErasuresOnce, repeatErasuresUntilDone } from './app/repeat-erasures.js';
import { createSiteDirectory } from './app/sites.js';
import { fileStorer } from './app/store-file.js';
import { createVerifyIdentity } from './app/verify-identity.js';
import { createWidgetSightings } from './app/widget-sightings.js';
import { ConfigError } from './config.js';
import type { Config } from './config.js';
import { ownVersion } from './own-version.js';
import type { Bus } from './ports/bus.js';
import { asError } from './domain/as-error.js';
import type { Clock } from './ports/clock.js';
import type { ErasureLedger } from './ports/erasure-ledger.js';
import type { OidcProvider } from './ports/identity-provider.js';
import type { Log } from './ports/log.js';
import type { Maintenance } from './ports/maintenance.js';
import type { OperatorSettings } from './ports/operator.js';
import type { Store } from './ports/store.js';
import type { Vault } from './ports/vault.js';
import type { RelayParts } from './relay.js';

const KEY_FILE = 'seal.key';
const LEDGER_FILE = 'erased.ledger';
const RELEASES_FOLDER = 'widget-releases';
/** What the relay serves to browsers. */
export const PUBLIC_FOLDER = fileURLToPath(new URL('../public/', import.meta.url));
const FILES_FOLDER = 'files';

const placeOf = ({ databaseUrl, databasePoolMax, dataDir }: Config): StorePlace => ({
  databaseUrl,
  databasePoolMax,
  dataDir: resolve(dataDir),
});

/** `exclusive: false` lets a command-line tool work beside a running relay. */
export function openStore(config: Config, opening: Pick<Opening, 'exclusive' | 'onRenewed'> & { clock?: Clock }): Promise<Store> {
  return openStoreAt(placeOf(config), { clock: systemClock, log: createLog(config.logLevel), ...opening });
}

/** What is wrong with a named key file is a setting to correct, one line without a stack. */
function readKey(path: string): Buffer {
  try {
    return keyFromFile(path);
  } catch (error) {
    throw new ConfigError(asError(error).message, { cause: error });
  }
}

/** The key file's own folder is made when it is missing. */
function openVault({ dataDir, sealKeyFile }: Config): { vault: Vault; keyFile: string } {
  mkdirSync(resolve(dataDir), { recursive: true, mode: 0o700 });
  const keyFile = resolve(sealKeyFile ?? join(dataDir, KEY_FILE));
  return { vault: createVault(sealKeyFile === undefined ? ownKeyFile(keyFile) : readKey(keyFile)), keyFile };
}

/** Copies and moves of a store (P98), and the name of the key that seals what is in them. */
export function openMaintenance(config: Config): { maintenance: Maintenance; keyCheck: string; ledger: ErasureLedger } {
  const { vault } = openVault(config);
  return {
    maintenance: maintenanceAt(placeOf(config), systemClock),
    keyCheck: vault.mac('export of a site'),
    ledger: fileLedger(join(resolve(config.dataDir), LEDGER_FILE)),
  };
}

/**
 * The name that all relays on this store share. Refuses a key that others on it do not have: what one seals, such as an identity secret,
 * must be readable for all of them, and a difference would show only when somebody signs in.
 */
async function installationOf(store: Store, { vault, keyFile }: { vault: Vault; keyFile: string }): Promise<string> {
  const sealMark = vault.mac('seal mark');
  const installation = await store.installation({ sealMark });
  if (installation.sealMark === sealMark) return installation.id;
  throw new ConfigError(`${keyFile} is not the key that seals the secrets of this store: name the first relay's own in SEAL_KEY_FILE`);
}

/** A command tells nobody: connections of running relays follow at their beacon. */
async function openBus(
  config: Config,
  { installation, exclusive, log }: { installation: string; exclusive: boolean; log: Log },
): Promise<{ bus: Bus; redisIsUp: (() => boolean) | null }> {
  if (config.redisUrl === undefined || !exclusive) return { bus: createMemoryBus(log), redisIsUp: null };
  const bus = await createRedisBus({ address: config.redisUrl, installation, log });
  return { bus, redisIsUp: bus.isUp };
}

/** The operator's identity provider, or null. */
function openOidc(
  { oidcIssuer, oidcClientId, oidcClientSecret, oidcName }: Config,
  deps: Parameters<typeof createOidc>[0],
): OidcProvider | null {
  if (oidcIssuer === undefined || oidcClientId === undefined) return null;
  const clientSecret = oidcClientSecret ?? null;
  return createOidc(deps, { issuer: oidcIssuer, clientId: oidcClientId, clientSecret, name: oidcName ?? new URL(oidcIssuer).host });
}

/** Of one address at once (S45); null: no limit. */
const socketsPerAddress = ({ rateLimits }: Config): number | null => (rateLimits === 'off' ? null : limits.SOCKETS_PER_ADDRESS_MAX);

/** What may be read by the admins of a site: how many addresses are named, and not which. */
const settingsOf = (config: Config): OperatorSettings => ({
  rateLimits: config.rateLimits,
  socketsPerAddress: socketsPerAddress(config),
  databasePoolMax: config.databaseUrl === undefined ? null : config.databasePoolMax,
  logLevel: config.logLevel,
  trustedProxies: config.trustedProxies.length,
  egressAllow: config.egressAllow.length,
  signInProvider: config.oidcIssuer !== undefined,
  ownFilesFolder: config.filesDir !== undefined,
});

/** Everything a relay or a command needs, on the adapters that `config` chooses. `clock` replaces the machine's: tests live in other times. */
export async function compose(
  config: Config,
  { exclusive, clock = systemClock }: { exclusive: boolean; clock?: Clock },
): Promise<RelayParts> {
  const dataDir = resolve(config.dataDir);
  const { vault, keyFile } = openVault(config);
  const log = createLog(config.logLevel);
  const ledger = fileLedger(join(dataDir, LEDGER_FILE));
  // A history that became another one may lack erasures (S76): at the start, before anybody is served, and while the relay runs.
  let opened: Store | null = null;
  const onRenewed = (): void => {
    if (opened !== null) void repeatErasuresUntilDone({ store: opened, ledger, log, clock });
  };
  const store = await openStore(config, { exclusive, clock, onRenewed });
  opened = store;
  const files = diskFiles({ folder: resolve(config.filesDir ?? join(dataDir, FILES_FOLDER)), ids: systemIds });
  const prepare = async () => {
    const installation = await installationOf(store, { vault, keyFile });
    if (exclusive) await repeatErasuresOnce({ store, ledger, log, clock });
    const filesAreOurs = exclusive && (await files.claim(installation));
    if (exclusive && !filesAreOurs) log.warn('The folder of files belongs to another installation: what is left over in it is not removed');
    return { ...(await openBus(config, { installation, exclusive, log })), filesAreOurs };
  };
  const { bus, redisIsUp, filesAreOurs } = await prepare().catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const releases = join(dataDir, RELEASES_FOLDER);
  if (exclusive) keepWidgetReleases({ bundle: join(PUBLIC_FOLDER, 'widget'), kept: releases, clock, log });
  const egress = createHttpsEgress({ allow: config.egressAllow });
  const limiter = config.rateLimits === 'off' ? noLimits : createMemoryLimiter(clock);
  return {
    store,
    ledger,
    files,
    filesAreOurs,
    storeFile: fileStorer({ store, files, limiter }, config.rateLimits === 'off' ? { perAddressMax: Number.POSITIVE_INFINITY } : {}),
    vault,
    clock,
    log,
    ids: systemIds,
    bus,
    zones: createIntlZones(),
    egress,
    oidc: openOidc(config, { fetcher: egress, vault, ids: systemIds, clock, log }),
    signWebhook,
    limiter,
    sites: createSiteDirectory({ store, vault, clock }),
    sightings: createWidgetSightings(clock),
    version: ownVersion(),
    operator: operatorFacts({ dataDir, isEmbedded: config.databaseUrl === undefined, redisIsUp, settings: settingsOf(config), log }),
    verifyIdentity: createVerifyIdentity({ unseal: (sealed) => vault.unseal(sealed), clock }),
    socketsPerAddressMax: socketsPerAddress(config) ?? Number.POSITIVE_INFINITY,
    trustedProxies: config.trustedProxies,
    folders: {
      public: PUBLIC_FOLDER,
      releases,
      demo: fileURLToPath(new URL('../demo/', import.meta.url)),
    },
  };
}
