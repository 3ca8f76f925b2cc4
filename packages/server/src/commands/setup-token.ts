// `throughline setup-token`: a new one-time setup address; earlier ones stop working (S30).
import { newSetupToken } from '../app/agent-access.js';
import { compose } from '../compose.js';
import { readConfig } from '../config.js';
import { readFlags, STORE_FLAGS, UsageError } from './flags.js';
import { setupAddress } from './welcome.js';

const FLAGS = { ...STORE_FLAGS, 'public-url': 'text', port: 'text' } as const;
const DEFAULT_PORT = 3_000;

export async function setupToken(args: string[]): Promise<void> {
  const config = readConfig(readFlags(args, FLAGS).settings([]), process.env);
  const publicOrigin = new URL(config.publicUrl ?? `http://localhost:${config.port ?? DEFAULT_PORT}`).origin;
  const parts = await compose(config, { exclusive: false });
  try {
    const token = await newSetupToken({ ...parts, publicOrigin });
    if (token === null) throw new UsageError('The installation is claimed already: use user:add');
    process.stdout.write(`${setupAddress(publicOrigin, token, config.dataDir)}\n`);
  } finally {
    await parts.store.close();
  }
}
