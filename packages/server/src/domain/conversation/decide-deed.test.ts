import { describe, expect, it } from 'vitest';
import { emptyConversation, limits } from '@throughline/types';
import type { ConversationState } from '@throughline/types';
import { decodeCommand } from './command-body.js';
import { decide } from './decide.js';
import type { Actor, Decision, Surroundings } from './decision.js';

const NOW = 1_000_000;
const ANN: Actor = { type: 'agent', id: 'agt_1', name: 'Ann', role: 'agent' };
const LEAD: Actor = { type: 'agent', id: 'agt_9', name: 'Lea', role: 'lead' };
const around: Surroundings = {
  now: NOW,
  channel: 'web_chat',
  joinedAgentId: null,
  targets: { agentIds: new Set(['agt_2']), teamIds: new Set(['tea_1']), readers: new Set(['agt_2']), helpers: new Set(['agt_2', 'agt_3']) },
  notes: new Map([
    ['ent_1', { authorId: 'agt_1', deleted: false }],
    ['ent_2', { authorId: 'agt_2', deleted: false }],
    ['ent_3', { authorId: 'agt_1', deleted: true }],
  ]),
};
const open: ConversationState = { ...emptyConversation(), status: 'open', openedAt: 1, assigneeId: 'agt_1', tags: ['old'] };
const closed: ConversationState = { ...open, status: 'closed', closedAt: 5 };

function decided(
  kind: string,
  body: Record<string, unknown>,
  { state = open, actor = ANN, more = {} }: { state?: ConversationState; actor?: Actor; more?: Partial<Surroundings> } = {},
): Decision | string {
  const decoded = decodeCommand(actor.type, kind, body);
  if (!decoded.ok) return decoded.reason;
  const decision = decide(state, actor, decoded.command, { ...around, ...more });
  return decision.ok ? decision : decision.reason;
}
const draft = (kind: string, body: Record<string, unknown>) => ({ ok: true, drafts: [{ lane: 'int', kind, body, own: true }] });

describe('what agents may do to a conversation', () => {
  it('[K22] every deed is the agents’ alone, in their own lane', () => {
    for (const kind of [
      'note',
      'note_edit',
      'note_delete',
      'pin',
      'snooze',
      'wake',
      'tag',
      'priority',
      'consult',
      'merge',
      'sla',
      'merged',
    ])
      expect(decodeCommand('visitor', kind, { text: 'x' })).toEqual({ ok: false, reason: 'kind_not_allowed' });
    for (const kind of ['sla', 'merged', 'wrap_up', 'context_snapshot', 'identity_verified'])
      expect(decided(kind, {})).toBe('kind_not_allowed');
    expect(decided('priority', { priority: 'high', reason: 'a rule' })).toMatchObject(draft('priority', { priority: 'high' }));
    expect(decided('assign', { how: 'route', agentId: 'agt_1', teamId: null, ifVersion: 0 })).toBe('malformed');
  });

  it('[K65] a note names who may read it, each once; its files are the author’s', () => {
    const mentions = [
      { type: 'agent', id: 'agt_2' },
      { type: 'team', id: 'tea_1' },
    ];
    expect(decided('note', { text: 'see 4111 1111 1111 1111', mentions: [...mentions, mentions[0]] })).toMatchObject(
      draft('note', { text: 'see [card •1111]', mentions }),
    );
    expect(decided('note', { text: 'x', mentions: [{ type: 'agent', id: 'agt_3' }] })).toBe('unknown_target');
    expect(decided('note', { text: 'x', mentions: [{ type: 'team', id: 'tea_2' }] })).toBe('unknown_target');
    expect(decided('note', { text: '  ' })).toBe('empty');
    const file = { id: 'fil_1', name: 'a.png', type: 'image/png' as const, size: 9 };
    expect(decided('note', { text: '', files: [file] })).toBe('unknown_file');
    expect(decided('note', { text: '', files: [file] }, { more: { files: new Map([['fil_1', file]]) } })).toMatchObject(
      draft('note', { text: '', files: [file] }),
    );
    expect(decided('note', { text: 'x', files: [file, file] })).toBe('malformed');
  });

  it('[K65] an edit is the author’s or a lead’s; what is deleted can be neither edited nor pinned', () => {
    expect(decided('note_edit', { noteId: 'ent_1', text: 'better' })).toMatchObject(
      draft('note_edit', { noteId: 'ent_1', text: 'better' }),
    );
    expect(decided('note_edit', { noteId: 'ent_2', text: 'better' })).toBe('not_yours');
    expect(decided('note_delete', { noteId: 'ent_2' }, { actor: LEAD })).toMatchObject(draft('note_delete', { noteId: 'ent_2' }));
    for (const noteId of ['ent_3', 'ent_4']) {
      expect(decided('note_edit', { noteId, text: 'x' })).toBe('unknown_note');
      expect(decided('note_delete', { noteId })).toBe('unknown_note');
      expect(decided('pin', { noteId })).toBe('unknown_note');
    }
    expect(decided('pin', { noteId: null })).toMatchObject(draft('pin', { noteId: null }));
  });

  it('[K71] a snooze ends in the future, within a year; only what is snoozed wakes by hand', () => {
    expect(decided('snooze', { until: NOW + 1 })).toMatchObject(draft('snooze', { until: NOW + 1 }));
    expect(decided('snooze', { until: null })).toMatchObject(draft('snooze', { until: null }));
    expect(decided('snooze', { until: NOW })).toBe('bad_time');
    expect(decided('snooze', { until: NOW + limits.SNOOZE_MAX_MS + 1 })).toBe('bad_time');
    expect(decided('snooze', { until: null }, { state: closed })).toBe('already_closed');
    expect(decided('wake', {})).toBe('not_snoozed');
    expect(decided('wake', { because: 'time' }, { state: { ...open, status: 'snoozed' } })).toMatchObject(
      draft('wake', { because: 'manual' }),
    );
  });

  it('[K22] tags are trimmed, bounded and allowed on a closed one', () => {
    expect(decided('tag', { add: [' a ', 'a', ''].slice(0, 2), remove: ['old'] }, { state: closed })).toMatchObject(
      draft('tag', { add: ['a'], remove: ['old'] }),
    );
    const many = Array.from({ length: limits.TAGS_MAX }, (_, at) => `t${at}`);
    expect(decided('tag', { add: many })).toBe('too_many_tags');
    expect(decided('tag', { add: many, remove: ['old'] })).toMatchObject({ ok: true });
    expect(decided('tag', {})).toBe('empty');
    expect(decided('tag', { add: ['x'.repeat(41)] })).toBe('malformed');
  });

  it('[K61] one colleague or one team is asked, and only who was asked is done', () => {
    expect(decided('consult', { agentId: 'agt_3', teamId: null, note: 'form?' })).toMatchObject(
      draft('consult', { agentId: 'agt_3', teamId: null, note: 'form?' }),
    );
    expect(decided('consult', { agentId: 'agt_7', teamId: null })).toBe('unknown_target');
    expect(decided('consult', { agentId: null, teamId: null })).toBe('unknown_target');
    expect(decided('consult', { agentId: 'agt_3', teamId: 'tea_1' })).toBe('unknown_target');
    expect(decided('consult', { agentId: 'agt_3', teamId: null, done: true })).toBe('not_consulted');
    expect(decided('consult', { agentId: 'agt_3', teamId: null }, { state: closed })).toBe('already_closed');
  });

  it('[K24] the newer of two is closed with the pointer, whichever the agent stands in; the other one is told', () => {
    const other = { state: { ...open, openedAt: 2 }, customerId: 'cus_1', channel: 'email' };
    const merging = { id: 'cnv_1', customerId: 'cus_1', others: new Map([['cnv_2', other]]) };
    const body = { into: 'cnv_2', from: 'cnv_1' };
    const facts = { into: 'cnv_1', from: 'cnv_2' };
    expect(decided('merge', body, { more: { merging } })).toMatchObject({
      drafts: [{ lane: 'int', kind: 'merged', body: facts, own: true }],
      consequences: [],
      elsewhere: {
        conv: 'cnv_2',
        drafts: [
          { lane: 'int', kind: 'merge', body: facts },
          { lane: 'pub', kind: 'close', body: {} },
        ],
        consequences: [{ type: 'closed' }],
      },
    });
    expect(decided('merge', body)).toBe('unknown_target');
    expect(decided('merge', body, { more: { merging: { ...merging, customerId: 'cus_2' } } })).toBe('not_same_customer');
    expect(decided('merge', body, { state: closed, more: { merging } })).toBe('already_closed');
    expect(decided('merge', { ...body, undone: true }, { more: { merging } })).toBe('not_merged');
    const merged = { ...other, state: { ...closed, openedAt: 2, mergedInto: 'cnv_1' } };
    expect(
      decided('merge', { ...body, undone: true }, { more: { merging: { ...merging, others: new Map([['cnv_2', merged]]) } } }),
    ).toMatchObject({
      drafts: [{ kind: 'merged', body: { ...facts, undone: true } }],
      elsewhere: { drafts: [{ kind: 'merge' }, { lane: 'pub', kind: 'open', body: { channel: 'email', reopened: true } }] },
    });
  });

  it('[K22] [K71] a visitor’s message wakes with a cause, and reopens with the same owner while they are there', () => {
    const ana: Actor = { type: 'visitor', id: 'vis_1' };
    const by = (state: ConversationState, more: Partial<Surroundings> = {}) => {
      const decision = decided('message', { text: 'hi' }, { state, actor: ana, more });
      return typeof decision === 'string' || !decision.ok
        ? decision
        : decision.drafts.map(({ kind, body }) => [kind, body['because'] ?? body['reason']]);
    };
    expect(by({ ...open, status: 'snoozed' })).toEqual([
      ['wake', 'reply'],
      ['message', undefined],
    ]);
    expect(by({ ...open, status: 'snoozed' }, { ownerIsThere: false })).toEqual([
      ['wake', 'reply'],
      ['assign', 'its owner is away'],
      ['message', undefined],
    ]);
    expect(by(closed)).toEqual([
      ['open', undefined],
      ['message', undefined],
    ]);
    expect(by(closed, { ownerIsThere: false })).toEqual([
      ['open', undefined],
      ['assign', 'its owner is away'],
      ['message', undefined],
    ]);
  });

  it('[K22] [P92] 14 days after its end it takes no reply any more; what continues it says so, and then nobody opens it again', () => {
    const ana: Actor = { type: 'visitor', id: 'vis_1' };
    const at = (now: number) => decided('message', { text: 'hi' }, { state: closed, actor: ana, more: { now } });
    const end = closed.closedAt ?? 0;
    expect(at(end + limits.REOPEN_WINDOW_MS)).toMatchObject({ ok: true });
    expect(at(end + limits.REOPEN_WINDOW_MS + 1)).toBe('ended');
    const fresh = { state: emptyConversation(), actor: ana, more: { continues: 'cnv_0' } };
    expect(decided('message', { text: 'hi' }, fresh)).toMatchObject({
      drafts: [{ kind: 'open', body: { channel: 'web_chat', continues: 'cnv_0' } }, { kind: 'message' }],
    });
    expect(decided('open', {}, { state: closed, more: { isContinued: true } })).toBe('continued');
    expect(decided('open', {}, { state: closed })).toMatchObject({ ok: true });
  });
});
