// `throughline backup FILE`: one whole, checked copy of the embedded store, also beside a running relay.
import { openMaintenance } from '../compose.js';
import { readConfig } from '../config.js';
import { asError } from '../domain/as-error.js';
import { needFile } from './file-argument.js';
import { readFlags, STORE_FLAGS } from './flags.js';

export async function backup(args: string[]): Promise<void> {
  const { file, flags } = needFile(args, 'backup');
  const { maintenance } = openMaintenance(readConfig(readFlags(flags, STORE_FLAGS).settings([]), process.env));
  const bytes = await maintenance.backup(file);
  process.stdout.write(`${file}: ${bytes} bytes, checked. Keep seal.key and erased.ledger apart from it, and both from this machine.\n`);
  await maintenance.noteBackup(bytes).catch((error: unknown) => {
    process.stderr.write(`The copy is whole; that it was made could not be noted in the data folder: ${asError(error).message}\n`);
  });
}
