// A customer leaves (ID24, S77, S81). Everything is decided in one transaction of the store; here the erasure is written to the ledger first, so
// that no older backup brings them back (S76), and the connections of their devices end, so that nothing that was sent to them stays in use.
import type { CustomerErased } from '@throughline/types';
import { asError } from '../domain/as-error.js';
import type { Bus } from '../ports/bus.js';
import type { ErasureLedger } from '../ports/erasure-ledger.js';
import type { FileStorage } from '../ports/file-storage.js';
import type { Log } from '../ports/log.js';
import type { ErasedNames } from '../ports/store-erasure.js';
import type { Store } from '../ports/store.js';
import { removeEach } from './remove-files.js';

interface EraseDeps {
  store: Pick<Store, 'eraseCustomer' | 'erasedNames' | 'forgetFiles' | 'row' | 'epoch'>;
  bus: Pick<Bus, 'publish'>;
  ledger: Pick<ErasureLedger, 'append'>;
  files: Pick<FileStorage, 'remove'>;
  log: Pick<Log, 'warn'>;
}

/**
 * `customerId` is a root. Null when there is none. The ledger is written before the store: a crash between the two leaves an erasure that
 * was asked for and is finished at the next start; the other order would leave one that a restore undoes.
 */
export async function eraseCustomer(
  { store, bus, ledger, files, log }: EraseDeps,
  args: { siteId: string; customerId: string; actor: string; now: number },
): Promise<CustomerErased | null> {
  const names = await store.erasedNames(args);
  if (names === null) return null;
  await ledger.append({ siteId: args.siteId, at: args.now, ...names });
  const erased = await store.eraseCustomer(args);
  if (erased === null) return null;
  if (!isNamed(erased.names, names)) await ledger.append({ siteId: args.siteId, at: args.now, ...erased.names });
  // The store names them until they are gone: what fails here is tried again by the sweep.
  await removeEach({ store, files, log }, erased.files).catch((error: unknown) =>
    log.warn('Erased files could not be forgotten yet', { error: asError(error) }),
  );
  for (const principal of erased.visitors) bus.publish({ type: 'revoked', siteId: args.siteId, principal });
  bus.publish({ type: 'settings', siteId: args.siteId, kind: 'promise' }); // what was promised to them is due to nobody
  for (const conv of erased.conversations) {
    await showErased({ store, bus }, { siteId: args.siteId, conv }).catch((error: unknown) =>
      log.warn('Open consoles see an erased conversation until they look again', { error: asError(error) }),
    );
  }
  return { customers: erased.customers, interactions: erased.interactions, conversations: erased.conversations.length };
}

/** Open consoles take it out of their lists at once; nothing was written to its log. */
async function showErased(
  { store, bus }: Pick<EraseDeps, 'store' | 'bus'>,
  { siteId, conv }: { siteId: string; conv: string },
): Promise<void> {
  const row = await store.row({ siteId, conv });
  if (row !== null) bus.publish({ type: 'entries', siteId, conv, epoch: store.epoch, entries: [], row });
}

/** False for what came to the customer between the look and the erasure: a conversation that was opened, somebody who was merged. */
function isNamed(erased: ErasedNames, names: ErasedNames): boolean {
  const idsOf = ({ customers, visitors, conversations }: ErasedNames): string[] => [
    ...customers,
    ...visitors,
    ...conversations.map(({ id }) => id),
  ];
  const named = new Set(idsOf(names));
  return idsOf(erased).every((id) => named.has(id));
}
