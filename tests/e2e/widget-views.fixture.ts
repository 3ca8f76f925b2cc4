// Every view of the widget, brought about on a real page against a real relay: for axe, and for the pictures of `npm run screenshots`.
// Invariant: nothing is found by its words, so that a view stands in any language.
import type { Locator, Page } from 'playwright-core';
import { VIEW_SETTINGS, sentPicture } from './widget-view-content.fixture.js';
import type { Answering, WidgetWorld } from './widget-page.fixture.js';

export type Look = 'light' | 'dark' | 'rtl' | 'narrow';

/** Where a view is brought about. */
export interface Stage {
  world: WidgetWorld;
  page: Page;
  /** A part of the widget by its selector. */
  part(selector: string): Locator;
  /** Opens the panel. */
  enter(): Promise<void>;
  /** Writes, and answers with the agent who has the conversation before them. */
  begin(text: string): Promise<Answering>;
  say(text: string): Promise<void>;
}
export interface View {
  name: string;
  /** Over the settings of the site. */
  settings?: Record<string, unknown>;
  /** Over what the relay says of the visitor. */
  session?: Record<string, unknown>;
  /** More attributes of the script tag. */
  attributes?: string;
  /** Taken from the hosted page in place of a site's own. */
  hosted?: boolean;
  play(stage: Stage): Promise<void>;
}

export const REPLY = `Hello Mara! **Two things** about your order:

1. It left the warehouse on *Monday*
2. The label says \`HB-4471\`

> Please leave it with a neighbour

\`\`\`
carrier.example/track/HB-4471?language=en&view=full-history
\`\`\`
Follow it [here](https://carrier.example/HB-4471), or ask help@carrier.example.`;

let times = 0;
const unique = (text: string): string => `${text} (${(times += 1)})`;
const ASKED = 'Hello! My order HB-4471 has not arrived yet.';
const files = (stage: Stage, ...given: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> =>
  stage.part('input[type=file]').setInputFiles(given);

async function answered(stage: Stage): Promise<Answering> {
  await stage.enter();
  return stage.begin(unique(ASKED));
}
async function menu(stage: Stage): Promise<void> {
  await answered(stage);
  await stage.part('.more > .act').click();
  await stage.part('.menu').waitFor();
}
async function closed(stage: Stage): Promise<void> {
  const agent = await answered(stage);
  await agent.say('It arrives tomorrow. Is there anything else?');
  await stage.part('.group:not(.mine) .bubble').waitFor();
  await agent.close();
}

export const VIEWS: View[] = [
  { name: 'launcher', play: ({ part }) => part('.launcher').waitFor() },
  {
    name: 'launcher-unread',
    async play(stage) {
      const agent = await answered(stage);
      await stage.part('.shut').click();
      for (const text of ['Hello Mara', 'I am looking into it', 'Here it is']) await agent.say(text);
      await stage.part('[data-unread="3"]').waitFor();
    },
  },
  { name: 'first', settings: VIEW_SETTINGS.soon, play: ({ enter }) => enter() },
  { name: 'first-closed-hours', settings: VIEW_SETTINGS.away, play: ({ enter }) => enter() },
  {
    name: 'gate',
    settings: { policyUrl: 'https://shop.example/privacy' },
    attributes: 'data-consent="required"',
    async play({ part }) {
      await part('.launcher').click();
      await part('.gate').waitFor();
    },
  },
  {
    name: 'form-before',
    settings: VIEW_SETTINGS.before,
    async play({ part }) {
      await part('.launcher').click();
      await part('.ask.first').waitFor();
    },
  },
  {
    name: 'form-after',
    settings: VIEW_SETTINGS.after,
    async play(stage) {
      await stage.enter();
      await stage.say(unique(ASKED));
      await stage.part('form.ask').waitFor();
      await stage.part('.ask .go').click();
      await stage.part('.ask .flaw').first().waitFor();
    },
  },
  {
    name: 'thread',
    async play(stage) {
      const agent = await answered(stage);
      await agent.say(REPLY);
      await stage.part('.words blockquote').waitFor();
      await stage.say('Great');
      await stage.say('So when will it be here? The page of the carrier has said “on its way” since Tuesday.');
      await agent.say('Tomorrow before noon. Would you like to change the address?', {
        quickReplies: ['No, thank you', 'Yes, another address', 'Tell me more about it'],
      });
      await stage.part('.quick button').first().waitFor();
      const newest = Math.max(...(await agent.entries()).map((entry) => entry.seq));
      agent.read(newest);
      agent.typing(true);
      for (let tries = 0; tries < 120 && !(await stage.part('.dots').isVisible()); tries += 1) {
        agent.typing(true);
        await stage.page.waitForTimeout(250);
      }
    },
  },
  {
    name: 'thread-files',
    async play(stage) {
      const agent = await answered(stage);
      await files(
        stage,
        { name: 'the-parcel.png', mimeType: 'image/png', buffer: await sentPicture(stage.page) },
        { name: 'a rather long name of an invoice of March.txt', mimeType: 'text/plain', buffer: Buffer.from('Invoice\n') },
      );
      await stage.part('.queue .stored').nth(1).waitFor();
      await stage.say('This is how it came.');
      await stage.part('.files .doc').waitFor();
      await agent.say('Thank you, that helps.');
      await stage.part('.group:not(.mine) .bubble').waitFor();
    },
  },
  {
    name: 'queue',
    async play(stage) {
      await answered(stage);
      await stage.part('.clip').waitFor();
      await files(
        stage,
        { name: 'the-parcel.png', mimeType: 'image/png', buffer: await sentPicture(stage.page) },
        { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.from('x') },
      );
      await stage.part('.queue .stored').waitFor();
      await stage.page.route('**/visitor/v1/**', (route) => (route.request().method() === 'PUT' ? undefined : route.continue()));
      await files(stage, { name: 'notes-of-the-delivery.txt', mimeType: 'text/plain', buffer: Buffer.from('The parcel came open.\n') });
      await stage.part('.queue progress').waitFor();
      await stage.part('textarea').fill('This is how it came. The carrier says nobody was there, but I was.\nTwo lines.');
    },
  },
  {
    name: 'failed-offline',
    async play(stage) {
      await answered(stage);
      await stage.part('textarea').evaluate((field: HTMLTextAreaElement) => {
        field.value = 'bad \u0000 text';
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await stage.part('.send').click();
      await stage.part('.meta.bad').waitFor();
      await stage.page.context().setOffline(true);
      await stage.part('.note').waitFor();
      await stage.say('Are you still there?');
    },
  },
  {
    name: 'survey',
    async play(stage) {
      await closed(stage);
      await stage.part('.points').first().waitFor();
      await stage.part('.points input').nth(3).check({ force: true });
      await stage.part('.ask .go').waitFor();
    },
  },
  {
    name: 'survey-thanks',
    async play(stage) {
      await closed(stage);
      await stage.part('.points input').nth(3).check({ force: true });
      await stage.part('.ask .go').click();
      await stage.part('.ask-line').waitFor();
    },
  },
  {
    name: 'home',
    session: { told: { order_number: 'HB-4471', email: 'mara@example.com' } },
    async play(stage) {
      await closed(stage);
      await stage.part('.act.flip').click();
      await stage.part('.home .row').first().waitFor();
      await stage.part('.lookup summary').last().click();
    },
  },
  {
    name: 'home-items',
    session: VIEW_SETTINGS.items,
    async play({ page, part }) {
      await page.evaluate('throughline.open("home")');
      await part('.home .item').first().waitFor();
    },
  },
  { name: 'menu', settings: { policyUrl: 'https://shop.example/privacy', notifications: true }, play: menu },
  {
    name: 'elsewhere',
    async play(stage) {
      await menu(stage);
      await stage.part('.menu button[role=menuitem]').nth(1).click();
      await stage.part('.else-box output').waitFor();
    },
  },
  {
    name: 'hosted',
    hosted: true,
    async play(stage) {
      const agent = await stage.begin(unique(ASKED));
      await agent.say(REPLY);
      await stage.part('.words blockquote').waitFor();
    },
  },
];

/** A page with this view on it. @param locale of the widget @param options of the browser's context */
export async function stageView(
  world: WidgetWorld,
  view: View,
  locale = 'en',
  options: Parameters<WidgetWorld['open']>[1] = {},
): Promise<{ page: Page; part: Stage['part']; close(): Promise<void> }> {
  const path = `/view-${(times += 1)}`;
  const script = world.script.replace('data-site', `data-locale="${locale}" ${view.attributes ?? ''} data-site`);
  world.serve(path, { body: `<h1>Shop</h1>${script}` });
  const context = await world.browser.newContext({ viewport: { width: 1100, height: 820 }, locale, reducedMotion: 'reduce', ...options });
  const over = (pattern: string, more: Record<string, unknown> | undefined): Promise<unknown> =>
    context.route(pattern, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), ...more } });
    });
  if (view.settings) await over('**/visitor/v1/settings/**', view.settings);
  if (view.session) await over('**/visitor/v1/session', view.session);
  const page = await context.newPage();
  await page.goto(view.hosted ? `${world.relay.url}/chat/${world.site.siteId}` : world.serve(path, { body: `<h1>Shop</h1>${script}` }));
  const part: Stage['part'] = (selector) => page.locator(`throughline-chat ${selector}`);
  const say = async (text: string): Promise<void> => {
    await part('.composer textarea').fill(text);
    await part('.send').click();
    await part('.group.mine .bubble')
      .filter({ hasText: text.slice(0, 20) })
      .last()
      .waitFor();
  };
  await view.play({
    world,
    page,
    part,
    say,
    async enter() {
      await part('.launcher').click();
      await part('.composer textarea').waitFor();
      await part('.more > .act').waitFor();
    },
    async begin(text) {
      await say(text);
      await part('.meta').filter({ hasText: '·' }).waitFor();
      return world.answer(text);
    },
  });
  await page.waitForTimeout(350); // later chunks have drawn
  return { page, part, close: () => context.close() };
}
