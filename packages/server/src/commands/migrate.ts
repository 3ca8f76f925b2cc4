// `throughline migrate`: opening a store brings its tables up to date; this does only that.
import { openStore } from '../compose.js';
import { readConfig } from '../config.js';
import { readFlags, STORE_FLAGS } from './flags.js';

export async function migrate(args: string[]): Promise<void> {
  const store = await openStore(readConfig(readFlags(args, STORE_FLAGS).settings([]), process.env), { exclusive: true });
  process.stdout.write(`Tables are up to date: ${store.about.kind} ${store.about.version}, epoch ${store.epoch}\n`);
  await store.close();
}
