import { describe, expect, it } from 'vitest';
import { emptyConversation, foldEntry } from '@throughline/types';
import type { ConversationState, Entry } from '@throughline/types';
import { decodeCommand } from './command-body.js';
import { decide } from './decide.js';
import type { Surroundings } from './decision.js';
import { erasedBody } from './erased-body.js';
import { closingWith } from './survey-rule.js';

const answer = (value: unknown, field = 'order_number', label = 'Order number') => ({ field, label, value });
const details = (...answers: unknown[]) => decodeCommand('visitor', 'details', { answers });
const survey = (body: Record<string, unknown>) => decodeCommand('visitor', 'survey', body);
const around: Surroundings = {
  now: 100,
  channel: 'web_chat',
  joinedAgentId: null,
  targets: { agentIds: new Set(), teamIds: new Set() },
};

describe('answers of the form', () => {
  it('[W190] known keys are kept, unknown ones dropped; the form is the visitor’s alone', () => {
    expect(decodeCommand('visitor', 'details', { answers: [{ ...answer('A-1'), more: 1 }], also: true })).toEqual({
      ok: true,
      command: { kind: 'details', answers: [answer('A-1')], redacted: false },
    });
    expect(decodeCommand('agent', 'details', { answers: [answer('A-1')] })).toEqual({ ok: false, reason: 'kind_not_allowed' });
    expect(decodeCommand('agent', 'survey', { satisfaction: 5 })).toEqual({ ok: false, reason: 'kind_not_allowed' });
  });

  it('[P34] what can never be stored is named, so that it can be skipped; another shape is a bug of the sender', () => {
    expect(details(answer('  '))).toEqual({ ok: false, reason: 'empty' });
    expect(details(answer('x'.repeat(1_001)))).toEqual({ ok: false, reason: 'too_long' });
    expect(details(answer('half \ud800'))).toEqual({ ok: false, reason: 'invalid_text' });
    for (const odd of [
      details(),
      details(answer('a', 'Order number')),
      details(answer(7)),
      details({ value: 'x' }),
      details(answer('a'), answer('b')),
      details('x'),
    ])
      expect(odd).toEqual({ ok: false, reason: 'malformed' });
    expect(details(...[1, 2, 3, 4, 5, 6].map((n) => answer('x', `f${n}`)))).toEqual({ ok: false, reason: 'malformed' });
    expect(decodeCommand('visitor', 'details', { answers: 'x' })).toEqual({ ok: false, reason: 'malformed' });
  });

  it('[C18] a card number in an answer or a comment is gone before anything is kept', () => {
    expect(details(answer('4111 1111 1111 1111', 'note'))).toMatchObject({
      command: { answers: [{ value: '[card •1111]' }], redacted: true },
    });
    expect(details(answer('yes', 'note', 'my card 4111111111111111'))).toMatchObject({
      command: { answers: [{ label: 'my card [card •1111]' }], redacted: true },
    });
    expect(details(answer('yes', 'card_4111111111111111'))).toEqual({ ok: false, reason: 'malformed' });
    expect(survey({ comment: 'my card 4111111111111111 was charged twice' })).toMatchObject({
      command: { survey: { comment: 'my card [card •1111] was charged twice' }, redacted: true },
    });
  });
});

describe('the survey', () => {
  it('[W200] holds what was answered, within the scales, and at least one answer', () => {
    expect(survey({ satisfaction: 4, effort: 6, comment: ' quick ', recommend: 9 })).toEqual({
      ok: true,
      command: { kind: 'survey', survey: { satisfaction: 4, effort: 6, comment: 'quick' }, redacted: false },
    });
    expect(survey({})).toEqual({ ok: false, reason: 'empty' });
    expect(survey({ comment: '  ' })).toEqual({ ok: false, reason: 'empty' });
    expect(survey({ comment: 'x'.repeat(2_001) })).toEqual({ ok: false, reason: 'too_long' });
    for (const body of [{ satisfaction: 0 }, { satisfaction: 6 }, { effort: 8 }, { effort: 2.5 }, { satisfaction: '4' }])
      expect(survey(body)).toEqual({ ok: false, reason: 'malformed' });
  });
});

describe('what answers do to a conversation', () => {
  const visitor = { type: 'visitor', id: 'vis_1' } as const;
  const entryOf = (kind: string, body: Entry['body']): Entry => ({ lane: 'pub', seq: 9, id: 'ent_9', kind, body, author: visitor, ts: 99 });
  const open: ConversationState = {
    ...emptyConversation(),
    status: 'waiting',
    openedAt: 5,
    lastText: 'hello',
    lastFrom: 'agent',
    lastAt: 7,
  };
  const closed: ConversationState = { ...open, status: 'closed', closedAt: 8 };
  const commandOf = (decoded: ReturnType<typeof details>) => {
    if (!decoded.ok) throw new Error(decoded.reason);
    return decoded.command;
  };
  const form = commandOf(details(answer('A-1')));
  const said = commandOf(survey({ satisfaction: 2 }));

  it('[W190] details open a conversation as a first message does, where the site asks before it', () => {
    const decision = decide(emptyConversation(), visitor, form, around);
    expect(decision).toMatchObject({
      ok: true,
      drafts: [
        { lane: 'pub', kind: 'open', body: { channel: 'web_chat' }, author: { type: 'system' }, own: false },
        { lane: 'pub', kind: 'details', body: { answers: [answer('A-1')] }, author: visitor, own: true },
      ],
      consequences: [{ type: 'reached', kind: 'new' }, { type: 'details' }],
    });
    const agent = { type: 'agent', id: 'agt_1', name: 'Ann', role: 'agent' } as const;
    expect(decide(emptyConversation(), agent, form, around)).toEqual({ ok: false, reason: 'kind_not_allowed' });
  });

  it('[W190] [P12] until something is said, the first answer is the last line and its author waits', () => {
    const began = foldEntry(emptyConversation(), { ...entryOf('open', { channel: 'web_chat' }), author: { type: 'system', id: 'relay' } });
    const told = foldEntry(began, entryOf('details', { answers: [answer('A-1'), answer('Oak 3', 'model')] }));
    expect(told).toMatchObject({ status: 'queued', lastText: 'A-1', lastFrom: 'visitor', lastAt: 99, waitingSince: 99, openedAt: 99 });
    expect(foldEntry(told, entryOf('details', { answers: [answer('Elm 4', 'model')] }))).toEqual(told);
    const said = foldEntry(told, { ...entryOf('message', { text: 'Where is it?' }), ts: 120 });
    expect(said).toMatchObject({ lastText: 'Where is it?', lastAt: 120, waitingSince: 99 });
    const silent = foldEntry({ ...began, status: 'closed' }, entryOf('details', {}));
    expect(silent).toMatchObject({ lastText: '', waitingSince: null });
  });

  it('[W190] details are taken by a conversation that has begun, open or closed', () => {
    for (const state of [open, closed]) {
      expect(decide(state, visitor, form, around)).toMatchObject({
        ok: true,
        drafts: [{ lane: 'pub', kind: 'details', body: { answers: [answer('A-1')] }, author: visitor, own: true }],
      });
    }
  });

  it('[W200] a survey belongs to a conversation that has ended, also when it was reopened since', () => {
    expect(decide(emptyConversation(), visitor, said, around)).toEqual({ ok: false, reason: 'kind_not_allowed' });
    expect(decide(open, visitor, said, around)).toEqual({ ok: false, reason: 'not_closed' });
    const closing = { seq: 8, given: null };
    expect(decide(open, visitor, said, { ...around, closing })).toMatchObject({ ok: true });
    expect(decide(closed, visitor, said, { ...around, closing })).toMatchObject({
      ok: true,
      drafts: [{ kind: 'survey', body: { satisfaction: 2 } }],
    });
  });

  it('[W200] once per end: ten minutes more for a comment or another number, then it was answered', () => {
    const at = (minutes: number) => ({ ...around, closing: closingWith(8, [{ body: { effort: 6 }, ts: 0 }], minutes * 60_000) });
    expect(decide(closed, visitor, said, at(10))).toMatchObject({ ok: true });
    expect(decide(closed, visitor, said, at(11))).toEqual({ ok: false, reason: 'already_answered' });
    const told = closingWith(
      8,
      [
        { body: { effort: 6 }, ts: 0 },
        { body: { effort: 2, comment: 'slow' }, ts: 600_000 },
      ],
      600_001,
    );
    expect(told.given).toEqual({ said: { effort: 2, comment: 'slow' }, over: true });
  });

  it('[W190] an answer stands under the site’s label of its field', () => {
    const asked = { id: 'order_number', type: 'text' as const, label: 'Your order', required: false, choices: [] };
    expect(decide(open, visitor, form, { ...around, form: [asked] })).toMatchObject({
      drafts: [{ body: { answers: [answer('A-1', 'order_number', 'Your order')] } }],
    });
  });

  it('[P12] neither changes the last line, reopens, nor makes anybody wait', () => {
    for (const state of [open, closed]) {
      expect(foldEntry(state, entryOf('details', { answers: [answer('A-1')] }))).toEqual(state);
      expect(foldEntry(state, entryOf('survey', { satisfaction: 1, comment: 'bad' }))).toEqual(state);
    }
  });

  it('[S77] an erased form says nothing, an erased survey keeps its numbers alone', () => {
    expect(erasedBody('details', { answers: [answer('A-1')] })).toEqual({});
    expect(erasedBody('survey', { satisfaction: 1, effort: 7, comment: 'call me on 555' })).toEqual({ satisfaction: 1, effort: 7 });
  });
});
