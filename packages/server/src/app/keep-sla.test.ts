// Clocks follow what happens, on a real SQLite and under a clock that is moved by hand (K70).
import { desk } from '@throughline/types/decode';
import type { SiteSettings } from '@throughline/types';
import { afterEach, expect, it } from 'vitest';
import { createMemoryBus } from '../adapters/bus/memory/memory-bus.js';
import type { Clock } from '../ports/clock.js';
import type { Hint } from '../ports/bus.js';
import { heardLog } from '../testing/heard-log.js';
import { openStoreInThread } from '../testing/open-stores.js';
import { openSqlTx } from '../testing/sql-tx.js';
import { NOON, stageOn } from '../testing/store-contract/stage.js';
import { startSla } from './keep-sla.js';

const MINUTE = 60_000;
const SECOND = 1_000;
/** NOON is a Monday, two hours before they begin. */
const HOURS: SiteSettings['hours'] = { 1: [['14:00', '18:00']] };

/** Stands still until it is moved; what was due meanwhile runs, a second at a time, and has settled when `move` is over. */
function handClock(): Clock & { move(ms: number): Promise<void> } {
  let now = NOON;
  const timers = new Map<() => void, number>();
  const settled = async (): Promise<void> => {
    for (let turns = 0; turns < 20; turns += 1) await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return {
    now: () => now,
    after: (ms, run) => {
      const once = (): void => run();
      timers.set(once, now + ms);
      return () => void timers.delete(once);
    },
    async move(ms) {
      for (const until = now + ms; now < until;) {
        now = Math.min(until, now + SECOND);
        for (const [run, at] of [...timers]) if (at <= now && timers.delete(run)) run();
        await settled();
      }
    },
  };
}

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function world(doc: Record<string, unknown> = {}) {
  const db = await openSqlTx();
  const store = await openStoreInThread(db);
  const stage = await stageOn(store);
  const [log, clock] = [heardLog(), handClock()];
  const bus = createMemoryBus(log);
  const heard: Hint[] = [];
  bus.subscribe((hint) => void heard.push(hint));
  const { siteId } = stage;
  const policy = desk.SlaPolicyDoc.parse({
    name: 'Standard',
    applies: {},
    targets: { firstResponse: 10 },
    time: 'business',
    escalate: {},
    ...doc,
  });
  const put = await store.putSettingsObject({
    siteId,
    kind: 'sla_policy',
    doc: policy,
    ifVersion: 0,
    ownerId: '',
    actor: 'test',
    now: NOON,
  });
  if (!put.ok) throw new Error(put.code);
  const stop = startSla({ store, bus, clock, log });
  ends.push(async () => {
    stop();
    await store.close();
  });
  return {
    ...{ stage, store, db, siteId, clock, log, bus, heard, policy: put.object },
    slaOf: async (conv: string) => (await store.row({ siteId, conv }))?.sla ?? null,
    marks: () => heard.flatMap((hint) => (hint.type === 'entries' ? hint.entries.filter(({ kind }) => kind === 'sla') : [])),
  };
}

it('[K70] what opens is due without being asked for, strikes once at its time, and says so to whoever listens', async () => {
  const { stage, clock, slaOf, marks } = await world();
  const { conv } = await stage.opened();
  await clock.move(31 * SECOND); // no hint told of it
  expect(await slaOf(conv)).toEqual({ metric: 'first_response', state: 'due', dueAt: NOON + 10 * MINUTE });
  await clock.move(8 * MINUTE);
  expect((await slaOf(conv))?.state).toBe('at_risk');
  await clock.move(3 * MINUTE);
  expect((await slaOf(conv))?.state).toBe('missed');
  await clock.move(MINUTE);
  expect(marks().map(({ body }) => body['state'])).toEqual(['at_risk', 'missed']);
});

it('[K70] a change of the site’s own hours counts for what is open already, at once where it is told', async () => {
  const { stage, store, siteId, clock, bus, slaOf } = await world();
  const { conv } = await stage.opened();
  await clock.move(31 * SECOND);
  expect((await slaOf(conv))?.dueAt).toBe(NOON + 10 * MINUTE);
  await store.changeSiteSettings({ siteId, change: { timezone: 'UTC', hours: HOURS } });
  bus.publish({ type: 'settings', siteId, kind: 'site' });
  await clock.move(SECOND);
  expect((await slaOf(conv))?.dueAt).toBe(Date.UTC(2026, 0, 5, 14, 10));
});

it('[K70] … and within half a minute where the word was lost', async () => {
  const { stage, store, siteId, clock, slaOf } = await world();
  const { conv } = await stage.opened();
  await clock.move(31 * SECOND);
  await store.changeSiteSettings({ siteId, change: { timezone: 'UTC', hours: HOURS } });
  await clock.move(31 * SECOND);
  expect((await slaOf(conv))?.dueAt).toBe(Date.UTC(2026, 0, 5, 14, 10));
});

it('[K70] a document that cannot be read is left out, said once, and stops nobody else’s clock', async () => {
  const { stage, db, siteId, clock, log, slaOf, marks } = await world();
  const { conv } = await stage.opened();
  const broken = { site_id: siteId, owner_id: '', subject: null, version: 1, uses: 0, updated_at: NOON, updated_by: '' };
  await db.write(async (tx) => {
    const rows = [
      { ...broken, kind: 'sla_policy', id: 'sla_broken', doc: '{"name":' },
      { ...broken, kind: 'team', id: 'team_broken', doc: '{"members":7}' },
    ];
    await tx.db.insertInto('settings_objects').values(rows).execute();
  });
  await clock.move(11 * MINUTE);
  expect((await slaOf(conv))?.state).toBe('missed');
  expect(marks()).toHaveLength(2);
  const said = log.lines.filter(({ fields }) => fields?.code === 'settings_unreadable').map(({ fields }) => fields?.event);
  expect(said.sort()).toEqual(['sla_policy sla_broken', 'team team_broken']);
  expect(log.lines).toHaveLength(2);
});
