// The line, as those who wait in it see it: the place above the thread, in words, until somebody takes the conversation.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agent } from '../servers/visitor-http.js';
import { controls, widgetWorld, write } from './widget-page.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';

const SOON_MS = 30_000;
const AGENT = { email: 'ben@shop.example', password: 'correct horse battery staple' };

let world: WidgetWorld;
let agentId: string;
beforeAll(async () => {
  world = await widgetWorld();
  await world.relay.userAdd(AGENT.email, 'agent', AGENT.password, world.site.siteId);
  const desk = await agent(world.relay.url, AGENT.email, AGENT.password);
  agentId = desk.session.agent.id;
  desk.close();
  await set('POST', 'teams', { doc: { name: 'Care', mode: 'round_robin', members: [agentId] } });
  await set('PUT', `agents/${agentId}/profile`, { version: 0, doc: { capacity: 0 } });
});
afterAll(() => world?.stop());

async function set(method: string, path: string, body: unknown): Promise<void> {
  const headers = { authorization: `Bearer ${world.site.secretKey}`, 'content-type': 'application/json' };
  const answer = await fetch(`${world.relay.url}/api/v1/${path}`, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}

it('[K57] who waits reads the place above the thread, and moves up; it goes when somebody joins', async () => {
  const first = await world.open('/first');
  await controls(first.page).launcher.click();
  await write(first.page, 'Is anybody there?');
  await first.page.getByText('You are next in line').waitFor({ timeout: SOON_MS });

  const second = await world.open('/second');
  await controls(second.page).launcher.click();
  await write(second.page, 'Who else waits?');
  await second.page.getByText('You are number 2 in line').waitFor({ timeout: SOON_MS });

  const desk = await agent(world.relay.url, AGENT.email, AGENT.password);
  await set('PUT', `agents/${agentId}/profile`, { version: 1, doc: { capacity: 1 } });
  await first.page.getByText(/^ben joined$/i).waitFor({ timeout: SOON_MS });
  await first.page.getByText('You are next in line').waitFor({ state: 'detached', timeout: SOON_MS });
  await second.page.getByText('You are next in line').waitFor({ timeout: SOON_MS });
  expect(await controls(first.page).log.innerText()).not.toContain('next in turn');
  desk.close();
  for (const { context } of [first, second]) await context.close();
});
