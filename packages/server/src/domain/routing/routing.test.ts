// Where a conversation goes, rule by rule and mode by mode (K55, K57).
import { describe, expect, it } from 'vitest';
import type { RoutingRuleDoc, TeamDoc } from '@throughline/types';
import { byPlace, minutesLeft, typicalWaitMs } from './line.js';
import type { RoutingAgent, RoutingFacts, RoutingRule, RoutingTeam, WaitingConversation } from './model.js';
import { pointsOf, sumOfPoints } from './points.js';
import { decideRoute } from './route.js';
import { holds, namedBy } from './rules.js';

const NOW = Date.UTC(2026, 2, 2, 10);
const MINUTE = 60_000;

const facts = (more: Partial<RoutingFacts> = {}): RoutingFacts => ({
  channel: 'web_chat',
  language: null,
  reason: null,
  tiers: [],
  texts: [],
  page: null,
  openComplaint: false,
  brokenPromise: false,
  lateItem: false,
  verified: false,
  contacts: 1,
  effort: 0,
  outsideHours: false,
  ...more,
});
const waiting = (more: Partial<WaitingConversation> = {}): WaitingConversation => ({
  channel: 'web_chat',
  department: null,
  teamId: null,
  priority: 'normal',
  tags: [],
  inLineSince: NOW,
  language: null,
  lastAgentId: null,
  named: null,
  passed: [],
  ...more,
});
const agent = (id: string, more: Partial<RoutingAgent> = {}): RoutingAgent => ({
  id,
  status: 'online',
  connected: true,
  load: 0,
  capacity: 5,
  skills: [],
  languages: [],
  givenAt: null,
  ...more,
});
const team = (id: string, doc: Partial<TeamDoc> = {}, more: Partial<RoutingTeam> = {}): RoutingTeam => ({
  id,
  doc: {
    name: id,
    department: null,
    members: ['ada', 'ben'],
    mode: 'round_robin',
    lastAgentFirst: true,
    skills: [],
    matchLanguage: true,
    overflow: null,
    ...doc,
  },
  open: true,
  changesAt: null,
  ...more,
});
const rule = (id: string, doc: Partial<RoutingRuleDoc>): RoutingRule => ({
  id,
  doc: { name: id, active: true, position: 100, when: [], then: {}, ...doc },
});
const decide = (more: Partial<Parameters<typeof decideRoute>[0]> = {}) =>
  decideRoute({ conversation: waiting(), facts: facts(), rules: [], teams: [], agents: [], now: NOW, ...more });

describe('rules', () => {
  it('[K55] each thing is decided by the first rule, by position, that names it', () => {
    const rules = [
      rule('Late', { position: 20, then: { priority: 'urgent', teamId: 'care', tags: ['late'] } }),
      rule('VIP', { position: 10, then: { priority: 'high' } }),
      rule('Off', { position: 1, active: false, then: { priority: 'low' } }),
    ];
    expect(namedBy(rules, facts())).toEqual({
      named: { teamId: 'care', rules: ['Late'] },
      priority: { priority: 'high', reason: 'rule: VIP' },
      tags: ['late'],
    });
  });

  it('[K55] all conditions of a rule hold, or it says nothing', () => {
    const both = rule('Both', { when: [{ field: 'broken_promise' }, { field: 'tier', any: ['Gold'] }], then: { teamId: 'care' } });
    expect(namedBy([both], facts({ brokenPromise: true })).named).toEqual({ rules: [] });
    expect(namedBy([both], facts({ brokenPromise: true, tiers: ['gold'] })).named.teamId).toBe('care');
  });

  it.each([
    [{ field: 'channel' as const, any: ['email' as const] }, { channel: 'email' as const }],
    [{ field: 'language' as const, any: ['pt'] }, { language: 'pt-BR' }],
    [{ field: 'reason' as const, any: ['invoice'] }, { reason: 'invoice.inaccurate' }],
    [{ field: 'text' as const, any: ['REFUND'] }, { texts: ['I want a refund!'] }],
    [{ field: 'page' as const, any: ['/checkout'] }, { page: 'https://shop.example/checkout?step=2' }],
    [{ field: 'open_complaint' as const }, { openComplaint: true }],
    [{ field: 'late_item' as const }, { lateItem: true }],
    [{ field: 'verified' as const }, { verified: true }],
    [{ field: 'contacts' as const, atLeast: 3 }, { contacts: 3 }],
    [{ field: 'effort' as const, atLeast: 40 }, { effort: 40 }],
    [{ field: 'outside_hours' as const }, { outsideHours: true }],
  ])('[K55] %j holds where it should and nowhere else', (condition, fitting) => {
    expect(holds(condition, facts(fitting))).toBe(true);
    expect(holds(condition, facts({ contacts: 2, effort: 39 }))).toBe(false);
  });

  it('[K55] the rule that fired is in the reason, with priority and tags', () => {
    const rules = [
      rule('Broken promise', { when: [{ field: 'broken_promise' }], then: { teamId: 'care', priority: 'high', tags: ['promise'] } }),
    ];
    const decision = decide({
      rules,
      teams: [team('care', { mode: 'least_busy' })],
      agents: [agent('ada')],
      facts: facts({ brokenPromise: true }),
    });
    expect(decision).toMatchObject({
      teamId: 'care',
      agentId: 'ada',
      how: 'route',
      reason: 'least busy; rule: Broken promise',
      priority: { priority: 'high', reason: 'rule: Broken promise' },
      tags: ['promise'],
    });
  });

  it('[K55] rules are asked when it arrives: a priority that a person set later stays', () => {
    const rules = [rule('VIP', { then: { priority: 'high', tags: ['vip'] } })];
    const later = decide({ rules, facts: null, conversation: waiting({ named: { rules: [] }, priority: 'low' }) });
    expect(later).toMatchObject({ priority: null, tags: [], how: null });
  });

  it('[K55] who a rule names gets it, whatever the mode; while they are away the team does', () => {
    const rules = [rule('Account manager', { then: { agentId: 'ben', teamId: 'care' } })];
    const teams = [team('care')];
    expect(decide({ rules, teams, agents: [agent('ada'), agent('ben')] })).toMatchObject({
      agentId: 'ben',
      reason: 'rule: Account manager',
    });
    expect(decide({ rules, teams, agents: [agent('ada'), agent('ben', { status: 'away' })] }).agentId).toBe('ada');
  });
});

describe('teams', () => {
  it('a site without teams and rules leaves everything where it is', () => {
    expect(decide({ agents: [agent('ada')] })).toMatchObject({ teamId: null, agentId: null, how: null, reason: '', lookAgainAt: null });
  });

  it('[K55] a team that picks by hand is given nothing, and one that was chosen by a person stays', () => {
    const teams = [team('cards', { mode: 'manual' }), team('care')];
    const decision = decide({ teams, agents: [agent('ada')], conversation: waiting({ teamId: 'cards' }) });
    expect(decision).toMatchObject({ teamId: 'cards', agentId: null, how: null });
  });

  it('[K55] without a rule the department’s team gets it, else the only one that routes', () => {
    const teams = [team('billing', { department: 'Billing', mode: 'manual' }), team('care')];
    expect(decide({ teams, conversation: waiting({ department: 'billing' }) }).teamId).toBe('billing');
    expect(decide({ teams }).teamId).toBe('care');
    expect(decide({ teams: [...teams, team('sales')] }).teamId).toBeNull();
  });

  it('[K59] nothing is given outside the hours of the team, and it is looked at again when they begin', () => {
    const closed = team('care', {}, { open: false, changesAt: NOW + 30 * MINUTE });
    expect(decide({ teams: [closed], agents: [agent('ada')] })).toMatchObject({
      teamId: 'care',
      agentId: null,
      lookAgainAt: NOW + 30 * MINUTE,
    });
  });
});

describe('people', () => {
  it('[K55] round robin: whoever got something longest ago', () => {
    const agents = [agent('ada', { givenAt: NOW - 1 }), agent('ben', { givenAt: NOW - 2 })];
    expect(decide({ teams: [team('care')], agents })).toMatchObject({ agentId: 'ben', reason: 'next in turn' });
  });

  it('[K55] least busy: whoever has the most points free', () => {
    const agents = [agent('ada', { load: 1, capacity: 2 }), agent('ben', { load: 3, capacity: 6 })];
    expect(decide({ teams: [team('care', { mode: 'least_busy' })], agents })).toMatchObject({ agentId: 'ben', reason: 'least busy' });
  });

  it('[K55] the last agent comes first, unless they are full or the team does not want it', () => {
    const conversation = waiting({ lastAgentId: 'ben' });
    const agents = [agent('ada'), agent('ben', { load: 4 })];
    expect(decide({ teams: [team('care', { mode: 'least_busy' })], agents, conversation })).toMatchObject({
      agentId: 'ben',
      reason: 'spoke to this customer last',
    });
    expect(decide({ teams: [team('care', { lastAgentFirst: false })], agents, conversation }).agentId).toBe('ada');
    expect(decide({ teams: [team('care')], agents: [agent('ada'), agent('ben', { load: 5 })], conversation }).agentId).toBe('ada');
  });

  it('[K55] who speaks the language comes first; without one the others do', () => {
    const conversation = waiting({ language: 'tr' });
    const teams = [team('care', { mode: 'least_busy' })];
    const agents = [agent('ada'), agent('ben', { languages: ['tr-tr'], load: 2 })];
    expect(decide({ teams, agents, conversation })).toMatchObject({ agentId: 'ben', reason: 'least busy; speaks Turkish' });
    expect(decide({ teams, agents: [agent('ada')], conversation })).toMatchObject({ agentId: 'ada', reason: 'least busy' });
  });

  it('[K55] skills of the team and of the rule are needed, whoever is free', () => {
    const rules = [rule('Mortgage', { then: { skill: 'Mortgages' } })];
    const teams = [team('care', { skills: ['phone'] })];
    const agents = [agent('ada', { skills: ['Phone'] }), agent('ben', { skills: ['phone', 'mortgages'], load: 4 })];
    expect(decide({ rules, teams, agents })).toMatchObject({ agentId: 'ben', reason: 'next in turn; skill: Mortgages; rule: Mortgage' });
  });

  it('[K57] nobody is given more than they carry; it waits in the line', () => {
    const teams = [team('care')];
    const full = [agent('ada', { load: 1, capacity: 1 }), agent('ben', { load: 1, capacity: 1 })];
    expect(decide({ teams, agents: full })).toMatchObject({ teamId: 'care', agentId: null, how: 'route' });
    expect(decide({ teams, agents: [agent('ada', { capacity: 2 })], conversation: waiting({ channel: 'voice' }) }).agentId).toBeNull();
    expect(
      decide({ teams, agents: [agent('ada', { load: 0.9, capacity: 1.2 })], conversation: waiting({ channel: 'email' }) }).agentId,
    ).toBe('ada');
  });

  it('[K58] who is away, offline or without a connection is given nothing', () => {
    const agents = [agent('ada', { status: 'away' }), agent('ben', { connected: false })];
    expect(decide({ teams: [team('care')], agents }).agentId).toBeNull();
  });

  it('[K57] a chat weighs 1, an e-mail 0.3, a call 3, and tenths add up', () => {
    expect([pointsOf('web_chat'), pointsOf('email'), pointsOf('voice'), pointsOf('whatsapp')]).toEqual([1, 0.3, 3, 1]);
    expect(sumOfPoints([0.3, 0.3, 0.3, 0.1])).toBe(1);
  });
});

describe('overflow', () => {
  const care = team('care', { overflow: { afterMinutes: 10, teamId: 'backup' } });
  const backup = team('backup', { members: ['cy'] });
  const full = agent('ada', { load: 5 });

  it('[K57] after its minutes a conversation goes to the other team, with the reason, and not before', () => {
    const agents = [full, agent('cy')];
    const early = decide({ teams: [care, backup], agents, conversation: waiting({ teamId: 'care', inLineSince: NOW - 9 * MINUTE }) });
    expect(early).toMatchObject({ teamId: 'care', agentId: null, how: null, lookAgainAt: NOW + MINUTE });
    const due = decide({ teams: [care, backup], agents, conversation: waiting({ teamId: 'care', inLineSince: NOW - 10 * MINUTE }) });
    expect(due).toMatchObject({ teamId: 'backup', agentId: 'cy', how: 'overflow', passed: ['care'] });
    expect(due.reason).toBe('next in turn; from care: waited 10 minutes');
  });

  it('[K57] nobody of the team online: at once, if somebody of the other is', () => {
    const conversation = waiting({ teamId: 'care' });
    expect(decide({ teams: [care, backup], agents: [agent('cy')], conversation })).toMatchObject({
      teamId: 'backup',
      agentId: 'cy',
      how: 'overflow',
      reason: 'next in turn; from care: nobody online',
    });
    expect(decide({ teams: [care, backup], agents: [], conversation })).toMatchObject({ teamId: 'care', how: null });
  });

  it('[K57] it never goes back to a line it came from', () => {
    const back = team('backup', { members: ['cy'], overflow: { afterMinutes: 1, teamId: 'care' } });
    const conversation = waiting({ teamId: 'backup', inLineSince: NOW - 60 * MINUTE, passed: ['care'] });
    expect(decide({ teams: [care, back], agents: [agent('ada')], conversation })).toMatchObject({
      teamId: 'backup',
      how: null,
      lookAgainAt: null,
    });
  });
});

describe('the line', () => {
  it('[K57] priority first, then who waits longest', () => {
    const line = [
      { id: 'c', priority: 'normal' as const, queuedAt: 2 },
      { id: 'b', priority: 'normal' as const, queuedAt: 1 },
      { id: 'a', priority: 'urgent' as const, queuedAt: 3 },
    ];
    expect([...line].sort(byPlace).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('[K57] a wait is told from five samples on, rounded up, and never one that was passed', () => {
    expect(typicalWaitMs([1, 2, 3, 4])).toBeNull();
    const typical = typicalWaitMs([5, 4, 3, 2, 1].map((minutes) => minutes * MINUTE));
    expect(typical).toBe(3 * MINUTE);
    expect(minutesLeft(typical, 30_000)).toBe(3);
    expect(minutesLeft(typical, 2.5 * MINUTE)).toBe(1);
    expect(minutesLeft(typical, 3 * MINUTE)).toBeNull();
    expect(minutesLeft(null, 0)).toBeNull();
  });
});
