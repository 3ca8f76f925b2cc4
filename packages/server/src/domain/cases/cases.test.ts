import type { Json } from '@throughline/types';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { caseEventOf } from './case-event.js';
import type { CaseSaying } from './case-event.js';
import { caseToJoin } from './case-to-join.js';
import { contactsOfCase } from './contacts-of-case.js';
import { CASE_EVENTS_MAX, addCaseEvent, foldCase } from './fold-case.js';
import type { CaseEvent } from './model.js';

const DAY_MS = 86_400_000;
const saying = (id: string, at: number, name: string, data: Record<string, Json>, more: Partial<CaseSaying> = {}): CaseSaying => ({
  id,
  name,
  data,
  occurredAt: at,
  channel: 'back_office',
  department: 'mortgages',
  visibility: 'shared',
  unverified: false,
  conversationId: null,
  ...more,
});
const eventsOf = (...sayings: CaseSaying[]): CaseEvent[] => sayings.flatMap((one) => caseEventOf(one)?.event ?? []);
const opening = saying('int_1', 10, 'case.opened', { case_id: 'c-1', title: 'First bill', order_id: 'o-77', reason: 'invoice.inaccurate' });
const status = (id: string, at: number, to: string, more: Record<string, Json> = {}): CaseSaying =>
  saying(id, at, 'case.updated', { case_id: 'c-1', status: to, ...more });

it('[C29] reads a case from a branch visit, with its item, and from nobody who cannot be believed', () => {
  const data = {
    case: { id: 'm-9', title: 'Mortgage application', due_at: '2026-03-20T16:00:00Z' },
    item: { type: 'application', number: 'app-5521' },
  };
  const visit = saying('int_v', 5, 'Branch Visit Logged', data, { channel: 'branch' });
  expect(caseEventOf(visit)).toMatchObject({
    caseId: 'm-9',
    event: {
      kind: 'opened',
      title: 'Mortgage application',
      department: 'mortgages',
      dueAt: 1_774_022_400_000,
      itemNumbers: ['APP-5521'],
      source: { interactionId: 'int_v', channel: 'branch' },
    },
  });
  expect(caseEventOf({ ...visit, unverified: true })).toBeNull();
  expect(caseEventOf(saying('int_2', 5, 'Branch Visit Logged', { note: 'hello' }))).toBeNull();
  expect(caseEventOf(saying('int_3', 5, 'case.updated', { status: 'open' }))).toBeNull();
  expect(caseEventOf(saying('int_4', 5, 'case.opened', { case_id: 'c', title: 'Card 4111 1111 1111 1111' }))?.event).toMatchObject({
    title: expect.not.stringContaining('4111 1111'),
  });
});

it('[C29] goes new → open → pending → resolved → closed → reopened → open, and nowhere else', () => {
  const path = ['open', 'pending_customer', 'pending_internal', 'resolved', 'closed', 'reopened', 'open'];
  const walked = path.map((to, index) => status(`int_s${index}`, 20 + index, to));
  path.forEach((to, index) => expect(foldCase(eventsOf(opening, ...walked.slice(0, index + 1)))?.status).toBe(to));
  expect(foldCase(eventsOf(opening))?.status).toBe('new');
  expect(foldCase(eventsOf(opening, status('int_2', 20, 'closed')))?.status).toBe('new');
  const done = [status('int_2', 20, 'resolved', { resolution: 'Credited 39.80' }), status('int_3', 21, 'open', { resolution: 'nothing' })];
  expect(foldCase(eventsOf(opening, ...done))).toMatchObject({ status: 'resolved', resolution: 'Credited 39.80', resolvedAt: 20 });
  expect(foldCase(eventsOf(opening, ...done, status('int_4', 22, 'reopened')))).toMatchObject({ status: 'reopened', resolution: null });
});

it('[C29] is no case until something opened it; links arriving earlier are kept', () => {
  const linked = saying('int_0', 12, 'case.linked', { case_id: 'c-1', conversation_id: 'cnv_1', how: 'shared_id', claim_id: 'cl 1' });
  expect(foldCase(eventsOf(linked))).toBeNull();
  expect(foldCase(eventsOf(linked, opening))).toMatchObject({
    title: 'First bill',
    openedAt: 10,
    conversationIds: ['cnv_1'],
    itemNumbers: ['O-77', 'CL1'],
    refs: [{ interactionId: 'int_1' }, { interactionId: 'int_0' }],
  });
});

it('[C29] every order of arrival gives the same case, one by one or at once, also beyond what is kept', () => {
  const seed = 29_001;
  const many = Array.from({ length: CASE_EVENTS_MAX + 15 }, (_, index) =>
    index % 3 === 0
      ? saying(`int_l${index}`, 20 + (index % 7), 'case.linked', { case_id: 'c-1', conversation_id: `cnv_${index}` })
      : status(`int_u${index}`, 20 + index, ['open', 'pending_customer', 'resolved', 'closed', 'reopened'][index % 5] ?? 'open'),
  );
  const events = eventsOf(opening, saying('int_b', 30, 'case.opened', { case_id: 'c-1', title: 'Again' }), ...many);
  const expected = foldCase(events);
  fc.assert(
    fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
      const held = shuffled.reduce<CaseEvent[]>((kept, event) => addCaseEvent(addCaseEvent(kept, event), event), []);
      expect(held.length).toBeLessThanOrEqual(CASE_EVENTS_MAX + 1);
      expect(foldCase(held)).toEqual(expected);
      expect(foldCase(shuffled)).toEqual(expected);
    }),
    { seed, numRuns: 60 },
  );
});

it('[C29] a conversation joins the case it shares a number with; a likely case is only offered', () => {
  const one = { id: 'c-1', status: 'open', reason: 'invoice.inaccurate', openedAt: 0, resolvedAt: null, itemNumbers: ['O-77'] } as const;
  const other = { ...one, id: 'c-2', reason: 'product.defect', openedAt: 1, itemNumbers: ['CL-7741'] } as const;
  const ask = (cases: Parameters<typeof caseToJoin>[0]['cases'], patch: { order?: string; reason?: string; at?: number } = {}): unknown =>
    caseToJoin({
      cases,
      conversation: {
        ids: { orderIds: patch.order === undefined ? [] : [patch.order], claimIds: [], itemNumbers: [] },
        reasonCode: patch.reason ?? null,
        at: patch.at ?? DAY_MS,
      },
    });
  expect(ask([one, other], { order: ' o-77' })).toEqual({ join: 'c-1' });
  expect(ask([{ ...one, status: 'closed', resolvedAt: 5 }], { order: 'o-77' })).toBeNull();
  expect(ask([one, other], { reason: 'product.defect' })).toEqual({ suggest: 'c-2' });
  expect(ask([{ ...one, status: 'closed', resolvedAt: 5 }], { reason: 'invoice.inaccurate' })).toEqual({ suggest: 'c-1' });
  expect(ask([{ ...one, status: 'closed', resolvedAt: 5 }], { reason: 'invoice.inaccurate', at: 31 * DAY_MS })).toBeNull();
  expect(ask([one])).toEqual({ suggest: 'c-1' });
  expect(ask([one, other])).toBeNull();
  expect(ask([])).toBeNull();
});

it('[C43] counts the contacts of a case: linked ones, and later ones that can be about nothing else', () => {
  const contact = (at: number, conversationId: string | null, caseId: string | null = null) => ({
    at,
    channel: 'voice',
    conversationId,
    caseId,
  });
  const contacts = [contact(30, 'cnv_3'), contact(5, 'cnv_0'), contact(10, null), contact(20, 'cnv_2', 'c-2'), contact(8, 'cnv_1')];
  const one = { id: 'c-1', openedAt: 10, conversationIds: ['cnv_1'], otherOpenCase: false };
  expect(contactsOfCase(one, contacts).map(({ at }) => at)).toEqual([8, 10, 30]);
  expect(contactsOfCase({ ...one, otherOpenCase: true }, contacts).map(({ at }) => at)).toEqual([8]);
});

it('[C29] [C54] who gave the resolution stands behind the opening, however much is said after it, and only while there is one', () => {
  const solved = status('int_2', 20, 'resolved', { resolution: 'Refunded' });
  const later = Array.from({ length: 12 }, (_none, n) =>
    saying(`int_l${n}`, 30 + n, 'case.linked', { case_id: 'c-1', order_id: `o-${n}`, how: 'confirmed' }),
  );
  const ids = (...sayings: CaseSaying[]) => foldCase(eventsOf(opening, ...sayings))?.refs.map(({ interactionId }) => interactionId);
  expect(ids(solved, ...later)?.slice(0, 2)).toEqual(['int_1', 'int_2']);
  expect(ids(solved, ...later)).toHaveLength(8);
  expect(ids(solved, status('int_3', 25, 'closed'), ...later)?.[1]).toBe('int_2');
  expect(ids(solved, status('int_3', 25, 'closed', { resolution: 'Paid out' }), ...later)?.[1]).toBe('int_3');
  expect(ids(solved, status('int_3', 25, 'reopened'), ...later)).not.toContain('int_2');
});
