// `throughline start`: open the store, listen, say what a person needs (G50), stop cleanly on a signal (P90).
import { compose } from '../compose.js';
import { readConfig } from '../config.js';
import type { Config } from '../config.js';
import { newSetupToken } from '../app/agent-access.js';
import { ensureDemo } from '../app/first-run.js';
import { loadDemoPast } from '../demo-past.js';
import { runUntilSignal } from '../main.js';
import { startRelay } from '../relay.js';
import type { Relay, RelayParts } from '../relay.js';
import { readFlags, STORE_FLAGS } from './flags.js';
import { setupAddress, welcome } from './welcome.js';

const FLAGS = {
  ...STORE_FLAGS,
  port: 'text',
  host: 'text',
  'redis-url': 'text',
  'public-url': 'text',
  'trusted-proxies': 'text',
  'rate-limits': 'text',
  'egress-allow': 'text',
  demo: 'switch',
  json: 'switch',
} as const;

export async function start(args: string[]): Promise<void> {
  const config = readConfig(readFlags(args, FLAGS).settings([]), process.env);
  const parts = await compose(config, { exclusive: true });
  const { warning } = parts.store.about;
  if (warning !== undefined) parts.log.warn(`PostgreSQL: ${warning}`);
  const relay = await startRelay(parts, { port: config.port, host: config.host, publicUrl: config.publicUrl }).catch(
    async (error: unknown) => {
      await Promise.all([parts.bus.close(), parts.store.close()]);
      throw error;
    },
  );
  runUntilSignal(relay, parts.log);
  try {
    await greet(config, parts, relay);
  } catch (error) {
    await relay.close(); // or the process would live on, listening, with nobody told where
    throw error;
  }
}

async function greet(config: Config, parts: RelayParts, relay: Relay): Promise<void> {
  if (config.demo) await ensureDemo(parts, { host: relay.url, ingestDemoPast: await loadDemoPast() });
  const publicUrl = relay.deps.publicOrigin;
  const token = await newSetupToken(relay.deps);
  const [site] = await parts.store.sites({});
  const facts = {
    url: relay.url,
    publicUrl,
    demo: site?.demo === true,
    site: site === undefined ? null : { siteId: site.id, writeKey: site.writeKey },
    setup: token === null ? null : setupAddress(publicUrl, token, config.dataDir),
    store: parts.store.about,
    dataDir: config.dataDir,
  };
  // On a full disk the greeting is lost and the relay serves (P99).
  process.stdout.once('error', (error) => relay.deps.log.warn('The greeting could not be written', { error }));
  process.stdout.write(welcome(facts, config.json));
}
