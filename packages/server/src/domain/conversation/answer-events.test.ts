import { expect, it } from 'vitest';
import type { FormField, SurveyBody } from '@throughline/types';
import { factsOf } from '../facts/extract.js';
import { timelineItem } from '../context/timeline-item.js';
import { detailsEvent, keyOfAnswer, surveyEvent } from './answer-events.js';
import type { IngestEvent } from '../ingest/event.js';

const where = {
  conv: 'cnv_1',
  entryId: 'ent_1',
  channel: 'web_chat' as const,
  department: null,
  owner: { identifiers: [{ type: 'anonymous_id', value: 'anon', trust: 0 as const, proven: true }] },
  at: 1_000,
};
const field = (id: string, label: string, type: FormField['type'] = 'text') => ({ id, label, type });
const fields = [
  field('contact', 'E-mail', 'email'),
  field('mobile_1', 'Phone', 'phone'),
  field('order_number', 'Order number'),
  field('q1', 'Order number'),
  field('q2', 'Which model?'),
  field('full_name', 'Your name'),
  field('password', 'Password'),
  field('q3', 'Your PIN'),
];
function kept(event: IngestEvent | null): IngestEvent {
  if (event === null) throw new Error('There is an event');
  return event;
}
const stored = (event: IngestEvent) => ({
  ...event,
  id: 'int_1',
  siteId: 'sit_1',
  sourceId: 'src_1',
  customerIdAtIngest: 'cus_1',
  receivedAt: 1_000,
});

it('[W190] an answer is the fact everybody asks for, by its field’s type, id or label, else its own', () => {
  const key = (id: string) => keyOfAnswer({ field: id }, fields);
  expect([key('contact'), key('mobile_1'), key('order_number'), key('q1'), key('q2'), key('full_name')]).toEqual([
    'email',
    'phone',
    'order_id',
    'order_id',
    'q2',
    'name',
  ]);
  expect([key('password'), key('q3')]).toEqual([null, null]);
});

it('[W190] [ID8] e-mail, phone and name are claims: trust 1, unproven', () => {
  const event = kept(
    detailsEvent(
      [
        { field: 'contact', label: 'E-mail', value: 'Ana@Mail.example' },
        { field: 'mobile_1', label: 'Phone', value: '+49 170 1234567' },
        { field: 'full_name', label: 'Your name', value: 'Ana Vidal' },
        { field: 'password', label: 'Password', value: 'hunter2' },
      ],
      fields,
      where,
    ),
  );
  expect(event).toMatchObject({
    name: 'details.given',
    channel: 'web_chat',
    conversationId: 'cnv_1',
    causationId: 'ent_1',
    unverified: false,
  });
  expect(event.identifiers.slice(1)).toEqual([
    { type: 'email', value: 'Ana@Mail.example', trust: 1, proven: false },
    { type: 'phone', value: '+49 170 1234567', trust: 1, proven: false },
  ]);
  expect([event.traits, event.traitTrust]).toEqual([{ email: 'Ana@Mail.example', phone: '+49 170 1234567', name: 'Ana Vidal' }, 1]);
  expect(JSON.stringify(event)).not.toContain('hunter2');
});

it('[W190] [S122] what the site’s form does not ask is no fact, trait or identifier, whatever it calls itself', () => {
  const lie = { field: 'identity_verified', label: 'Identity verified by bank', value: 'yes, level 3' };
  const claim = { field: 'email', label: 'E-mail', value: 'ana@mail.example' };
  expect([detailsEvent([lie, claim], fields, where), detailsEvent([claim], [], where)]).toEqual([null, null]);
  const event = kept(detailsEvent([lie, claim, { field: 'q2', label: 'Identity verified', value: 'Oak 3' }], fields, where));
  expect(event.data).toEqual({ fields: [{ name: 'q2', label: 'Which model?', value: 'Oak 3' }] });
  expect([event.traits, event.identifiers]).toEqual([{}, where.owner.identifiers]);
});

it('[W190] [C25] its facts are given once, named as the form names them, and the timeline shows them', () => {
  const event = kept(
    detailsEvent(
      [
        { field: 'order_number', label: 'Say anything', value: 'A-7731' },
        { field: 'q2', label: 'Verified by', value: 'Oak 3' },
      ],
      fields,
      where,
    ),
  );
  expect(factsOf(stored(event))).toMatchObject([
    { key: 'order_id', label: 'order number', value: 'A-7731', origin: 'form:chat' },
    { key: 'q2', label: 'Which model?', value: 'Oak 3', scope: 'case', origin: 'form:chat' },
  ]);
  expect(timelineItem(stored(event))).toMatchObject({
    title: 'Details given in the chat',
    details: [
      { label: 'order id', value: 'A-7731' },
      { label: 'which model?', value: 'Oak 3' },
    ],
  });
});

const first = { seq: 7, given: null };

it('[W200] a survey is on the timeline with its numbers, under its own channel', () => {
  const event = kept(surveyEvent({ satisfaction: 4, effort: 6, comment: 'quick' }, first, where));
  expect(event).toMatchObject({ name: 'survey.answered', channel: 'survey', data: { satisfaction: 4, effort: 6, comment: 'quick' } });
  expect(timelineItem(stored(event))).toMatchObject({
    channel: 'survey',
    title: 'Survey: satisfaction 4 of 5, effort 6 of 7',
    details: [{ label: 'comment', value: 'quick' }],
  });
  expect(timelineItem(stored(kept(surveyEvent({ comment: 'quick' }, first, where)))).title).toBe('Survey: comment');
  expect(factsOf(stored(event))).toEqual([]);
});

it('[W200] each number of one closing is counted once: a later answer says only what is new', () => {
  const given = { said: { satisfaction: 4, effort: 6 }, over: false };
  const again = (survey: SurveyBody) => surveyEvent(survey, { seq: 7, given }, where);
  expect(again({ satisfaction: 4, effort: 6 })).toBeNull();
  const more = kept(again({ satisfaction: 4, effort: 2, comment: 'slow' }));
  expect(more.data).toEqual({ effort: 2, comment: 'slow' });
  expect(more.correlationId).toBe(kept(surveyEvent({ effort: 6 }, first, where)).correlationId);
});
