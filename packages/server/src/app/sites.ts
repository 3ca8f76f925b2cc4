// Which site a credential belongs to (S11). Answers are remembered briefly: sites change rarely, every request asks.
import { isStorableText } from '@throughline/types';
import type { Clock } from '../ports/clock.js';
import { createKeyUses } from './key-uses.js';
import type { Ids } from '../ports/ids.js';
import type { Log } from '../ports/log.js';
import type { NewSite, SiteRecord } from '../ports/store-accounts.js';
import type { Store } from '../ports/store.js';
import type { Vault } from '../ports/vault.js';

const REMEMBER_MS = 5_000; // a site added on the command line works within this time
const REMEMBERED_MAX = 1_000;

export interface SiteDirectory {
  byId(id: string): Promise<SiteRecord | null>;
  /** Public write key or site id: both are public names (S7). */
  byPublicKey(key: string): Promise<SiteRecord | null>;
  bySecretKey(key: string): Promise<SiteRecord | null>;
  /** A site was changed through this node: its next reader gets it as it is now. */
  forget(): void;
}

interface DirectoryDeps {
  store: Store;
  vault: Vault;
  clock: Clock;
  log: Pick<Log, 'warn'>;
}

export function createSiteDirectory({ store, vault, clock, log }: DirectoryDeps): SiteDirectory {
  const noteUse = createKeyUses({ store, clock, log });
  const known = new Map<string, { site: Promise<SiteRecord | null>; until: number }>();
  /** The question itself is remembered: of a thousand who ask at once, one asks the store. */
  const remember = (name: string, find: () => Promise<SiteRecord | null>): Promise<SiteRecord | null> => {
    const held = known.get(name);
    if (held !== undefined && held.until > clock.now()) return held.site;
    const site = find();
    const asked = { site, until: clock.now() + REMEMBER_MS };
    if (known.size >= REMEMBERED_MAX) known.clear();
    known.set(name, asked);
    site.catch(() => {
      if (known.get(name) === asked) known.delete(name); // told to whoever asked; the next one asks again
    });
    return site;
  };
  return {
    byId: (id) => remember(`id ${id}`, () => store.findSite({ id })),
    byPublicKey: (key) =>
      isStorableText(key) ? remember(`public ${key}`, () => store.findSite({ publicKey: key })) : Promise.resolve(null),
    async bySecretKey(key) {
      const hash = vault.digest(key);
      const site = await remember(`secret ${hash}`, () => store.findSite({ secretKeyHash: hash }));
      if (site !== null) noteUse(hash, site);
      return site;
    },
    forget: () => known.clear(),
  };
}

/** The credentials of a site, in clear: shown once, by whoever made them (S34). */
export interface SiteCredentials {
  siteId: string;
  writeKey: string;
  secretKey: string;
  identitySecret: string;
}

const KEY_BYTES = 32; // 256 bits (S33)

/** `sk_` and 256 random bits (S33). */
export const newSecretKey = (ids: Ids): string => `sk_${ids.secret(KEY_BYTES)}`;

/** A signing secret of a site, in clear: shown once (S34). */
export const newIdentityKey = (ids: Ids): { kid: string; alg: 'HS256'; secret: string } => ({
  kid: `k_${ids.secret(6)}`,
  alg: 'HS256',
  secret: ids.secret(KEY_BYTES),
});

/** Creates a site with its keys. `origins`: exact `scheme://host[:port]`, `https://*.host`, or `*`. */
export async function addSite(
  { store, vault, ids, clock }: { store: Store; vault: Vault; ids: Ids; clock: Clock },
  wanted: { name: string; origins: string[]; demo: boolean },
): Promise<SiteCredentials> {
  const secretKey = newSecretKey(ids);
  const { kid, alg, secret: identitySecret } = newIdentityKey(ids);
  const site: NewSite = {
    name: wanted.name,
    writeKey: `wk_${ids.secret(18)}`,
    secretKeyHash: vault.digest(secretKey),
    origins: wanted.origins,
    settings: { greeting: '', color: '#0f5c4d', position: 'end' },
    demo: wanted.demo,
    identityKey: { kid, alg, sealed: vault.seal(identitySecret) },
    now: clock.now(),
  };
  const created = await store.createSite(site);
  return { siteId: created.id, writeKey: created.writeKey, secretKey, identitySecret };
}
