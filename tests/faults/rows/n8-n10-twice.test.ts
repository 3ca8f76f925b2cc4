// Whatever makes a text go out twice: an ack that is lost after the commit (N8), frames that come again (N9), two tabs (N10).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubmitAnswer } from '@throughline/types';
import { hex128, visitor as httpVisitor } from '../../servers/visitor-http.js';
import { createDevice } from '../clients/device.js';
import { nightly } from './when.js';
import { openRowWorld, until } from './row-world.fixture.js';
import type { Person, RowWorld } from './row-world.fixture.js';
import { openTab } from './tab.fixture.js';

const TEXTS = 10;

let world: RowWorld;
beforeAll(async () => {
  world = await openRowWorld();
});
afterAll(() => world.stop());

/** Collects the origins that were ever on screen twice at once. */
function watchBubbles({ client }: Person): Set<string> {
  const doubled = new Set<string>();
  client?.subscribe(({ pub, outbox }) => {
    const drawn = [...pub.entries, ...outbox].map(({ origin }) => origin ?? '');
    for (const origin of drawn) if (origin !== '' && drawn.indexOf(origin) !== drawn.lastIndexOf(origin)) doubled.add(origin);
  });
  return doubled;
}

describe('the same text twice', () => {
  for (const echo of [true, false]) {
    it(`[fault N8] ack lost after the commit${echo ? '' : ', and the echo with it'}: one row, one bubble, a tick after the resend`, async () => {
      const link = await world.link();
      const name = echo ? 'Olga' : 'Otto';
      const { visitor, conv } = await world.chatting(name, link);
      const doubled = watchBubbles(visitor);
      const since = Number(process.hrtime.bigint());
      link.set(echo ? [{ type: 'hold_acks' }] : [{ type: 'drop_down' }]);
      await visitor.say('is it stored?');
      await until('the row is there', 30_000, async () => (await world.entries(conv)).some(({ body }) => body['text'] === 'is it stored?'));
      const acks = () => world.lines(visitor, since).filter((line) => line.f === 'submit' && line.type === 'ok');
      expect(acks()).toEqual([]);
      link.cutAll();
      link.clear();
      await world.base([visitor]);
      await until('it was sent again', 30_000, () => acks().length > 0); // with the echo the list is complete before that
      expect(acks()).toMatchObject([{ dup: true }]);
      expect([...doubled]).toEqual([]);
    });
  }

  it('[fault N9] every frame of the visitor comes twice: one row each', async () => {
    const link = await world.link();
    link.set([{ type: 'replay_frame' }]);
    const { visitor } = await world.chatting('Pia', link, { doubleClick: true });
    const doubled = watchBubbles(visitor);
    const before = link.stats.replayedFrames;
    // One after the other: texts that wait together travel in one frame. More than ten where the socket was away and HTTPS took some.
    for (let n = 0; n < TEXTS || (link.stats.replayedFrames - before < TEXTS && n < 10 * TEXTS); n += 1) {
      await visitor.say(`said once ${n}`);
      await until(`text ${n} is sent`, 60_000, () => visitor.quiet());
    }
    expect(link.stats.replayedFrames - before).toBeGreaterThanOrEqual(TEXTS);
    await world.base([visitor]);
    expect([...doubled]).toEqual([]);
  });

  it('[fault N9] a client that sends twice: one row, one of the two acks says dup', async () => {
    const link = await world.link();
    const guest = await httpVisitor(link.url, world.site.siteId);
    const socket = await guest.socket();
    const submit = { conv_key: hex128(), stream: guest.stream, msgs: [{ n: 1, kind: 'message', body: { text: 'twice' } }] };
    const send = (): Promise<SubmitAnswer> => socket.timeout(5_000).emitWithAck('submit', submit);
    const answers = await Promise.all([send(), send()]);
    socket.close();
    const [first, second] = answers;
    if (first?.ok !== true || second?.ok !== true) throw new Error(JSON.stringify(answers));
    expect([first.results[0]?.dup ?? false, second.results[0]?.dup ?? false].sort()).toEqual([false, true]); // acks may overtake each other
    expect(second.results[0]?.id).toBe(first.results[0]?.id);
    expect((await world.entries(first.conv)).filter(({ kind }) => kind === 'message')).toHaveLength(1);
  });

  nightly('[fault N10] two tabs drain one stream over links of different speed: once each, in order', async () => {
    const [near, far] = [await world.link(1), await world.link(2)];
    far.set([{ type: 'latency', ms: 700, jitterMs: 500 }]);
    const device = createDevice();
    const one = await openTab(world, { p: 'tab one', url: near.url, device });
    await one.say('first words');
    await until('the conversation is there', 10_000, () => one.quiet());
    const [stored] = await device.page().all();
    const two = await openTab(world, { p: 'tab two', url: far.url, device, stored: stored ?? null });
    const doubled = [watchBubbles(one), watchBubbles(two)];
    for (let n = 0; n < 40; n += 1) {
      await (n % 2 === 0 ? one : two).say(`line ${n}`);
      if (n % 10 === 9) near.cutAll();
      if (n % 15 === 14) far.cutAll();
    }
    await until('both are quiet', 60_000, () => one.quiet() && two.quiet());
    const entries = await world.entries(one.client.view().conv ?? '');
    const ns = entries.filter(({ kind }) => kind === 'message').map(({ cid }) => Number(cid?.split(':')[1]));
    expect(new Set(entries.flatMap(({ cid }) => (cid === undefined ? [] : [cid.split(':')[0]]))).size).toBe(1);
    expect(ns).toEqual(Array.from({ length: 41 }, (_, n) => n + 1));
    expect(doubled.map((set) => [...set])).toEqual([[], []]);
    for (const tab of [one, two])
      await until(
        `${tab.p} shows all`,
        15_000,
        () =>
          tab.client
            .view()
            .pub.entries.map(({ id }) => id)
            .join() === entries.map(({ id }) => id).join(),
      );
    one.close();
    two.close();
  });
});
