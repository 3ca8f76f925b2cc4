import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry, OutboxItem } from '@throughline/types';
import { entry, lane, view } from '../testing/fixtures.js';
import { namesOf } from './names.js';
import { keepSame, mergeLanes, threadItems } from './thread.js';
import type { ThreadItem } from './thread.js';

const NAMES = namesOf([{ id: 'agt_ben', name: 'Ben', email: 'b@x.example', role: 'agent' }], [{ id: 'team_1', name: 'Cards' }]);
const agent = { type: 'agent', id: 'agt_ben', name: 'Ben' } as const;
const note = (seq: number, after_pub: number): Entry => entry('int', seq, 'note', { after_pub, author: agent });
const kinds = (items: readonly ThreadItem[]): string[] => items.map((item) => item.type).filter((type) => type !== 'day');
const own = (change: Partial<OutboxItem>): OutboxItem => ({
  n: 1,
  origin: 's:1',
  kind: 'message',
  body: { text: 'mine' },
  at: 0,
  state: { state: 'queued' },
  ...change,
});

describe('one thread of two lanes', () => {
  it('[K26] shows each note behind the message it was written after', () => {
    const pub = lane(
      'pub',
      [1, 2, 3].map((seq) => entry('pub', seq, 'message')),
    );
    const int = lane('int', [note(1, 0), note(2, 2), note(3, 2), note(4, 3)]);
    expect(mergeLanes({ pub, int }).map((one) => one.id)).toEqual([
      'ent_int_1',
      'ent_pub_1',
      'ent_pub_2',
      'ent_int_2',
      'ent_int_3',
      'ent_pub_3',
      'ent_int_4',
    ]);
  });

  it('[K26] leaves out notes that belong to messages not loaded yet', () => {
    const pub = lane('pub', [entry('pub', 11, 'message')], 10);
    const int = lane('int', [note(1, 3), note(2, 11)]);
    expect(mergeLanes({ pub, int }).map((one) => one.id)).toEqual(['ent_pub_11', 'ent_int_2']);
  });

  it('[K26] each entry appears once, and each lane keeps its order', () => {
    const anchors = fc.array(fc.nat(8), { maxLength: 12 }).map((list) => [...list].sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.nat(8), anchors, (count, list) => {
        const pub = lane(
          'pub',
          Array.from({ length: count }, (_none, index) => entry('pub', index + 1, 'message')),
        );
        const int = lane(
          'int',
          list.map((after, index) => note(index + 1, Math.min(after, count))),
        );
        const merged = mergeLanes({ pub, int });
        expect(merged.filter((one) => one.lane === 'pub')).toEqual(pub.entries);
        expect(merged.filter((one) => one.lane === 'int')).toEqual(int.entries);
      }),
    );
  });

  it('[K26] folds more than three system lines in a row, and says each in words', () => {
    const assign = (seq: number, body: Record<string, unknown>): Entry =>
      entry('int', seq, 'assign', { body, author: agent, after_pub: 1 });
    const three = [
      assign(1, { how: 'claim', agentId: 'agt_ben' }),
      assign(2, { how: 'transfer', agentId: null, teamId: 'team_1', note: 'Refund needs approval' }),
      assign(3, { how: 'release', agentId: null, teamId: null }),
    ];
    const pub = lane('pub', [entry('pub', 1, 'message')]);
    const lines = threadItems(view({ pub, int: lane('int', three) }), NAMES, null);
    expect(kinds(lines)).toEqual(['message', 'system', 'system', 'system']);
    expect(lines.flatMap((item) => (item.type === 'system' ? [item.words, item.detail] : []))).toEqual([
      'Ben took this conversation',
      null,
      'Ben handed over to Cards',
      'Refund needs approval',
      'Ben put this conversation back in the queue',
      null,
    ]);
    const release = (seq: number): Entry => assign(seq, { how: 'release', agentId: null, teamId: null });
    const folded = threadItems(view({ pub, int: lane('int', [...three, release(4), release(5), release(6)]) }), NAMES, null);
    expect(kinds(folded)).toEqual(['message', 'system', 'system', 'fold']);
    expect(folded.at(-1)).toMatchObject({ items: [{}, {}, {}, {}] });
  });

  it('[K26] draws nothing for a kind it does not know', () => {
    const pub = lane('pub', [entry('pub', 1, 'hologram'), entry('pub', 2, 'message')]);
    expect(kinds(threadItems(view({ pub }), NAMES, null))).toEqual(['message']);
  });
});

describe('own texts', () => {
  it('[K12] stand at the end until their entry is here, under the same key, and once', () => {
    const queued = threadItems(view({ outbox: [own({})] }), NAMES, null);
    expect(queued).toMatchObject([{ type: 'own', key: 's:1', text: 'mine' }]);
    const confirmed = entry('pub', 1, 'message', { origin: 's:1', author: agent });
    const both = threadItems(view({ pub: lane('pub', [confirmed]), outbox: [own({ state: { state: 'sending' } })] }), NAMES, null);
    expect(both.filter((item) => item.key === 's:1')).toHaveLength(1);
    expect(kinds(both)).toEqual(['message']);
  });

  it('[K27] name how far an own message came, from the receipts', () => {
    const pub = lane(
      'pub',
      [1, 2, 3].map((seq) => entry('pub', seq, 'message', { author: agent })),
    );
    const items = threadItems(view({ pub, receipts: { delivered: 2, read: 1 } }), NAMES, null);
    expect(items.flatMap((item) => (item.type === 'message' ? [item.delivery] : []))).toEqual(['read', 'delivered', 'sent']);
  });

  it('[K27] the unread line stands before the first message that was not seen', () => {
    const pub = lane(
      'pub',
      [1, 2, 3].map((seq) => entry('pub', seq, 'message')),
    );
    expect(kinds(threadItems(view({ pub }), NAMES, 2))).toEqual(['message', 'message', 'unread', 'message']);
    expect(kinds(threadItems(view({ pub }), NAMES, 3))).toEqual(['message', 'message', 'message']);
    expect(kinds(threadItems(view({ pub }), NAMES, 0))).toEqual(['message', 'message', 'message']);
  });
});

describe('a line that says the same', () => {
  it('[K131] is the one that was drawn, whatever came before and after it; one that differs is not', () => {
    const page = (from: number, to: number): Entry[] =>
      Array.from({ length: to - from + 1 }, (_, index) => entry('pub', from + index, 'message', { author: agent }));
    const entries = page(1, 6);
    const at = (floor: number, head: number, read: number): ThreadItem[] =>
      threadItems(view({ pub: lane('pub', entries.slice(floor, head)), receipts: { delivered: read, read } }), NAMES, null);
    const before = at(2, 5, 3);
    const after = keepSame(before, at(0, 6, 4));
    const kept = after.filter((item) => before.includes(item)).flatMap((item) => (item.type === 'message' ? [item.entry.seq] : []));
    expect(after.map((item) => item.key)).toEqual(at(0, 6, 4).map((item) => item.key));
    expect(kept).toEqual([5]); // the third stands below others now and has no name above it, the fourth was read meanwhile
  });
});
