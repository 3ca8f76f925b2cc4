// The visitor's side of a conversation, on the built bundle, against a real relay.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WidgetWorld } from './widget-page.fixture.js';
import { bubble, controls, typingSeen, widgetWorld, write } from './widget-page.fixture.js';

const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 30_000 });

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld();
});
afterAll(() => world.stop());

describe('widget: a conversation', () => {
  it('opens, types, sends, receives, shows typing, read receipts and the unread badge', async () => {
    const { page, context } = await world.open('/chat');
    const { launcher, panel, log, message } = controls(page);
    await launcher.click();
    await panel.waitFor();
    await write(page, 'Where is my parcel?');
    await eventually(() => log.innerText()).toContain('Sent');

    const agent = await world.answer();
    expect(await agent.texts()).toEqual(['Where is my parcel?']);
    await typingSeen(page, agent);
    await page.getByText('is typing').waitFor({ state: 'attached' });
    await agent.say('It is on the ferry. See https://example.com/track?id=1 or write to post@example.com');
    await bubble(page, 'on the ferry').waitFor();
    expect(await page.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      'https://example.com/track?id=1',
      'mailto:post@example.com',
    ]);
    agent.read(2);
    await eventually(() => log.innerText()).toContain('Read');

    await page.getByRole('button', { name: 'Close chat' }).click();
    await panel.waitFor({ state: 'hidden' });
    await agent.say('Anything else?');
    await page.getByRole('button', { name: 'Open chat, 1 new message' }).waitFor();
    await launcher.click();
    await bubble(page, 'Anything else?').waitFor();
    await page.getByRole('button', { name: 'Open chat', exact: true }).waitFor();
    await message.fill('No');
    await message.press('Enter');
    await eventually(() => agent.texts()).toContain('No');
    await context.close();
  });

  it('[W8] sends the first message over HTTPS while stage 3 is missing', async () => {
    const { page, context } = await world.open('/no-stage-3');
    await page.route(/socket-.*\.js/, (route) => route.abort());
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await controls(page).launcher.click();
    await write(page, 'First words');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    expect(await (await world.answer()).texts()).toEqual(['First words']);
    expect(sockets).toEqual([]);

    // The next opening gets stage 3; the same texts, sent again under the same names, stay one.
    await page.unroute(/socket-.*\.js/);
    await page.reload();
    await bubble(page, 'First words').waitFor();
    await write(page, 'Second words');
    await eventually(async () => (await world.answer()).texts()).toEqual(['First words', 'Second words']);
    await context.close();
  });

  it('comes back after a reload with the panel open, the draft and the whole thread', async () => {
    const { page, context } = await world.open('/reload');
    const { launcher, message } = controls(page);
    await launcher.click();
    await write(page, 'One');
    await write(page, 'Two');
    const agent = await world.answer('Two');
    await eventually(() => agent.texts()).toEqual(['One', 'Two']);
    await message.fill('half a thou');
    await page.reload();
    await bubble(page, 'Two').waitFor();
    expect(await message.inputValue()).toBe('half a thou');
    expect(await page.locator('throughline-chat .bubble').allInnerTexts()).toHaveLength(2);
    await agent.say('Three');
    await bubble(page, 'Three').waitFor();
    await context.close();
  });

  it('keeps what is written offline, says so, and sends it once when the network is back', async () => {
    const { page, context } = await world.open('/offline');
    const { launcher, log } = controls(page);
    await launcher.click();
    await write(page, 'Before');
    const agent = await world.answer('Before');
    await context.setOffline(true);
    // Emulation leaves open sockets alone (microsoft/playwright#4910): the relay's end is cut instead.
    await world.relay.kill9();
    await page.getByText('You are offline').waitFor();
    await write(page, 'While offline 1');
    await write(page, 'While offline 2');
    await eventually(() => log.innerText()).toContain('Sending…');
    await world.relay.restart();
    await context.setOffline(false);
    await eventually(() => log.innerText()).not.toContain('Sending…');
    await eventually(async () => (await world.answer()).texts()).toEqual(['Before', 'While offline 1', 'While offline 2']);
    expect(agent.conv).toMatch(/^cnv_/);
    expect(await log.locator('.bubble').allInnerTexts()).toHaveLength(3);
    await context.close();
  });

  it('a tab closed right after Enter loses nothing: the next page sends it', async () => {
    const { page, context } = await world.open('/closed-tab');
    await controls(page).launcher.click();
    await write(page, 'Hello');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    await page.route(/visitor\/v1\//, (route) => route.abort());
    await world.relay.kill9();
    await write(page, 'Written, then gone');
    await bubble(page, 'Written, then gone').waitFor();
    await page.close();
    await world.relay.restart();
    const next = await context.newPage();
    await next.goto(world.serve('/another', {}));
    await eventually(async () => (await world.answer()).texts()).toEqual(['Hello', 'Written, then gone']);
    await context.close();
  });

  it('shows a refused text as not sent, with the words kept, a retry and a discard', async () => {
    const { page, context } = await world.open('/refused');
    const { launcher, log } = controls(page);
    await launcher.click();
    await write(page, 'Fine');
    await eventually(() => log.innerText()).toContain('Sent');
    // NUL is refused by the relay for good (G22).
    await controls(page).message.evaluate((field, text) => {
      if (field instanceof HTMLTextAreaElement) field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }, 'bad \u0000 text');
    await controls(page).send.click();
    await page.getByText('Not sent').waitFor();
    await page.getByRole('button', { name: 'Retry' }).waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await eventually(() => log.innerText()).not.toContain('Not sent');
    await write(page, 'Still works');
    await eventually(async () => (await world.answer()).texts()).toEqual(['Fine', 'Still works']);
    await context.close();
  });

  it('a closed conversation says so, and writing reopens it', async () => {
    const { page, context } = await world.open('/closing');
    const { launcher, log, message } = controls(page);
    await launcher.click();
    await write(page, 'Short question');
    const agent = await world.answer('Short question');
    await agent.say('Short answer');
    await agent.close();
    await page.getByText('Conversation closed').waitFor();
    expect(await message.getAttribute('placeholder')).toContain('reopen');
    await write(page, 'One more thing');
    await eventually(() => agent.texts()).toEqual(['Short question', 'Short answer', 'One more thing']);
    await eventually(() => log.innerText()).toContain('Sent');

    // The list of conversations, and a new one beside the old.
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByText('Your conversations').waitFor();
    await page.getByRole('button', { name: 'New conversation' }).click();
    await write(page, 'Something else entirely');
    await eventually(async () => (await world.answer()).texts()).toEqual(['Something else entirely']);
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: /One more thing/ }).click();
    await bubble(page, 'Short answer').waitFor();
    await context.close();
  });

  it('[W193] a double click makes one conversation with one message', async () => {
    const { page, context } = await world.open('/double');
    const { launcher, message, send } = controls(page);
    await launcher.click();
    await message.fill('Once');
    await send.dblclick();
    await eventually(async () => (await world.answer()).texts()).toEqual(['Once']);
    await page.reload();
    await bubble(page, 'Once').waitFor();
    expect(await page.getByRole('button', { name: 'Back' }).count()).toBe(1);
    await context.close();
  });

  it('[W111] chats from memory where storage is denied, and says to keep the page open', async () => {
    const deny =
      '<script>for (const name of ["localStorage", "indexedDB"]) Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError") } })</script>';
    world.serve('/denied', { head: deny });
    const { page, context } = await world.open('/denied');
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await controls(page).launcher.click();
    await page.route(/visitor\/v1\/s(ubmit|ession)/, (route) => route.abort());
    await write(page, 'Can you hear me?');
    await page.getByText('Keep this page open until sent').waitFor();
    await page.unroute(/visitor\/v1\/s(ubmit|ession)/);
    await eventually(async () => (await world.answer()).texts()).toEqual(['Can you hear me?']);
    expect(errors).toEqual([]);
    await context.close();
  });
});
