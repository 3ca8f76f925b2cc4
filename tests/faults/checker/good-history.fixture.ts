// A run in which nothing went wrong: two visitors, one agent, all readings equal. Each test breaks one thing in it.
import type { Event, Line, Stored } from '../history.js';

const EPOCH = 'e'.repeat(32);

class Story {
  readonly lines: Line[] = [];
  private now = 0;
  tell(p: string, event: Event): void {
    this.now += 1_000_000;
    this.lines.push({ t: this.now, p, ...event });
  }
}

const stored = (seq: number, over: Partial<Stored> & Pick<Stored, 'id' | 'kind' | 'author'>): Stored => ({
  ...{ seq, hash: `hash of ${over.id}`, ts: seq, cid: null, origin: null },
  ...over,
});

/** Two texts and an answer in c1; one text in c2; a note and a claim beside c1. */
export function goodHistory(): Line[] {
  const story = new Story();
  const tell = story.tell.bind(story);
  const pub: Stored[] = [
    stored(1, { id: 'open', kind: 'open', author: 'relay' }),
    stored(2, { id: 'e2', kind: 'message', author: 'vis1', cid: 's1:1', origin: 's1:1' }),
    stored(3, { id: 'e3', kind: 'message', author: 'vis1', cid: 's1:2', origin: 's1:2' }),
    stored(4, { id: 'e4', kind: 'message', author: 'agt1', cid: 'sa:1', origin: 'sa:1' }),
  ];
  const int: Stored[] = [
    stored(1, { id: 'i1', kind: 'assign', author: 'agt1', ifVersion: 0 }),
    stored(2, { id: 'i2', kind: 'note', author: 'agt1', cid: 'sa:2', origin: 'sa:2' }),
  ];
  const other: Stored[] = [stored(1, { id: 'f1', kind: 'message', author: 'vis2', cid: 's2:1', origin: 's2:1' })];
  tell('relay1', { type: 'info', f: 'probe', target: 'relay1', when: 'before', counts: { heapBytes: 2e7, Timeout: 4, descriptors: 30 } });
  const say = (p: string, key: string, conv: string, entry: Stored, lane: 'pub' | 'int' = 'pub'): void => {
    const { cid, origin, kind, author, hash, id, seq } = entry;
    if (cid === null || origin === null) return;
    tell(p, { type: 'invoke', f: 'say', key, origin, kind, lane, hash, author });
    tell(p, { type: 'ok', f: 'box', key, page: 1, items: [[origin, 'queued']] });
    tell(p, { type: 'invoke', f: 'submit', key, cid, origin, hash });
    tell(p, { type: 'ok', f: 'submit', key, conv, epoch: EPOCH, cid, lane, seq, id, dup: false });
    tell(p, { type: 'ok', f: 'render', key, conv, lane, epoch: EPOCH, page: 1, first: 1, keep: seq - 1, add: [[id, hash]] });
    tell(p, { type: 'ok', f: 'box', key, page: 1, items: [] });
  };
  const draw = (p: string, key: string, conv: string, entries: readonly Stored[], keep: number, lane: 'pub' | 'int' = 'pub'): void =>
    tell(p, {
      ...{ type: 'ok', f: 'render', key, conv, lane, epoch: EPOCH, page: 1, first: 1, keep },
      add: entries.slice(keep).map(({ id, hash }): [string, string] => [id, hash]),
    });
  draw('v1', 'k1', 'c1', pub.slice(0, 1), 0);
  for (const entry of pub.slice(1, 3)) say('v1', 'k1', 'c1', entry);
  draw('a1', 'c1', 'c1', pub.slice(0, 3), 0);
  for (const entry of pub.slice(3)) say('a1', 'c1', 'c1', entry);
  draw('v1', 'k1', 'c1', pub, 3);
  draw('a1', 'c1', 'c1', int.slice(0, 1), 0, 'int');
  say('a1', 'c1', 'c1', int[1] ?? stored(0, { id: '', kind: '', author: '' }), 'int');
  for (const entry of other) say('v2', 'k2', 'c2', entry);
  draw('a1', 'c2', 'c2', other, 0);
  const read = (entries: readonly Stored[]) => entries.map(({ seq, id, hash }) => ({ seq, id, hash }));
  tell('v1', {
    type: 'ok',
    f: 'sync',
    key: 'k1',
    conv: 'c1',
    lane: 'pub',
    epoch: EPOCH,
    after: 0,
    head: 4,
    reset: false,
    events: read(pub),
  });
  tell('v1', { type: 'ok', f: 'receipts', conv: 'c1', page: 1, delivered: 4, read: 4 });
  tell('v2', { type: 'ok', f: 'receipts', conv: 'c2', page: 1, delivered: 1, read: 1 });
  tell('sink', { type: 'ok', f: 'hook', id: 'msg1', context: 'ctx1', verified: true });
  const lanes = [
    ['c1', 'k1', 'pub', pub],
    ['c1', 'k1', 'int', int],
    ['c2', 'k2', 'pub', other],
    ['c2', 'k2', 'int', []],
  ] as const;
  tell('v1', { type: 'ok', f: 'final', source: 'render', conv: 'c1', lane: 'pub', epoch: EPOCH, ids: read(pub) });
  tell('v2', { type: 'ok', f: 'final', source: 'sync', conv: 'c2', lane: 'pub', epoch: EPOCH, ids: read(other) });
  for (const [conv, convKey, lane, entries] of lanes) {
    tell('a1', { type: 'ok', f: 'final', source: 'render', conv, lane, epoch: EPOCH, ids: read(entries) });
    tell('api', { type: 'ok', f: 'final', source: 'api', conv, lane, epoch: EPOCH, ids: read(entries) });
    tell('sql', { type: 'ok', f: 'stored', conv, convKey, lane, epoch: EPOCH, entries: [...entries] });
  }
  tell('nemesis', { type: 'info', f: 'healed', hintsOff: false });
  for (const p of ['v1', 'v2', 'a1']) tell(p, { type: 'info', f: 'equal', afterMs: 14_000, lacked: 'c1 pub: 3 of 4' });
  tell('sql', { type: 'ok', f: 'handoffs', contexts: ['ctx1', 'ctx2'], due: ['ctx2'] });
  tell('relay1', { type: 'info', f: 'exit', target: 'relay1', how: 'kill9', injected: true });
  tell('relay1', { type: 'info', f: 'probe', target: 'relay1', when: 'after', counts: { heapBytes: 2.5e7, Timeout: 5, descriptors: 31 } });
  tell('relay1', { type: 'info', f: 'log', target: 'relay1', line: '{"level":40,"msg":"The head beacon could not read"}' });
  return story.lines;
}
