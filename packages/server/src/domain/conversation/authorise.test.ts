import { describe, expect, it } from 'vitest';
import { agentMaySee, authorise } from './authorise.js';
import type { Desk, Placed } from './authorise.js';

const nobodys: Placed = { assigneeId: null, teamId: null, consulted: [] };
const inClaims: Placed = { assigneeId: 'agt_other', teamId: 'tem_claims', consulted: [] };
const mine: Placed = { ...inClaims, assigneeId: 'agt_me' };
const asked = (...consulted: string[]): Placed => ({ ...inClaims, consulted });

const desk = (role: string, ...teams: string[]): Desk => ({ id: 'agt_me', role, teams });
const sees = (agent: Desk): boolean[] =>
  [nobodys, inClaims, mine, asked('agt_me'), asked('tem_sales')].map((placed) => agentMaySee(agent, placed));

describe('which conversations a role reaches', () => {
  it.each([
    ['an owner sees all', desk('owner', 'tem_sales'), [true, true, true, true, true]],
    ['an admin sees all', desk('admin', 'tem_sales'), [true, true, true, true, true]],
    ['a lead of a site without teams sees all', { id: 'agt_me', role: 'lead', teams: null }, [true, true, true, true, true]],
    ['an agent of a site without teams sees all', { id: 'agt_me', role: 'agent', teams: null }, [true, true, true, true, true]],
    ['an agent in none of the teams sees no team’s line', desk('agent'), [true, false, true, true, false]],
    ['a lead in none of the teams sees no team’s line', desk('lead'), [true, false, true, true, false]],
    ['an agent of whose teams nothing is known sees no team’s line', { id: 'agt_me', role: 'agent' }, [true, false, true, true, false]],
    ['an agent of the team sees its line', desk('agent', 'tem_claims'), [true, true, true, true, true]],
    [
      'an agent of another team sees what is nobody’s, theirs, or brought to them',
      desk('agent', 'tem_sales'),
      [true, false, true, true, true],
    ],
    ['a lead of another team sees the same', desk('lead', 'tem_sales'), [true, false, true, true, true]],
    ['of two teams one suffices', desk('agent', 'tem_claims', 'tem_x'), [true, true, true, true, true]],
    ['an outsourced desk sees what was given to it', desk('guest', 'tem_claims'), [false, false, true, false, false]],
    ['an analyst sees none', desk('analyst', 'tem_claims'), [false, false, false, false, false]],
  ])('[K107] %s', (_what, agent, expected) => {
    expect(sees(agent)).toEqual(expected);
  });

  it('[S12] another site’s conversation exists for nobody, whatever the role', () => {
    const guarded = { ...mine, siteId: 'sit_b', principalId: 'vis_1', userId: null, granted: false };
    expect(authorise({ type: 'agent', siteId: 'sit_a', ...desk('owner') }, guarded, 'pub')).toBe(false);
    expect(authorise({ type: 'agent', siteId: 'sit_b', ...desk('agent', 'tem_sales') }, { ...guarded, ...inClaims }, 'int')).toBe(false);
    expect(authorise({ type: 'agent', siteId: 'sit_b', ...desk('agent', 'tem_sales') }, guarded, 'int')).toBe(true);
  });
});
