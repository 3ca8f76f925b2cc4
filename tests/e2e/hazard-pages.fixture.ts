// The pages of tests/e2e/pages/, each one hard on a guest in its own way, served by the host of a widget world.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WidgetWorld } from './widget-page.fixture.js';

const FOLDER = fileURLToPath(new URL('./pages/', import.meta.url));

/**
 * Serves the page `name`, once with the widget and its launcher hidden, once as it is without the widget. `{{relay}}`, `{{ws}}`,
 * `{{site}}`, `{{attributes}}` and `{{settings}}` are filled in; what stands between `<!--widget-->` marks is what the site added for us.
 */
export function serveHazard({ relay, site, serve }: WidgetWorld, name: string): { guest: string; plain: string } {
  const values: Record<string, string> = {
    relay: relay.url,
    ws: relay.url.replace('http', 'ws'),
    site: site.siteId,
    attributes: `data-site="${site.siteId}" data-load="now" data-launcher="none"`,
    settings: "load: 'now', launcher: 'none'",
  };
  const filled = (text: string): string => text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '');
  const [path, files] = [`${FOLDER}${name}/`, readdirSync(`${FOLDER}${name}`)];
  const document = filled(readFileSync(`${path}index.html`, 'utf8'));
  const headers: Record<string, string> = files.includes('headers.json')
    ? JSON.parse(filled(readFileSync(`${path}headers.json`, 'utf8')))
    : {};
  return {
    guest: serve(`/${name}/`, { document, headers }),
    plain: serve(`/${name}/plain`, { document: document.replace(/<!--widget-->[^]*?<!--\/widget-->/g, ''), headers }),
  };
}
