import { expect, it } from 'vitest';
import type { Interaction } from '@throughline/types';
import { goldenMaterial } from '../../testing/golden-customers.js';
import { trait } from '../../testing/golden-event.js';
import { accessTo } from './access.js';
import type { AgentScope } from './access.js';
import { assembleContext } from './assemble.js';
import { scopeContext, scopeInteraction, scopeTimeline } from './scope.js';
import { timelineItem } from './timeline-item.js';

const scope = (role: AgentScope['role'], ...departments: string[]): AgentScope => ({ role, departments });

it.each([
  ['agent', 'full', 'full', 'full', 'stub', 'hidden'],
  ['lead', 'full', 'full', 'full', 'full', 'stub'],
  ['admin', 'full', 'full', 'full', 'full', 'full'],
  ['owner', 'full', 'full', 'full', 'full', 'full'],
  ['analyst', 'counted', 'counted', 'counted', 'counted', 'hidden'],
  ['guest', 'full', 'full', 'stub', 'hidden', 'hidden'],
] as const)('[C54] %s: own %s and %s, others %s, %s, restricted %s', (role, ownShared, own, shared, department, restricted) => {
  const billing = scope(role, 'Billing');
  expect([
    accessTo({ department: 'billing', visibility: 'shared' }, billing),
    accessTo({ department: 'billing', visibility: 'department' }, billing),
    accessTo({ department: 'sales', visibility: 'shared' }, billing),
    accessTo({ department: 'sales', visibility: 'department' }, billing),
    accessTo({ department: 'billing', visibility: 'restricted' }, billing),
  ]).toEqual([ownShared, own, shared, department, restricted]);
});

const note: Interaction = {
  id: 'int_note',
  siteId: 'site_1',
  sourceId: 'src_1',
  messageId: 'm',
  customerIdAtIngest: 'cus_1',
  channel: 'voice',
  department: 'sales',
  visibility: 'department',
  type: 'track',
  name: 'Call Logged',
  title: 'Discount agreed with the manager',
  data: { text: 'Discount agreed with the manager' },
  occurredAt: 5,
  receivedAt: 5,
  originalTimestamp: null,
  flags: [],
  unverified: false,
  conversationId: 'cnv_1',
  causationId: null,
  correlationId: null,
};

it('[C54] a stub shows time, channel, department and type, and nothing else', () => {
  const page = { items: [timelineItem(note)], cursor: '5.5.int_note' };
  expect(scopeTimeline(page, scope('agent', 'billing'))).toEqual({
    items: [
      {
        id: 'int_note',
        channel: 'voice',
        department: 'sales',
        type: 'track',
        at: 5,
        stub: true,
        name: '',
        title: '',
        unverified: false,
        conversationId: null,
        details: [],
      },
    ],
    cursor: '5.5.int_note',
  });
  expect(scopeTimeline(page, scope('guest', 'billing')).items).toEqual([]);
  expect(scopeTimeline(page, scope('agent', 'sales')).items[0]?.title).toBe('Discount agreed with the manager');
  expect(scopeInteraction(note, scope('agent', 'billing'))).toBe('stub');
  expect(scopeInteraction(note, scope('guest', 'billing'))).toBeNull();
  expect(scopeInteraction(note, scope('lead'))).toEqual(note);
});

it('[C55] a list loses what is out of scope, a line with nothing left disappears, and what is hidden is counted', () => {
  const context = assembleContext(...goldenMaterial('scoped-departments'));
  const brief = (who: AgentScope): string[] => scopeContext(context, who).brief.map(({ text }) => text);
  expect(brief(scope('admin'))).toContain(
    'Already given: name (branch 2 Mar 10:05); employer (branch 2 Mar 10:05); order number (web 2 Mar 11:00); monthly income (mobile_app 2 Mar 12:00)',
  );
  expect(brief(scope('agent', 'mortgages'))).toContain(
    'Already given: name (branch 2 Mar 10:05); employer (branch 2 Mar 10:05); order number (web 2 Mar 11:00)',
  );
  expect(brief(scope('agent', 'billing'))).toContain('Already given: order number (web 2 Mar 11:00)');
  expect(brief(scope('guest', 'billing'))).toEqual([]);
  expect(scopeContext(context, scope('admin')).coverage.hiddenByScope).toBe(0);
  expect(scopeContext(context, scope('agent', 'billing')).coverage.hiddenByScope).toBe(1);
});

it('[C55] a headline loses the name, the reason or the alert that the agent may not see', () => {
  const context = assembleContext(...goldenMaterial('scoped-departments'));
  const headline = (who: AgentScope): string => scopeContext(context, who).headline.text;
  expect(headline(scope('admin'))).toBe('Mia Berg: Mortgage application — promise not kept: call back about the rate.');
  expect(headline(scope('agent', 'mortgages'))).toBe('Mia Berg: Mortgage application — promise not kept: call back about the rate.');
  expect(headline(scope('agent', 'billing'))).toBe('Customer 0000a1: new conversation.');
  expect(headline(scope('guest', 'mortgages'))).toMatch(/^Customer 0000a1: Mortgage application/);
});

it('[C54] a guest reads no identifier and no value; an analyst no name', () => {
  const context = assembleContext(...goldenMaterial('scoped-departments'));
  const guest = scopeContext(context, scope('guest', 'mortgages'));
  expect(guest.customer.identifiers.map(({ masked }) => masked)).toEqual(['•••']);
  expect(guest.statedFacts.every(({ value, masked }) => value === '•••' && masked)).toBe(true);
  expect(JSON.stringify(guest)).not.toMatch(/Nordwind|Mia Berg/);
  const analyst = scopeContext(context, scope('analyst', 'mortgages'));
  expect(JSON.stringify(analyst)).not.toMatch(/Nordwind|Mia Berg|o-77/);
  expect(analyst.effort).toEqual(context.effort);
});

it('[C54] [C55] [ID15] what a closed source says of a customer stands on no other agent’s card, headline or alerts', () => {
  const closed = { visibility: 'department' as const, department: 'wealth' };
  const [golden, now] = goldenMaterial('scoped-departments');
  const material = {
    ...golden,
    traits: [
      { ...trait('name', 'Ana Vidal') },
      { ...trait('segment', 'CANARY-SEGMENT'), ...closed },
      { ...trait('tier', 'Platinum'), visibility: 'restricted' as const },
      { ...trait('accessibility', 'CANARY-NEED'), ...closed },
      { ...trait('timezone', 'Europe/Berlin') },
    ],
  };
  const context = assembleContext(material, now);
  const own = scopeContext(context, scope('agent', 'Wealth'));
  expect(own.customer).toMatchObject({
    segment: 'CANARY-SEGMENT',
    preferences: { accessibility: ['CANARY-NEED'] },
    timezone: 'Europe/Berlin',
  });
  expect(own.customer.tier).toBeUndefined();
  expect(own.alerts.map(({ code }) => code)).not.toContain('vip');
  expect(scopeContext(context, scope('admin')).customer.tier).toBe('Platinum');
  for (const other of [scope('agent', 'cards'), scope('guest', 'cards'), scope('analyst')]) {
    const seen = scopeContext(context, other);
    expect(JSON.stringify(seen)).not.toMatch(/CANARY|Platinum/);
    expect(seen.customer.timezone).toBe('Europe/Berlin');
  }
});
