// The visitor's clock is wrong by years, and jumps (T2): order and ticks come from the relay, a clock may only hold a text back, visibly.
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { createDevice } from '../clients/device.js';
import { nightly } from './when.js';
import { openRowWorld, until } from './row-world.fixture.js';
import type { RowWorld } from './row-world.fixture.js';
import { openTab } from './tab.fixture.js';

const DAY_MS = 86_400_000;

let world: RowWorld;
beforeAll(async () => {
  world = await openRowWorld();
});
afterAll(() => world.stop());

describe('wrong clocks', () => {
  for (const years of [-9, 9]) {
    nightly(`[fault T2] a clock wrong by ${years} years changes nothing`, async () => {
      const link = await world.link();
      const offsetMs = years * 365 * DAY_MS;
      const tab = await openTab(world, { p: `clock ${years}`, url: link.url, device: createDevice(), now: () => Date.now() + offsetMs });
      for (let n = 0; n < 5; n += 1) await tab.say(`what year is it? ${n}`);
      await until('all are sent', 20_000, tab.quiet);
      link.cutAll();
      await tab.say('and now?');
      await world.base([tab]);
      const entries = await world.entries(tab.client.view().conv ?? '');
      for (const { ts } of entries) expect(Math.abs(Date.now() - ts)).toBeLessThan(DAY_MS);
      tab.close();
    });
  }

  nightly('[fault T2] a clock that jumps while a text waits: held or expired in plain sight, sent when the person says so', async () => {
    const link = await world.link();
    let offsetMs = 0;
    const tab = await openTab(world, { p: 'jumper', url: link.url, device: createDevice(), now: () => Date.now() + offsetMs });
    await tab.say('before');
    await until('it is sent', 20_000, tab.quiet);
    link.refuse(true);
    link.cutAll();
    await tab.say('a day later');
    offsetMs = 2 * DAY_MS;
    link.refuse(false);
    const states = (): string[] => tab.client.view().outbox.map(({ state }) => state.state);
    await until('the text is held', 30_000, () => states().join() === 'held');
    const [held] = tab.client.view().outbox;
    await tab.client.retry(held?.origin ?? '');
    await world.base([tab]);

    link.refuse(true);
    link.cutAll();
    await tab.say('a year later');
    offsetMs += 365 * DAY_MS;
    link.refuse(false);
    await until('the text is failed', 30_000, () => states().join() === 'failed');
    const [expired] = tab.client.view().outbox;
    expect(expired?.state).toEqual({ state: 'failed', reason: 'expired' });
    expect(expired?.body['text']).toBe('a year later');
    offsetMs = -5 * 365 * DAY_MS; // and back: nothing sent twice, nothing stuck
    await tab.client.discard(expired?.origin ?? '');
    await until('nothing waits', 15_000, tab.quiet);
    const texts = (await world.entries(tab.client.view().conv ?? '')).flatMap(({ body }) =>
      typeof body['text'] === 'string' ? [body['text']] : [],
    );
    expect(texts).toEqual(['before', 'a day later']);
    tab.close();
  });
});
