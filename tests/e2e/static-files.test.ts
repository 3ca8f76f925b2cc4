// The widget's files as browsers and proxies see them: headers, names, hashes, and what stays of earlier releases.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controls, widgetWorld, write } from './widget-page.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';

let world: WidgetWorld;
let version = '';
let hashes: Record<string, string> = {};
beforeAll(async () => {
  world = await widgetWorld();
  version = /VERSION|"(\d+\.\d+\.\d+)"/.exec(await (await fetch(`${world.relay.url}/widget.js`)).text())?.[1] ?? '';
  hashes = await (await fetch(`${world.relay.url}/widget/${version}/integrity.json`)).json();
});
afterAll(() => world.stop());
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => fetch(world.relay.url + path, { headers });

const FOREVER = 'public, max-age=31536000, immutable';
const EVERYWHERE = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};

describe('files of the widget', () => {
  it('[W100] may be loaded by every page, are scripts, and say how long they stay', async () => {
    const chunk = Object.keys(hashes).find((name) => name.startsWith('door-'));
    const table: [string, string, RegExp][] = [
      ['/widget.js', 'public, max-age=300, stale-while-revalidate=86400', /^text\/javascript/],
      [`/widget/${version}/widget.js`, FOREVER, /^text\/javascript/],
      [`/widget/${version}/widget.all.js`, FOREVER, /^text\/javascript/],
      [`/widget/${version}/${chunk}`, FOREVER, /^text\/javascript/],
      [`/widget/${version}/integrity.json`, FOREVER, /^application\/json/],
    ];
    for (const [path, cache, type] of table) {
      const { status, headers } = await get(path);
      expect(status, path).toBe(200);
      expect(headers.get('cache-control'), path).toBe(cache);
      expect(headers.get('content-type'), path).toMatch(type);
      for (const [name, value] of Object.entries(EVERYWHERE)) expect(headers.get(name), `${path} ${name}`).toBe(value);
    }
    const etag = (await get('/widget.js')).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"|^W\//);
    expect((await get('/widget.js', { 'if-none-match': etag, 'cache-control': 'max-age=0' })).status).toBe(304);
    expect((await get(`/widget/${version}/panel-00000000.js`)).status).toBe(404);
  });

  it('[W101] integrity.json names the hash of every script of the release', async () => {
    for (const [file, hash] of Object.entries(hashes)) {
      const bytes = Buffer.from(await (await get(`/widget/${version}/${file}`)).arrayBuffer());
      expect(`sha384-${createHash('sha384').update(bytes).digest('base64')}`, file).toBe(hash);
    }
    expect(Object.keys(hashes)).toEqual(expect.arrayContaining(['widget.js', 'widget.all.js']));
    expect(Object.keys(hashes).length).toBeGreaterThan(6);
  });

  it.each(['widget.js', 'widget.all.js'])('[W101] %s, pinned by its hash, runs; with another hash it does not', async (file) => {
    const tag = (hash: string): string =>
      `<script async src="${world.relay.url}/widget/${version}/${file}" integrity="${hash}" crossorigin data-site="${world.site.siteId}" data-load="now"></script>`;
    world.serve('/pinned', { body: `<h1>Shop</h1>${tag(hashes[file] ?? '')}` });
    const { page, context } = await world.open('/pinned');
    const scripts = new Set<string>();
    page.on('request', (request) => {
      if (request.url().endsWith('.js')) scripts.add(request.url().slice(world.relay.url.length));
    });
    await page.reload();
    await controls(page).launcher.click();
    await write(page, `Pinned ${file}`);
    await world.answer(`Pinned ${file}`);
    if (file === 'widget.all.js') expect([...scripts]).toEqual([`/widget/${version}/widget.all.js`]);
    else expect(scripts.size).toBeGreaterThan(2);
    await context.close();

    world.serve('/tampered', { body: `<h1>Shop</h1>${tag(`sha384-${'A'.repeat(64)}`)}` });
    const other = await world.open('/tampered');
    await other.page.waitForTimeout(500);
    expect(await other.page.locator('throughline-chat').count()).toBe(0);
    await other.context.close();
  });

  it('[W102] a loader of an earlier release finds its chunks after an upgrade', async () => {
    const kept = join(world.relay.dataDir, 'widget-releases');
    expect(existsSync(join(kept, version, 'widget.js'))).toBe(true);
    // As an upgrade leaves it: a release that is in no bundle any more.
    mkdirSync(join(kept, '0.0.9'));
    cpSync(join(kept, version, 'widget.js'), join(kept, '0.0.9/widget.js'));
    writeFileSync(join(kept, '0.0.9/panel-abcdef12.js'), 'export const boot = 0;');
    await world.relay.kill9();
    await world.relay.restart();
    const found = await get('/widget/0.0.9/panel-abcdef12.js');
    expect(await found.text()).toBe('export const boot = 0;');
    expect(found.headers.get('cache-control')).toBe(FOREVER);
    for (const [name, value] of Object.entries(EVERYWHERE)) expect(found.headers.get(name), name).toBe(value);
    expect((await get('/widget/0.0.9/.replaced')).status).toBe(404);
    expect((await get('/widget/0.0.9/')).status).toBe(404);
    expect((await get('/widget/..%2f..%2fseal.key')).status).toBeGreaterThanOrEqual(400);
  });

  it('[W90] doctor prints the two lines of a strict policy and the pinned tags', async () => {
    const said = await world.relay.cli(['doctor', '--public-url', 'https://chat.example.com']);
    expect(said).toContain('script-src  https://chat.example.com\n');
    expect(said).toContain('connect-src https://chat.example.com wss://chat.example.com\n');
    expect(said).toContain(`https://chat.example.com/widget/${version}/widget.js" integrity="${hashes['widget.js']}" crossorigin`);
    expect(said).toContain(`https://chat.example.com/widget/${version}/widget.all.js" integrity="${hashes['widget.all.js']}" crossorigin`);
  });
});
