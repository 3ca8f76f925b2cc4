import { describe, expect, it } from 'vitest';
import type { Entry } from '../model/entry.js';
import { emptyConversation, foldEntry } from './fold.js';
import type { ConversationState } from './fold.js';

const ANN = { type: 'agent', id: 'agt_1', name: 'Ann' } as const;
const BEN = { type: 'agent', id: 'agt_2', name: 'Ben' } as const;
const ANA = { type: 'visitor', id: 'vis_1' } as const;
const RELAY = { type: 'system', id: 'relay' } as const;
type Said = [kind: string, body?: Entry['body'], author?: Entry['author']];

/** Entries at 1, 2, 3 …; a lane does not matter to the fold. */
const fold = (...said: Said[]): ConversationState =>
  said.reduce<ConversationState>(
    (state, [kind, body = {}, author = ANN], at) =>
      foldEntry(state, { lane: 'int', seq: at + 1, id: `ent_${at + 1}`, kind, body, author, ts: at + 1 }),
    emptyConversation(),
  );
const OPEN: Said = ['open', { channel: 'web_chat' }, RELAY];
const HELLO: Said = ['message', { text: 'hello' }, ANA];
const assign = (how: string, agentId: string | null, teamId: string | null = null): Entry['body'] => ({
  how,
  agentId,
  teamId,
  ifVersion: 0,
});
const CLAIMED: Said = ['assign', assign('claim', ANN.id)];

describe('the state after what agents do', () => {
  it('[K71] snoozed until a time or a reply; the clock, a person or the customer wakes it to whose turn it is', () => {
    const snoozed: Said[] = [OPEN, HELLO, CLAIMED, ['message', { text: 'wait' }], ['snooze', { until: 99 }]];
    expect(fold(...snoozed)).toMatchObject({ status: 'snoozed', snoozedUntil: 99, assigneeId: ANN.id });
    expect(fold(...snoozed, ['wake', { because: 'time' }, RELAY])).toMatchObject({ status: 'waiting', snoozedUntil: null });
    expect(fold(...snoozed, HELLO)).toMatchObject({ status: 'open', snoozedUntil: null });
    expect(fold(OPEN, HELLO, ['snooze', { until: null }], ['wake', { because: 'manual' }])).toMatchObject({ status: 'queued' });
    expect(fold(OPEN, HELLO, ['wake', { because: 'manual' }])).toEqual(fold(OPEN, HELLO));
    expect(fold(...snoozed, ['assign', assign('transfer', BEN.id)])).toMatchObject({ status: 'snoozed', snoozedUntil: 99 });
    expect(fold(...snoozed, ['assign', assign('release', null)])).toMatchObject({ status: 'queued', snoozedUntil: null });
  });

  it('[K22] reopened, it is with whoever had it, or in the line', () => {
    const closed: Said[] = [OPEN, HELLO, CLAIMED, ['close']];
    expect(fold(...closed)).toMatchObject({ status: 'closed', closedAt: 4, queuedAt: null });
    const reopened: Said = ['open', { channel: 'web_chat', reopened: true }, RELAY];
    expect(fold(...closed, reopened, HELLO)).toMatchObject({ status: 'open', assigneeId: ANN.id, closedAt: null });
    const requeued: Said = ['assign', assign('requeue', null), RELAY];
    expect(fold(...closed, reopened, requeued, HELLO)).toMatchObject({ status: 'queued', assigneeId: null, queuedAt: 6, waitingSince: 7 });
  });

  it('[K22] tags, priority and who is asked follow the newest word; a closed one has nobody asked', () => {
    const said: Said[] = [
      OPEN,
      ['tag', { add: ['vip', 'late'], remove: [] }],
      ['tag', { add: ['vip'], remove: ['late'] }],
      ['priority', { priority: 'urgent' }],
      ['priority', { priority: 'whatever' }],
      ['consult', { agentId: BEN.id, teamId: null }],
      ['consult', { agentId: null, teamId: 'tea_1' }],
      ['consult', { agentId: BEN.id, teamId: null, done: true }],
    ];
    expect(fold(...said)).toMatchObject({ tags: ['vip'], priority: 'urgent', consulted: ['tea_1'] });
    expect(fold(...said, ['close']).consulted).toEqual([]);
  });

  it('[K61] a decline goes to whoever handed it over, also by way of a team; a release forgets them', () => {
    const given: Said[] = [OPEN, HELLO, CLAIMED, ['assign', assign('transfer', null, 'tea_1')]];
    expect(fold(...given).handedOverBy).toBe(ANN.id);
    const taken: Said[] = [...given, ['assign', assign('claim', BEN.id, 'tea_1'), BEN]];
    expect(fold(...taken)).toMatchObject({ assigneeId: BEN.id, handedOverBy: ANN.id, transfers: 1 });
    expect(fold(...taken, ['assign', assign('decline', ANN.id), BEN])).toMatchObject({
      assigneeId: ANN.id,
      handedOverBy: null,
      transfers: 1,
    });
    expect(fold(...given, ['assign', assign('release', null), BEN]).handedOverBy).toBeNull();
  });

  it('[K24] merged, it points to the other one; undone or opened again, it stands for itself', () => {
    const pointer = { into: 'cnv_1', from: 'cnv_2' };
    const merged: Said[] = [OPEN, HELLO, ['merge', pointer], ['close']];
    expect(fold(...merged)).toMatchObject({ status: 'closed', mergedInto: 'cnv_1' });
    expect(fold(...merged, ['merge', { ...pointer, undone: true }], ['open', { reopened: true }])).toMatchObject({
      status: 'queued',
      mergedInto: null,
    });
    expect(fold(...merged, ['open', { reopened: true }, RELAY], HELLO).mergedInto).toBeNull();
    expect(fold(OPEN, HELLO, ['merged', pointer])).toEqual(fold(OPEN, HELLO));
  });

  it('[K65] the pinned note is off when it is deleted, or another is pinned', () => {
    const pinned: Said[] = [OPEN, ['note', { text: 'a' }], ['pin', { noteId: 'ent_2' }]];
    expect(fold(...pinned).pinnedNote).toBe('ent_2');
    expect(fold(...pinned, ['note_delete', { noteId: 'ent_9' }]).pinnedNote).toBe('ent_2');
    expect(fold(...pinned, ['note_delete', { noteId: 'ent_2' }]).pinnedNote).toBeNull();
    expect(fold(...pinned, ['pin', { noteId: null }]).pinnedNote).toBeNull();
  });
});
