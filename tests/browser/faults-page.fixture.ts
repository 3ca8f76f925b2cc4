// The built widget on a host page, with a breakable link between browser and relay: script, requests and sockets all go through it (P119).
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { EntryList } from '@throughline/types';
import { createChaosProxy, targetOf } from '../../packages/server/src/testing/chaos-proxy/index.js';
import type { ChaosProxy } from '../../packages/server/src/testing/chaos-proxy/index.js';
import { widgetWorld } from '../e2e/widget-page.fixture.js';
import type { WidgetWorld } from '../e2e/widget-page.fixture.js';
import { get } from '../servers/visitor-http.js';

export const NIGHTLY = process.env['THROUGHLINE_TEST_NIGHTLY'] === '1';
export const SEED = Number(process.env['THROUGHLINE_TEST_SEED'] ?? 4_119);

export interface FaultsPage {
  world: WidgetWorld;
  link: ChaosProxy;
  /** A page of its own context at `path`, its widget behind the link. */
  open(path: string, head?: string): Promise<{ page: Page; context: BrowserContext; url: string }>;
  /** Texts of every conversation of the site that the conversation list of the agent names, in order. */
  texts(conv: string): Promise<string[]>;
  browser: Browser;
  stop(): Promise<void>;
}

export async function faultsPage(): Promise<FaultsPage> {
  const world = await widgetWorld(['--rate-limits', 'off']);
  const link = await createChaosProxy({ target: targetOf(world.relay.url), seed: SEED });
  const script = world.script.replaceAll(world.relay.url, link.url);
  return {
    world,
    link,
    browser: world.browser,
    async open(path, head = '') {
      const url = world.serve(path, { head, body: `<h1>Shop</h1>${script}` });
      const opened = await world.open(path);
      return { ...opened, url };
    },
    async texts(conv) {
      const { entries } = await get<EntryList>(
        `${world.relay.url}/api/v1/conversations/${conv}/entries?lane=pub&after=0`,
        world.site.secretKey,
      );
      return entries.flatMap(({ kind, body }) => (kind === 'message' ? [String(body['text'])] : []));
    },
    async stop() {
      await link.close();
      await world.stop();
    },
  };
}
