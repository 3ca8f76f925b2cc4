// @vitest-environment jsdom
import { h } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { viewRoute } from '../../state/route.js';
import { byId, row } from '../../testing/fixtures.js';
import { draw } from '../../testing/screen.js';
import type { Console } from '../console-context.js';
import { hold, UNDO_MS } from './bulk.js';

// The ten seconds are waited for by the clock of the test.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function desk(view: string): Console {
  const { store, panels, actions } = draw(h('p', {}), (filled) => {
    filled.route.value = viewRoute(view);
    filled.rows.value = byId([row('a'), row('b'), row('c')]);
    filled.shown.value = { ids: ['a', 'b', 'c'], total: 3, next: null };
  });
  return { store, panels, actions, href: () => '', relayUrl: '', setupToken: '' };
}
const snooze = (...convs: string[]) => ({
  words: 'snoozed',
  becomes: { status: 'snoozed' as const, snoozedUntil: null },
  deeds: convs.map((conv) => ({ conv, kind: 'snooze' as const, body: { until: null } })),
});

it('[K21] what the relay took leaves the list before its row is heard of; what it refused comes back with the reason', async () => {
  const console_ = desk('unassigned');
  const { store, panels, actions } = console_;
  actions.deed = vi.fn((conv: string) => Promise.resolve(conv === 'a' ? { ok: true as const } : { ok: false as const, words: 'too late' }));
  hold(snooze('a', 'b'), console_);
  expect(store.listed.value).toEqual(['c']);
  expect(store.cursor.value).toBe('c');
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(store.listed.value).toEqual(['b', 'c']);
  expect(panels.undo.value?.words).toBe('1 conversation was not changed: too late');
});

it('[K21] rows the list still holds afterwards do not leave it', () => {
  const console_ = desk('all'); // holds snoozed ones too
  hold(snooze('a', 'b'), console_);
  expect(console_.store.listed.value).toEqual(['a', 'b', 'c']);
  console_.panels.undo.value?.takeBack?.();
});

it('[K21] what is held is not done in the name of somebody who signed in meanwhile', async () => {
  const console_ = desk('unassigned');
  hold(snooze('a'), console_);
  console_.store.session.value = { state: 'signed_out', because: 'ended' };
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(console_.actions.deed).not.toHaveBeenCalled();
});

it('[K120] nothing that can be changed is said, not counted', () => {
  const console_ = desk('all');
  hold(snooze(), console_);
  expect(console_.panels.undo.value).toMatchObject({ until: null, takeBack: null });
});
