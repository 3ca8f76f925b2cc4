import { expect, it } from 'vitest';
import type { AlertView, Ref } from '@throughline/types';
import type { AgentScope } from './access.js';
import { alertConcerns, scopedAlert } from './alert-scope.js';

const scope = (role: AgentScope['role'], ...departments: string[]): AgentScope => ({ role, departments });
const about: Ref = { type: 'commitment', id: 'cmt_1', at: '2026-05-07T10:00:00Z', visibility: 'shared' };
const source = (visibility: Ref['visibility'], department: string): Ref => ({
  ...about,
  type: 'interaction',
  id: `int_${department}`,
  visibility,
  department,
});
const broken = (...sources: Ref[]): AlertView => ({
  id: 'alr_1',
  customerId: 'cus_1',
  customerName: 'Ana Vidal',
  code: 'commitment_broken',
  severity: 'critical',
  text: 'Promise not kept: 20 % off the next bill',
  departments: ['Sales', 'Billing'],
  at: about.at,
  resolvedAt: null,
  refs: [about, ...sources],
});

it('[C34] [C55] a department is told of its alerts however it is spelt', () => {
  expect(alertConcerns({ departments: ['Billing'] }, scope('agent', ' billing '))).toBe(true);
  expect(alertConcerns({ departments: ['billing'] }, scope('guest', 'Billing'))).toBe(true);
  expect(alertConcerns({ departments: ['Billing'] }, scope('agent', 'sales'))).toBe(false);
});

it('[C34] [C54] [C55] the other department is told that a promise broke, and not what was promised', () => {
  const kept = broken(source('department', 'sales'), source('department', 'billing'));
  expect(scopedAlert(kept, scope('agent', 'sales'))?.text).toBe(kept.text);
  const told = scopedAlert(kept, scope('agent', 'billing'));
  expect(told).toMatchObject({ code: 'commitment_broken', text: 'A promise was not kept' });
  expect(told?.refs.map(({ id }) => id)).toEqual(['cmt_1', 'int_billing']);
  const restricted = broken(source('restricted', 'sales'));
  expect(scopedAlert(restricted, scope('agent', 'sales'))).toBeNull();
  expect(scopedAlert(restricted, scope('lead', 'sales'))?.text).toBe('A promise was not kept');
  expect(scopedAlert(restricted, scope('admin'))).toEqual(restricted);
  expect(scopedAlert(kept, scope('guest', 'billing'))).toMatchObject({ text: 'A promise was not kept', refs: [{ id: 'int_billing' }] });
  expect(scopedAlert(broken(source('shared', 'sales')), scope('guest', 'billing'))).toBeNull();
});
