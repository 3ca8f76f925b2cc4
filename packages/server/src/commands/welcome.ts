// What `start` prints: exactly what a newcomer needs (G50).
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SETUP_FILE = 'setup-address.txt';

/** The one-time setup address: token in the fragment, so that it reaches no log; also in a 0600 file (S30). */
export function setupAddress(publicUrl: string, token: string, dataDir: string): string {
  const address = `${publicUrl}/console/setup#${token}`;
  const path = join(dataDir, SETUP_FILE);
  writeFileSync(path, `${address}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
  return address;
}

export interface StartFacts {
  url: string;
  publicUrl: string;
  demo: boolean;
  site: { siteId: string; writeKey: string } | null;
  setup: string | null;
  store: { kind: string; version: string };
  dataDir: string;
}

export function welcome(facts: StartFacts, asJson: boolean): string {
  const demoUrl = facts.demo ? `${facts.publicUrl}/demo/` : null;
  if (asJson) {
    const { url, setup, site, store } = facts;
    return `${JSON.stringify({ url, demoUrl, consoleUrl: `${facts.publicUrl}/console/`, consoleSetupUrl: setup, ...site, store: store.kind })}\n`;
  }
  const lines: [string, string][] = [];
  if (demoUrl !== null) lines.push(['Demo', `${demoUrl}   (a site with the widget on it, and a customer with a past)`]);
  if (facts.setup !== null) lines.push(['Console', `${facts.setup}   (open this once; valid 30 minutes)`]);
  else lines.push(['Console', `${facts.publicUrl}/console/`]);
  if (facts.site !== null) {
    lines.push(['Install', `<script async src="${facts.publicUrl}/widget.js" data-site="${facts.site.siteId}"></script>`]);
  } else {
    lines.push(['Site', 'none yet: throughline site:add --name "My shop" --origin https://shop.example']);
  }
  const store = facts.store.kind === 'sqlite' ? `${facts.dataDir}  (SQLite ${facts.store.version})` : `PostgreSQL ${facts.store.version}`;
  lines.push(['Data', `${store}   Stop with Ctrl+C`]);
  return `\n${lines.map(([name, text]) => `  ${name.padEnd(9)} ${text}`).join('\n')}\n\n`;
}
