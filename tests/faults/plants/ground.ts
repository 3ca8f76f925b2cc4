// A relay of its own for one scene: a test build with whatever this process's environment plants.
import { startRelay } from '../../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../../servers/relay.js';
import { testBuild } from './test-build.js';

export interface Ground {
  relay: RunningRelay;
  shop: SiteKeys;
  /** Path of the test build. */
  build: string;
}

/** What was wrong, in sentences; on the product as it is: nothing. */
export type Scene = () => Promise<string[]>;

export async function onRelay(env: Record<string, string>, play: (ground: Ground) => Promise<string[]>): Promise<string[]> {
  const { cli } = await testBuild();
  const relay = await startRelay({ build: cli, env: { THROUGHLINE_RATE_LIMITS: 'off', ...env } });
  try {
    const shop = await relay.siteAdd('Shop');
    return await play({ relay, shop, build: cli });
  } finally {
    await relay.stop();
  }
}
