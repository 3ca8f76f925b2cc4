// What the page "System" says of numbers and states. Pure.
import type { SystemView } from '@throughline/types';
import { spoken, t } from '../../state/t.js';
import { dateLocale, whenWords } from '../../state/words.js';

const UNITS = [
  ['gigabyte', 1_000_000_000],
  ['megabyte', 1_000_000],
  ['kilobyte', 1_000],
] as const;

/** `4.2 GB`, as disks are sold and `df -H` counts. */
export function spaceWords(bytes: number): string {
  const [unit, size] = UNITS.find(([, one]) => bytes >= one) ?? ['kilobyte', 1_000];
  return new Intl.NumberFormat(dateLocale(spoken()), { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / size);
}

/** A relay signs every 30 seconds; with two missed it is asked about. */
const SIGN_MS = 90_000;
export const isRunning = ({ seenAt }: SystemView['relays'][number], { at }: SystemView): boolean =>
  Date.parse(at) - Date.parse(seenAt) <= SIGN_MS;

export const STORE_NAMES: Readonly<Record<SystemView['store']['kind'], string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

export function backupWords({ backup, store }: SystemView, nowMs: number): string {
  if (backup === 'none') return t('None was made of this data folder yet. “throughline backup” makes one beside the running relay.');
  if (backup === 'unknown')
    return store.kind === 'postgres'
      ? t('PostgreSQL is backed up by its own tools; the relay is not told when.')
      : t('When the last one was made cannot be read. The relay’s log says why.');
  return t('The last one was made {when}; it has {size}.', {
    when: whenWords(Date.parse(backup.at), nowMs),
    size: spaceWords(backup.bytes),
  });
}

export function redisWords({ redis, store }: SystemView): string {
  switch (redis) {
    case 'up':
      return t('Connected: relays tell each other at once.');
    case 'down':
      return t('Not connected: relays learn from each other within 15 seconds.');
    default:
      return store.kind === 'sqlite'
        ? t('None, and none is needed: one relay has this store for itself.')
        : t('None is named: relays learn from each other within 15 seconds.');
  }
}

const limitWords = (limit: number | null): string => (limit === null ? t('No limit') : String(limit));

/** Name and value of each setting. */
export function settingWords({ settings, store }: SystemView): readonly (readonly [string, string])[] {
  return [
    [t('Rate limits'), settings.rateLimits === 'on' ? t('On') : t('Off: for load tests only')],
    [t('Sockets of one address at once'), limitWords(settings.socketsPerAddress)],
    ...(store.kind === 'postgres' ? [[t('Connections to PostgreSQL'), limitWords(settings.databasePoolMax)] as const] : []),
    [t('Level of the log'), settings.logLevel],
    [t('Own proxies'), String(settings.trustedProxies)],
    [t('Own servers that webhooks may go to'), String(settings.egressAllow)],
    [t('Sign-in with an own identity provider'), settings.signInProvider ? t('On') : t('Off')],
    [t('Files of conversations'), settings.ownFilesFolder ? t('In a folder of their own') : t('In the data folder')],
  ];
}
