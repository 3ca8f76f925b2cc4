// Three relays are replaced one after the other while people write: nobody sees a failure, and nobody comes back all at once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { limits } from '@throughline/types';
import { seeded } from '../../../packages/server/src/testing/chaos-proxy/seeded.js';
import { Visitor } from '../clients/visitor.js';
import { createHistory } from '../history.js';
import { openNodes, within } from './nodes.fixture.js';
import type { Nodes } from './nodes.fixture.js';

const PEOPLE = 9;
const SAY_EVERY_MS = 200;
const LEAST = 20; // texts of each
const SEED = 4;
const SETTLE_MS = 30_000;

let nodes: Nodes;
beforeAll(async () => {
  nodes = await openNodes(3);
});
afterAll(() => nodes.stop());

it('[fault K4] [P90] rolling SIGTERM of three relays under load: every text is ticked, none fails, each once and in order', async () => {
  const random = seeded(SEED);
  const urls = nodes.relays.map(({ url }) => url);
  const history = createHistory(null);
  const people = Array.from(
    { length: PEOPLE },
    (_, i) => new Visitor({ p: `v${i}`, site: nodes.site.siteId, urls, history, random, doubleClick: false }),
  );
  await Promise.all(people.map((one) => one.open()));
  const said = new Map<Visitor, string[]>(people.map((one) => [one, []]));
  const failures: string[] = [];
  let writing = true;
  const write = async (one: Visitor): Promise<void> => {
    for (let count = 0; writing || count <= LEAST; count += 1) {
      const text = `${one.p} says ${count}`;
      said.get(one)?.push(text);
      await one.say(text);
      for (const { state } of one.client?.view().outbox ?? [])
        if (state.state === 'failed' || state.state === 'held') failures.push(state.state);
      await new Promise((resolve) => setTimeout(resolve, SAY_EVERY_MS));
    }
  };
  const writers = people.map(write);
  for (const relay of nodes.relays) {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const began = Date.now();
    relay.signal('SIGTERM');
    expect(await relay.ended()).toBe(0);
    expect(Date.now() - began).toBeLessThan(limits.DRAIN_MS + 2_000);
    await relay.restart();
  }
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  writing = false;
  await Promise.all(writers);
  await within(SETTLE_MS, 'everything is ticked', () => people.every((one) => one.quiet()));
  expect(failures).toEqual([]);
  for (const one of people) {
    const drawn = () => (one.client?.view().pub.entries ?? []).filter(({ kind }) => kind === 'message').map(({ body }) => body['text']);
    await within(SETTLE_MS, 'the list is whole', () => drawn().length === said.get(one)?.length);
    expect(drawn()).toEqual(said.get(one));
    one.close();
  }
});
