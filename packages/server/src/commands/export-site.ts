// `throughline export FILE --site ID`: every row of a site, from either store, as a file that `import` takes into either store.
import { openMaintenance } from '../compose.js';
import { readConfig } from '../config.js';
import { countsText, needFile } from './file-argument.js';
import { readFlags, STORE_FLAGS, UsageError } from './flags.js';

export async function exportSite(args: string[]): Promise<void> {
  const { file, flags: rest } = needFile(args, 'export');
  const flags = readFlags(rest, { ...STORE_FLAGS, site: 'text' });
  const siteId = flags.text('site');
  if (siteId === undefined) throw new UsageError('export needs --site');
  const { maintenance, keyCheck } = openMaintenance(readConfig(flags.settings(['site']), process.env));
  const { counts } = await maintenance.exportSite({ siteId, file, keyCheck, now: Date.now() });
  process.stdout.write(`${siteId} is in ${file}: ${countsText(counts)}\n`);
}
