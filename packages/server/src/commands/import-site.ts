// `throughline import FILE`: a site from a file, all of it or nothing. Whoever was erased since the export is erased again (S76).
import { compose, openMaintenance } from '../compose.js';
import { readConfig } from '../config.js';
import { countsText, needFile } from './file-argument.js';
import { readFlags, STORE_FLAGS } from './flags.js';

export async function importSite(args: string[]): Promise<void> {
  const { file, flags } = needFile(args, 'import');
  const config = readConfig(readFlags(flags, STORE_FLAGS).settings([]), process.env);
  const { maintenance, keyCheck, ledger } = openMaintenance(config);
  const { siteId, counts, repeated } = await maintenance.importSite({ file, keyCheck, erased: ledger.lines() });
  const parts = await compose(config, { exclusive: false }); // refuses a key that the relays on this store do not have
  await parts.bus.close();
  await parts.store.close();
  process.stdout.write(`${siteId} is in the store: ${countsText(counts)}${repeated === 0 ? '' : `; ${repeated} erasures repeated`}\n`);
}
