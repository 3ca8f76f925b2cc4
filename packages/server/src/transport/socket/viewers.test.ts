import { expect, it } from 'vitest';
import { limits } from '@throughline/types';
import type { ConversationRow, Viewers } from '@throughline/types';
import { deskRow } from '@throughline/types/testing';
import { createMemoryBus } from '../../adapters/bus/memory/memory-bus.js';
import { systemIds } from '../../adapters/crypto/ids.js';
import type { Bus } from '../../ports/bus.js';
import type { Clock } from '../../ports/clock.js';
import { fakeAgent, fakeVisitor } from '../../testing/fake-subscriber.js';
import { heardLog } from '../../testing/heard-log.js';
import { Subscriptions } from './subscriptions.js';
import type { AgentSubscriber } from './subscriptions.js';
import { createViewers } from './viewers.js';

const CONV = 'cnv_1';

/** Stands still until it is moved, in steps of a second. */
function standingClock(): Clock & { move(ms: number): void } {
  let now = 1_000_000;
  const timers = new Map<() => void, number>();
  return {
    now: () => now,
    after: (ms, run) => {
      const once = (): void => run();
      timers.set(once, now + ms);
      return () => void timers.delete(once);
    },
    move: (ms) => {
      for (const until = now + ms; now < until;) {
        now += 1_000;
        for (const [run, at] of [...timers]) if (at <= now && timers.delete(run)) run();
      }
    },
  };
}

/** A relay as far as viewers go, on a bus that it may share. */
function relayOn(bus: Bus, clock: Clock, row: Partial<ConversationRow> = {}) {
  const subscriptions = new Subscriptions();
  const store = { row: () => Promise.resolve(deskRow({ id: CONV, ...row })) };
  const viewers = createViewers({ store, subscriptions, bus, clock, ids: systemIds });
  const unsubscribe = bus.subscribe((hint) => viewers.hear(hint));
  return {
    viewers,
    seat(id: string, scope: Partial<AgentSubscriber['scope']> = {}) {
      const { subscriber, heard } = fakeAgent('sit_1', id, 'hash');
      const agent = { ...subscriber, scope: { ...subscriber.scope, ...scope } };
      subscriptions.add(agent);
      const told = () => heard.told.flatMap(({ event, payload }) => (event === 'viewers' ? [payload] : []));
      return { agent, told, last: () => told().at(-1) };
    },
    visitor() {
      const { subscriber, heard } = fakeVisitor('sit_1', 'vis_1');
      subscriptions.add(subscriber);
      subscriptions.join(subscriber, CONV);
      return heard;
    },
    die() {
      viewers.stop();
      unsubscribe();
    },
  };
}
const people = (...seen: [agentId: string, doing: string][]): Viewers => ({
  conv: CONV,
  people: seen.map(([agentId, doing]) => ({ agentId, doing: doing === 'reply' || doing === 'note' ? doing : 'viewing' })),
});

it('[K66] colleagues on every relay see who looks and who writes, each person once; the reader is left out', async () => {
  const [bus, clock] = [createMemoryBus(heardLog()), standingClock()];
  const [one, two] = [relayOn(bus, clock), relayOn(bus, clock)];
  const [ann, tab, ben] = [one.seat('agt_ann'), two.seat('agt_ann'), two.seat('agt_ben')];
  await one.viewers.look(ann.agent, { conv: CONV, doing: 'viewing' });
  expect(ben.last()).toEqual(people(['agt_ann', 'viewing']));
  expect(ann.last()).toEqual(people());
  await two.viewers.look(tab.agent, { conv: CONV, doing: 'reply' });
  expect(ben.last()).toEqual(people(['agt_ann', 'reply']));
  two.viewers.left(tab.agent);
  expect(ben.last()).toEqual(people(['agt_ann', 'viewing']));
  await one.viewers.look(ann.agent, { conv: null, doing: 'viewing' });
  expect(ben.last()).toEqual(people());
  const count = ben.told().length;
  await one.viewers.look(ann.agent, { conv: null, doing: 'viewing' });
  expect(ben.told()).toHaveLength(count);
});

it('[K66] who comes later is told once what is looked at; a relay that dies takes its viewers with it after 30 s', async () => {
  const [bus, clock] = [createMemoryBus(heardLog()), standingClock()];
  const [one, two] = [relayOn(bus, clock), relayOn(bus, clock)];
  const ann = one.seat('agt_ann');
  await one.viewers.look(ann.agent, { conv: CONV, doing: 'note' });
  const ben = two.seat('agt_ben');
  two.viewers.greet(ben.agent);
  two.viewers.greet(ben.agent);
  expect(ben.told()).toEqual([people(['agt_ann', 'note'])]);
  clock.move(3 * limits.LOOK_TTL_MS);
  expect(ben.last()).toEqual(people(['agt_ann', 'note']));
  one.die();
  clock.move(limits.LOOK_TTL_MS / 2);
  expect(ben.last()).toEqual(people(['agt_ann', 'note']));
  clock.move(limits.LOOK_TTL_MS);
  expect(ben.last()).toEqual(people());
});

it('[K67] only who may see the conversation is told, and may be seen there; a visitor hears nothing', async () => {
  const [bus, clock] = [createMemoryBus(heardLog()), standingClock()];
  const relay = relayOn(bus, clock, { assigneeId: 'agt_ann', teamId: 'tea_1' });
  const visitor = relay.visitor();
  const [ann, guest] = [relay.seat('agt_ann'), relay.seat('agt_guest', { role: 'guest' })];
  const [analyst, other] = [relay.seat('agt_sums', { role: 'analyst' }), relay.seat('agt_other', { teams: ['tea_2'] })];
  const foreign = fakeAgent('sit_2', 'agt_foreign', 'hash');
  await relay.viewers.look(ann.agent, { conv: CONV, doing: 'reply' });
  await relay.viewers.look(guest.agent, { conv: CONV, doing: 'viewing' });
  await relay.viewers.look(other.agent, { conv: CONV, doing: 'viewing' });
  await relay.viewers.look(foreign.subscriber, { conv: CONV, doing: 'viewing' });
  expect(ann.told()).toEqual([people()]);
  expect([guest.told(), analyst.told(), other.told(), foreign.heard.told, visitor.told]).toEqual([[], [], [], [], []]);
});

it('[K67] a transfer takes the view away at once: who lost sight looks no more and sees nobody, who gained it sees who looks', async () => {
  const [bus, clock] = [createMemoryBus(heardLog()), standingClock()];
  const place = (teamId: string) => deskRow({ id: CONV, assigneeId: null, teamId });
  const [one, two] = [relayOn(bus, clock, place('tea_1')), relayOn(bus, clock, place('tea_1'))];
  const [ann, boss] = [one.seat('agt_ann', { teams: ['tea_1'] }), one.seat('agt_boss', { role: 'admin' })];
  const [ben, cy] = [two.seat('agt_ben', { teams: ['tea_1'] }), two.seat('agt_cy', { teams: ['tea_2'] })];
  await one.viewers.look(ann.agent, { conv: CONV, doing: 'reply' });
  await one.viewers.look(boss.agent, { conv: CONV, doing: 'viewing' });
  expect(ben.last()).toEqual(people(['agt_ann', 'reply'], ['agt_boss', 'viewing']));
  expect(cy.told()).toEqual([]);
  bus.publish({ type: 'entries', siteId: 'sit_1', conv: CONV, epoch: 'e', entries: [], row: place('tea_2') });
  expect(ben.last()).toEqual(people());
  expect(cy.last()).toEqual(people(['agt_boss', 'viewing']));
  expect(boss.last()).toEqual(people());
  const told = [ann.told().length, ben.told().length];
  clock.move(2 * limits.LOOK_TTL_MS);
  expect([ann.told().length, ben.told().length]).toEqual(told);
  expect(cy.last()).toEqual(people(['agt_boss', 'viewing']));
});
