// More than usual: many writers in one conversation (L3), one writer beyond the rate limit (L4).
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { visitor as httpVisitor } from '../../servers/visitor-http.js';
import { Journal, NO_FAULTS, faults, judge } from './journal.js';
import { NIGHTLY, nightly } from './when.js';
import { openRowWorld, until } from './row-world.fixture.js';
import { conversationsOf } from './sql.js';
import { startWriter } from './writer.js';

const WRITERS = 12;
const FLOOD_MS = 20_000;
const TEXTS = NIGHTLY ? 60 : 24; // the bucket holds 20 and gets one back every two seconds

describe('floods', () => {
  nightly('[fault L3] many writers in one conversation: no hole, no loss, every stream in order', async () => {
    const world = await openRowWorld();
    const journal = new Journal();
    const guest = await httpVisitor(world.relay.url, world.site.siteId);
    const first = await guest.submit({ msgs: [{ n: 1, kind: 'message', body: { text: 'before the flood' } }] });
    if (!first.ok) throw new Error(first.code);
    journal.invoked.set('before the flood', performance.now());
    const { conv } = first;
    const writers = Array.from({ length: WRITERS }, (_, index) =>
      startWriter({ name: `writer ${index}`, journal, open: () => guest.socket(), target: () => ({ conv }) }),
    );
    await pause(FLOOD_MS);
    await Promise.all(writers.map((writer) => writer.settle()));
    const verdict = await judge(journal, {
      conversations: await conversationsOf({ dataDir: world.relay.dataDir, databaseUrl: '' }, world.site.siteId),
      log: world.entries,
    });
    process.stderr.write(
      `[fault L3] ${verdict.stored} messages in one conversation, ${Math.round((verdict.stored / FLOOD_MS) * 1_000)}/s\n`,
    );
    expect(faults(verdict)).toEqual(NO_FAULTS);
    expect(verdict.stored).toBeGreaterThan(WRITERS * 10);
    await world.stop();
  });

  it('[fault L4] a burst above the rate limit is told to wait, loses nothing and drains by itself', async () => {
    const world = await openRowWorld({ env: { THROUGHLINE_RATE_LIMITS: 'on' } });
    const link = await world.link();
    const { visitor } = await world.chatting('Lou', link);
    for (let n = 0; n < TEXTS; n += 1) await visitor.say(`all at once ${n}`);
    await until('it is told to wait', 15_000, () =>
      world.lines(visitor).some((line) => line.f === 'submit' && line.type === 'fail' && line.code === 'rate_limited'),
    );
    await world.base([visitor], TEXTS * 2_000 + 20_000);
    const failed = world.lines(visitor).filter((line) => line.f === 'box' && line.items.some(([, state]) => state === 'failed'));
    expect(failed).toEqual([]);
    await world.stop();
  });
});
