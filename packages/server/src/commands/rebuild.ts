// `throughline rebuild`: throws the projections of every site, or of one, away and folds the log again (C3). Safe at any time; the relay should
// not be running, because a large site is rebuilt in one transaction.
import { openStore } from '../compose.js';
import { readConfig } from '../config.js';
import { readFlags, STORE_FLAGS, UsageError } from './flags.js';

export async function rebuild(args: string[]): Promise<void> {
  const flags = readFlags(args, { ...STORE_FLAGS, site: 'text' });
  const store = await openStore(readConfig(flags.settings(['site']), process.env), { exclusive: true });
  try {
    const asked = flags.text('site');
    const sites = (await store.sites({})).filter(({ id }) => asked === undefined || id === asked);
    if (asked !== undefined && sites.length === 0) throw new UsageError(`There is no site ${asked}`);
    for (const { id, name } of sites) {
      const { interactions } = await store.rebuild({ siteId: id });
      process.stdout.write(`${name} (${id}): ${interactions} interactions folded again\n`);
    }
  } finally {
    await store.close();
  }
}
