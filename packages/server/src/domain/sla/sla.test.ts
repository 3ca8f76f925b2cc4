import { describe, expect, it } from 'vitest';
import type { SlaPolicyDoc } from '@throughline/types';
import { desk } from '@throughline/types/decode';
import { lookAtClocks } from './clocks.js';
import type { Looked, SlaMemory, Timed } from './clocks.js';
import { policyFor } from './policy.js';
import type { Policy } from './policy.js';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5, 9);

const policy = (id: string, doc: Partial<SlaPolicyDoc> = {}): Policy => ({
  id,
  doc: desk.SlaPolicyDoc.parse({ name: id, applies: {}, targets: { firstResponse: 20, nextResponse: 40, resolution: 120 }, ...doc }),
});
const timed = (change: Partial<Timed> = {}): Timed => ({
  status: 'queued',
  openedAt: START,
  firstReplyAt: null,
  waitingSince: START,
  lastAt: START,
  ...change,
});
const look = (now: number, change: Partial<Timed> = {}, memory: SlaMemory | null = null, held = policy('a')): Looked =>
  lookAtClocks({ policy: held, calendar: null, timed: timed(change), memory }, START + now * MINUTE);

describe('clocks of a service level', () => {
  it('[K70] due, at risk at three quarters, missed: each is told once', () => {
    const first = look(1);
    expect(first.view).toEqual({ metric: 'first_response', state: 'due', dueAt: START + 20 * MINUTE });
    expect(first.nextAt).toBe(START + 15 * MINUTE);
    const risk = look(15, {}, first.memory);
    expect(risk.reached).toEqual([{ metric: 'first_response', state: 'at_risk', dueAt: START + 20 * MINUTE }]);
    expect(look(16, {}, risk.memory).reached).toEqual([]);
    const missed = look(25, {}, risk.memory);
    expect([missed.view?.state, missed.reached.map(({ state }) => state)]).toEqual(['missed', ['missed']]);
    expect(look(26, {}, missed.memory).reached).toEqual([]);
  });

  it('[K70] the first reply of a person ends the first clock; each later wait has a clock of its own', () => {
    const replied = look(10, { firstReplyAt: START + 10 * MINUTE, waitingSince: null, lastAt: START + 10 * MINUTE }, look(1).memory);
    expect(replied.view).toEqual({ metric: 'resolution', state: 'paused', dueAt: null });
    const again = { firstReplyAt: START + 10 * MINUTE, waitingSince: START + 50 * MINUTE, lastAt: START + 50 * MINUTE };
    expect(look(50, again, replied.memory).view).toEqual({ metric: 'next_response', state: 'due', dueAt: START + 90 * MINUTE });
    const late = look(95, again, replied.memory);
    expect(late.reached.map(({ metric, state }) => `${metric} ${state}`)).toEqual(['next_response missed']);
  });

  it('[K70] the resolution clock stands still while the customer is awaited, and goes on where it stood', () => {
    const only = policy('r', { targets: { firstResponse: null, nextResponse: null, resolution: 120 } });
    const opened = look(0, {}, null, only);
    const answered = { firstReplyAt: START + 30 * MINUTE, waitingSince: null, lastAt: START + 30 * MINUTE };
    const stands = look(500, answered, opened.memory, only);
    expect(stands.view?.state).toBe('paused');
    const back = { ...answered, waitingSince: START + 600 * MINUTE, lastAt: START + 600 * MINUTE };
    expect(look(601, back, stands.memory, only).view?.dueAt).toBe(START + 690 * MINUTE); // 30 of 120 minutes were used
    const never = policy('n', { ...only.doc, pauseWhileWaiting: false });
    expect(look(100, answered, look(0, {}, null, never).memory, never).view?.dueAt).toBe(START + 120 * MINUTE);
  });

  it('[K70] closed or without a policy: nothing is due, and a later life begins anew', () => {
    const missed = look(25, {}, look(1).memory);
    expect(look(30, { status: 'closed' }, missed.memory)).toEqual({ view: null, memory: null, reached: [], nextAt: null });
    const reopened = look(60, { status: 'open', firstReplyAt: START + 26 * MINUTE, waitingSince: START + 60 * MINUTE });
    expect(reopened.view).toMatchObject({ metric: 'next_response', state: 'due' });
  });

  it('[K70] the team’s own policy, else the first active one that fits', () => {
    const vip = policy('vip', { position: 1, applies: { teamIds: [], priorities: [], channels: [], tiers: ['Gold'] } });
    const off = policy('off', { position: 0, active: false });
    const rest = policy('rest', { position: 9 });
    const served = { teamId: null, priority: 'normal', channel: 'web_chat', tiers: ['gold'] } as const;
    expect(policyFor([rest, vip, off], served, null)?.id).toBe('vip');
    expect(policyFor([rest, vip, off], { ...served, tiers: [] }, null)?.id).toBe('rest');
    expect(policyFor([rest, vip, off], served, 'rest')?.id).toBe('rest');
    expect(policyFor([vip], { ...served, tiers: [] }, null)).toBeNull();
  });
});
