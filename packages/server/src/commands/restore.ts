// `throughline restore FILE`: the backup takes the store's place under a new epoch (P98); erased people are erased again (S76). The relay must
// not run. PostgreSQL: after pg_restore, without FILE.
import { compose, openMaintenance } from '../compose.js';
import { readConfig } from '../config.js';
import { takeFile } from './file-argument.js';
import { readFlags, STORE_FLAGS } from './flags.js';

export async function restore(args: string[]): Promise<void> {
  const { file, flags } = takeFile(args);
  const config = readConfig(readFlags(flags, STORE_FLAGS).settings([]), process.env);
  await openMaintenance(config).maintenance.restore(file);
  const { store, bus } = await compose(config, { exclusive: true }); // opens it as a relay would: guard and ledger are applied
  process.stdout.write(`Restored: epoch ${store.epoch}. Open pages will offer again what they hold.\n`);
  await bus.close();
  await store.close();
}
