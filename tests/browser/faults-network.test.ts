// The widget in a real browser on a network that fails under it. The link is broken by the proxy, never by the browser's own emulation,
// which leaves open sockets alone (P119).
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bubble, controls, typingSeen, write } from '../e2e/widget-page.fixture.js';
import type { Page } from 'playwright-core';
import { NIGHTLY, nightly } from '../faults/rows/when.js';
import { faultsPage } from './faults-page.fixture.js';
import type { FaultsPage } from './faults-page.fixture.js';

const MARGIN_MS = 3_000; // two busy cores
const GIVEN_UP_WITHIN_MS = 12_000;
const KNOWN_WITHIN_MS = 25_000;
const BACK_WITHIN_MS = 15_000;
const STALE_AT_MOST_MS = 10_000;
const REFUSED_FOR_MS = NIGHTLY ? 120_000 : 30_000;

let site: FaultsPage;
beforeAll(async () => {
  site = await faultsPage();
});
afterEach(() => site.link.clear());
afterAll(() => site.stop());

const eventually = <Value>(read: () => Value | Promise<Value>, timeout = 30_000) => expect.poll(read, { timeout, interval: 100 });

/** Sockets of the page, and which of them are closed. */
function socketsOf(page: Page): { opened: number; closed: number } {
  const count = { opened: 0, closed: 0 };
  page.on('websocket', (socket) => {
    count.opened += 1;
    socket.on('close', () => (count.closed += 1));
  });
  return count;
}

/** A visitor who said hello, with a live socket, and the agent who answers. */
async function chatting(path: string) {
  const { page, context } = await site.open(path);
  const sockets = socketsOf(page);
  await controls(page).launcher.click();
  await write(page, `Hello at ${path}`);
  await eventually(() => controls(page).log.innerText()).toContain('Sent');
  const agent = await site.world.answer(`Hello at ${path}`);
  return { page, context, agent, sockets };
}

describe('the widget on a failing network', () => {
  it('[P119] [fault N1] every connection is reset and none is let in: queued in plain sight, sent once when the network is back', async () => {
    const { page, context, agent } = await chatting('/cut');
    await typingSeen(page, agent); // on its socket
    site.link.refuse(true);
    site.link.cutAll();
    await write(page, 'While cut off 1');
    await write(page, 'While cut off 2');
    await eventually(() => controls(page).log.innerText()).toContain('Sending…');
    await agent.say('Are you there?');
    site.link.refuse(false);
    await bubble(page, 'Are you there?').waitFor();
    await eventually(() => controls(page).log.innerText()).not.toContain('Sending…');
    expect((await site.texts(agent.conv)).toSorted()).toEqual(['Are you there?', 'Hello at /cut', 'While cut off 1', 'While cut off 2']);
    expect(await controls(page).log.locator('.bubble').allInnerTexts()).toHaveLength(4);
    await context.close();
  });

  it('[fault N4] client → relay lost: the socket is given up within 12 s of a send', async () => {
    const { page, context, agent, sockets } = await chatting('/deaf-relay');
    await typingSeen(page, agent);
    const { closed } = sockets;
    site.link.set([{ type: 'drop_up' }]);
    await write(page, 'Does this arrive?');
    await eventually(() => sockets.opened, GIVEN_UP_WITHIN_MS + MARGIN_MS).toBeGreaterThan(closed + 1);
    site.link.clear();
    await eventually(() => controls(page).log.innerText(), BACK_WITHIN_MS + MARGIN_MS).not.toContain('Sending…');
    expect(await site.texts(agent.conv)).toEqual(['Hello at /deaf-relay', 'Does this arrive?']);
    await context.close();
  });

  nightly('[fault N5] relay → client lost while idle: known within 25 s, restored without the visitor', async () => {
    const { page, context, agent, sockets } = await chatting('/deaf-visitor');
    await typingSeen(page, agent);
    const { opened } = sockets;
    site.link.set([{ type: 'drop_down' }]);
    await agent.say('Nobody hears this yet');
    await eventually(() => sockets.opened, KNOWN_WITHIN_MS + MARGIN_MS).toBeGreaterThan(opened);
    site.link.clear();
    await bubble(page, 'Nobody hears this yet').waitFor({ timeout: BACK_WITHIN_MS + MARGIN_MS });
    await context.close();
  });

  nightly('[fault N12] WebSocket refused: everything works over HTTPS, at most 10 s late', async () => {
    for (const answer of [403, 'close'] as const) {
      site.link.set([{ type: 'deny_upgrade', answer }]);
      const path = `/no-websocket-${answer}`;
      const { page, context, agent, sockets } = await chatting(path);
      await agent.say('Can you read this?');
      await bubble(page, 'Can you read this?').waitFor({ timeout: STALE_AT_MOST_MS });
      await write(page, 'Yes');
      await eventually(() => agent.texts()).toEqual([`Hello at ${path}`, 'Can you read this?', 'Yes']);
      await eventually(() => controls(page).log.innerText()).not.toContain('Sending…');
      await page.reload();
      await bubble(page, 'Yes').waitFor();
      await agent.close();
      await page.getByText('Conversation closed').waitFor({ timeout: STALE_AT_MOST_MS + MARGIN_MS });
      await write(page, 'One more thing');
      await eventually(() => agent.texts()).toContain('One more thing');
      expect(sockets.opened).toBe(sockets.closed);
      expect(site.link.stats.deniedUpgrades).toBeGreaterThan(0);
      await context.close();
    }
  });

  nightly('[fault N16] every handshake refused: back within 15 s of the end, without a reload', async () => {
    for (const answer of [401, 429, 503] as const) {
      const { page, context, agent } = await chatting(`/refused-${answer}`);
      await typingSeen(page, agent);
      site.link.set([{ type: 'deny_upgrade', answer, requests: true }]);
      site.link.cutAll();
      await write(page, 'Said while refused');
      await agent.say('Answered while refused');
      await page.waitForTimeout(REFUSED_FOR_MS);
      site.link.clear();
      await bubble(page, 'Answered while refused').waitFor({ timeout: BACK_WITHIN_MS + MARGIN_MS });
      await eventually(() => controls(page).log.innerText(), BACK_WITHIN_MS + MARGIN_MS).not.toContain('Sending…');
      expect((await site.texts(agent.conv)).filter((text) => text === 'Said while refused')).toHaveLength(1);
      await context.close();
    }
  });
});
