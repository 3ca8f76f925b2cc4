// A host page of another origin with the built widget on it, a relay behind it, and an agent who can answer. For the widget's tests.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { AGENT_SOCKET_PATH, PROTOCOL_VERSION } from '@throughline/types';
import type { ConversationRow, Ev, InboxAnswer, OpenAnswer, SubmitAnswer } from '@throughline/types';
import { launchBrowser } from '../servers/chromium.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { agent, connect, hex128, post } from '../servers/visitor-http.js';
import type { TestAgent } from '../servers/visitor-http.js';

const ANSWERED_MS = 30_000;
const AGENT = { email: 'ada@shop.example', password: 'correct horse battery staple' };

export interface HostPage {
  /** Markup of `<body>`; `{{script}}` becomes the script tag. */
  body?: string;
  head?: string;
  /** The whole document, in place of both. */
  document?: string;
  headers?: Record<string, string>;
}

export interface Answering {
  conv: string;
  say(text: string, more?: { quickReplies?: string[] }): Promise<void>;
  typing(on: boolean): void;
  read(seq: number): void;
  close(): Promise<void>;
  /** Texts of the pub lane, as the agent has them. */
  texts(): Promise<string[]>;
  /** The pub lane. */
  entries(): Promise<Ev['entry'][]>;
  /** Bodies of its messages. */
  bodies(): Promise<Record<string, unknown>[]>;
}

export interface WidgetWorld {
  relay: RunningRelay;
  site: SiteKeys;
  browser: Browser;
  script: string;
  /** Serves `page` at `path` of the host's origin; answers its address. */
  serve(path: string, page: HostPage): string;
  open(path: string, options?: BrowserContextOptions): Promise<{ page: Page; context: BrowserContext }>;
  /** The agent opens the newest conversation; with `lastText`, waits for the one that ends with it. */
  answer(lastText?: string): Promise<Answering>;
  stop(): Promise<void>;
}

export async function widgetWorld(args: string[] = []): Promise<WidgetWorld> {
  const pages = new Map<string, HostPage>();
  const host = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    const page = pages.get(pathname);
    if (!page) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers });
    response.end(
      page.document ??
        `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><title>Shop</title>${page.head ?? ''}</head><body>${(page.body ?? '<h1>Shop</h1>{{script}}').replace('{{script}}', script)}</body></html>`,
    );
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const { port } = host.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  const relay = await startRelay({ args });
  const site = await relay.siteAdd('Harbour Books', [origin]);
  await relay.userAdd(AGENT.email, 'agent', AGENT.password, site.siteId);
  const script = `<script async src="${relay.url}/widget.js" data-site="${site.siteId}" data-load="now"></script>`;
  const browser = await launchBrowser();
  let desk: TestAgent | undefined;
  /** Signed in once (sign-ins are rate limited), connected again after a restart of the relay. */
  const atDesk = async (): Promise<TestAgent> => {
    if (!desk) desk = await agent(relay.url, AGENT.email, AGENT.password);
    else if (!desk.socket.connected) {
      const headers = { origin: relay.url, 'x-throughline': 'console', cookie: desk.cookie };
      const { ticket } = (await post(`${relay.url}/agent/v1/ticket`, {}, headers)).body;
      desk = { ...desk, socket: await connect(relay.url, AGENT_SOCKET_PATH, { v: PROTOCOL_VERSION, ticket }, { origin: relay.url }) };
    }
    return desk;
  };

  return {
    relay,
    site,
    browser,
    script,
    serve(path, page) {
      pages.set(path, page);
      return origin + path;
    },
    async open(path, options = {}) {
      if (!pages.has(path)) pages.set(path, {});
      const context = await browser.newContext({ viewport: { width: 1100, height: 820 }, ...options });
      const page = await context.newPage();
      await page.goto(origin + path);
      return { page, context };
    },
    async answer(lastText) {
      const desk = await atDesk();
      const find = async (): Promise<ConversationRow | undefined> => {
        const inbox: InboxAnswer = await desk.socket.timeout(ANSWERED_MS).emitWithAck('inbox', { known: [] });
        if (!inbox.ok) throw new Error(inbox.code);
        const rows = inbox.rows.filter((row) => lastText === undefined || row.lastText === lastText);
        return rows.sort((a, b) => b.openedAt - a.openedAt)[0];
      };
      let found = await find();
      for (let tries = 0; !found && tries < 300; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        found = await find();
      }
      if (!found) throw new Error(`No conversation ends with ${lastText}`);
      const conv = found.id;
      const open = async (): Promise<Extract<OpenAnswer, { ok: true }>> => {
        const answer: OpenAnswer = await desk.socket.timeout(ANSWERED_MS).emitWithAck('open', { conv });
        if (!answer.ok) throw new Error(answer.code);
        return answer;
      };
      await open();
      const stream = hex128();
      let n = 0;
      const submit = async (kind: string, body: Record<string, unknown>): Promise<void> => {
        n += 1;
        const answer: SubmitAnswer = await desk.socket
          .timeout(ANSWERED_MS)
          .emitWithAck('submit', { conv, stream, msgs: [{ n, kind, body }] });
        if (!answer.ok) throw new Error(answer.code);
      };
      const entries = async (): Promise<Ev['entry'][]> => (await open()).pub.events;
      const bodies = async (): Promise<Record<string, unknown>[]> =>
        (await entries()).filter((entry) => entry.kind === 'message').map((entry) => entry.body);
      return {
        conv,
        entries,
        bodies,
        say: (text, more = {}) => submit('message', { text, ...more }),
        typing: (on) => void desk.socket.emit('typing', { conv, on }),
        read: (seq) => void desk.socket.emit('got', { conv, lane: 'pub', seq, read: seq }),
        close: () => submit('close', {}),
        texts: async () => (await bodies()).map((body) => String(body['text'])),
      };
    },
    async stop() {
      desk?.socket.close();
      await browser.close();
      await new Promise((resolve) => {
        host.close(resolve);
        host.closeAllConnections();
      });
      await relay.stop();
    },
  };
}

/** The widget's controls by their accessible names. */
export const controls = (page: Page) => ({
  launcher: page.getByRole('button', { name: /^Open chat/ }),
  panel: page.getByRole('dialog', { name: 'Chat' }),
  log: page.getByRole('log', { name: 'Conversation' }),
  message: page.getByRole('textbox', { name: 'Message' }),
  send: page.getByRole('button', { name: 'Send', exact: true }),
});

export async function write(page: Page, text: string): Promise<void> {
  const { message, send } = controls(page);
  await message.fill(text);
  await send.click();
}

/** Typing is volatile: said until the visitor's socket is up and shows it. */
export async function typingSeen(page: Page, agent: Answering): Promise<void> {
  const dots = page.locator('throughline-chat .dots');
  for (let tries = 0; tries < 120 && !(await dots.isVisible()); tries += 1) {
    agent.typing(true);
    await page.waitForTimeout(250);
  }
  agent.typing(true); // or they go while the caller looks
  await dots.waitFor();
}

export type Given = { name: string; mimeType: string; buffer: Buffer };
/** Chooses `files` in the file chooser that `press` opens. */
export async function chooseFiles(page: Page, press: () => Promise<void>, files: Given[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    // A key overtakes the wish to see the chooser, and the browser would close it unseen. An answer of the page comes after the wish.
    page.evaluate('0').then(press),
  ]);
  await chooser.setFiles(files);
}

/** The bubble with this text, once, whatever its state. */
export const bubble = (page: Page, text: string): Locator => controls(page).log.locator('.bubble', { hasText: text });

/** Runs `code` in the page; a promise is awaited. */
export const call = (page: Page, code: string): Promise<unknown> => page.evaluate(code);

/** The events the page sends from now on, with the key and time of their batch. */
export async function sentEvents(page: Page): Promise<Record<string, unknown>[]> {
  const events: Record<string, unknown>[] = [];
  await page.route('**/v1/b', async (route) => {
    const body = JSON.parse(route.request().postData() ?? '{}');
    for (const event of body.batch) events.push({ ...event, key: body.writeKey, sentAt: body.sentAt });
    await route.continue();
  });
  return events;
}
