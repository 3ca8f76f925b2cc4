// The relay is there and cannot do its work: cut from PostgreSQL (N15), or refusing every handshake (N16).
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect } from 'vitest';
import { createChaosProxy, targetOf, through } from '../../../packages/server/src/testing/chaos-proxy/index.js';
import { freshDatabase } from '../../servers/postgres.js';
import { nightly } from './when.js';
import { SEED, openRowWorld, until } from './row-world.fixture.js';

const READY_FAILS_WITHIN_MS = 5_000;
const BACK_WITHIN_MS = 15_000;
const MARGIN_MS = 8_000; // two busy cores
const REFUSED_FOR_MS = 30_000;

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

describe('a relay that cannot', () => {
  for (const how of ['cut', 'silent'] as const) {
    nightly(`[fault N15] relay cut from PostgreSQL (${how}): no ack, not ready within 5 s, resumes by itself`, async () => {
      const database = await freshDatabase();
      undo.push(database.drop);
      const wire = await createChaosProxy({ target: targetOf(database.url), seed: SEED });
      undo.push(wire.close);
      const world = await openRowWorld({ env: { DATABASE_URL: through(wire, database.url) } });
      undo.push(world.stop);
      const link = await world.link();
      const { visitor } = await world.chatting('Pam', link);
      const ready = async (): Promise<boolean> => (await fetch(`${world.relay.url}/readyz`)).status === 200;
      expect(await ready()).toBe(true);

      const since = Number(process.hrtime.bigint());
      if (how === 'silent') wire.set([{ type: 'blackhole' }]);
      else {
        wire.refuse(true);
        wire.cutAll();
      }
      await visitor.say('nobody can store this');
      await until('the relay is not ready', READY_FAILS_WITHIN_MS + MARGIN_MS, async () => !(await ready()));
      await pause(10_000);
      const acks = world.lines(visitor, since).filter((line) => line.f === 'submit' && line.type === 'ok');
      expect(acks).toEqual([]);
      expect(await ready()).toBe(false);

      wire.refuse(false);
      wire.clear();
      await until('the relay is ready again', BACK_WITHIN_MS + MARGIN_MS, ready);
      await world.base([visitor]);
    });
  }

  for (const answer of [401, 429, 503] as const) {
    nightly(`[fault N16] every handshake refused with ${answer}: back within 15 s of the end, without a reload`, async () => {
      const world = await openRowWorld();
      undo.push(world.stop);
      const link = await world.link();
      const agent = await world.agent();
      const { visitor, conv } = await world.chatting('Rob', link);
      await until('the agent has the conversation', 20_000, () => agent.sides.has(conv));
      link.set([{ type: 'deny_upgrade', answer, requests: true }]);
      link.cutAll();
      await visitor.say('said while refused');
      await agent.send(conv, 'message', { text: 'answered while refused' });
      await pause(REFUSED_FOR_MS);
      expect(link.stats.deniedUpgrades).toBeGreaterThan(2);
      expect(visitor.quiet()).toBe(false);
      link.clear();
      await world.base([visitor], BACK_WITHIN_MS + MARGIN_MS);
    });
  }
});
