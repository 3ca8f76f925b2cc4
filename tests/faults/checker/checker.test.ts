// The tester, tested: every verdict is silent on a good history and speaks on one in which exactly its promise is broken.
import { describe, expect, it } from 'vitest';
import type { Line, LineOf } from '../history.js';
import { broken, check, smallest } from './check.js';
import { goodHistory } from './good-history.fixture.js';

type F = Line['f'];
/** Changes the lines `f` of whoever `p` is; null drops one. */
const change = <Name extends F>(f: Name, edit: (line: LineOf<Name>, nth: number) => Line | Line[] | null, p?: string) => {
  return (lines: Line[]): Line[] => {
    let nth = 0;
    return lines.flatMap((line) => {
      const is = (one: Line): one is LineOf<Name> => one.f === f && (p === undefined || one.p === p);
      if (!is(line)) return [line];
      const next = edit(line, (nth += 1));
      return next === null ? [] : next;
    });
  };
};
const stored = (conv: string, lane: string, edit: (entries: LineOf<'stored'>['entries']) => LineOf<'stored'>['entries']) =>
  change('stored', (line) => (line.conv === conv && line.lane === lane ? { ...line, entries: edit(line.entries) } : line));
const add = (more: (last: number) => Line) => (lines: Line[]) => [...lines, more((lines.at(-1)?.t ?? 0) + 1)];
const later = (lines: Line[]): number => (lines.at(-1)?.t ?? 0) + 1;

const BAD: [verdict: string, what: string, make: (lines: Line[]) => Line[]][] = [
  ['durable', 'an acked text is not in the store', stored('c2', 'pub', () => [])],
  ['durable', 'an acked text was never drawn by anybody', change('render', (line) => (line.add.some(([id]) => id === 'e3') ? null : line))],
  [
    'no-phantom',
    'a text nobody said',
    stored('c2', 'pub', (all) => [
      ...all,
      { ...all[0], seq: 2, id: 'f2', kind: 'message', author: 'vis2', ts: 2, hash: 'x', cid: 's2:2', origin: 's2:2' },
    ]),
  ],
  [
    'no-phantom',
    'a text under another name',
    stored('c1', 'pub', (all) => all.map((one) => (one.id === 'e3' ? { ...one, author: 'vis2' } : one))),
  ],
  [
    'no-phantom',
    'another text than was said',
    stored('c1', 'pub', (all) => all.map((one) => (one.id === 'e3' ? { ...one, hash: 'other' } : one))),
  ],
  ['no-phantom', 'a note in the visitor’s lane', change('say', (line) => (line.origin === 'sa:1' ? { ...line, lane: 'int' } : line))],
  ['no-dup', 'one cid twice', stored('c1', 'pub', (all) => [...all, { ...(all[2] ?? Object()), seq: 5, id: 'e5', hash: 'again' }])],
  [
    'no-dup',
    'one text under two names',
    stored('c1', 'pub', (all) => [...all, { ...(all[2] ?? Object()), seq: 5, id: 'e5', cid: 's9:1', origin: 's9:1' }]),
  ],
  ['no-dup', 'two conversations for one key', change('stored', (line) => ({ ...line, convKey: 'k1' }))],
  [
    'no-dup',
    'one submission acked at two places',
    (lines) => [
      ...lines,
      {
        t: later(lines),
        p: 'v1',
        type: 'ok',
        f: 'submit',
        key: 'k1',
        conv: 'c1',
        epoch: 'e'.repeat(32),
        cid: 's1:1',
        lane: 'pub',
        seq: 9,
        id: 'e9',
        dup: false,
      },
    ],
  ],
  ['dense', 'a hole', stored('c1', 'pub', (all) => all.filter(({ seq }) => seq !== 2))],
  ['dense', 'a page that begins too late', change('sync', (line) => ({ ...line, events: line.events.slice(1) }))],
  [
    'converged',
    'a client was behind until somebody looked',
    add((t) => ({ t, p: 'v1', type: 'info', f: 'settled', conv: 'c1', lane: 'pub', contig: 3 })),
  ],
  [
    'immutable',
    'a place that changes its entry',
    change('sync', (line) => ({ ...line, events: line.events.map((one) => (one.seq === 3 ? { ...one, id: 'e9' } : one)) })),
  ],
  [
    'immutable',
    'an entry that changes its text',
    change('sync', (line) => ({ ...line, events: line.events.map((one) => (one.seq === 3 ? { ...one, hash: 'edited' } : one)) })),
  ],
  ['sender-order', 'n goes back', stored('c1', 'pub', (all) => all.map((one) => (one.id === 'e2' ? { ...one, cid: 's1:3' } : one)))],
  [
    'sender-order',
    'texts of one person stand in another order than they were said',
    stored('c1', 'pub', (all) =>
      all.map((one) =>
        one.id === 'e2' ? { ...one, origin: 's1:2', cid: 's8:1' } : one.id === 'e3' ? { ...one, origin: 's1:1', cid: 's9:1' } : one,
      ),
    ),
  ],
  [
    'real-time',
    'said after an ack, stored before it',
    stored('c1', 'pub', (all) => all.map((one) => (one.id === 'e4' ? { ...one, seq: 1 } : one))),
  ],
  [
    'contiguous-render',
    'a list that leaves one out',
    change('render', (line) => (line.add.length === 3 ? { ...line, add: line.add.filter((_, i) => i !== 1) } : line)),
  ],
  [
    'non-monotonic',
    'a list gets shorter',
    add((t) => ({
      t,
      p: 'a1',
      type: 'ok',
      f: 'render',
      key: 'c1',
      conv: 'c1',
      lane: 'pub',
      epoch: 'e'.repeat(32),
      page: 1,
      first: 1,
      keep: 2,
      add: [],
    })),
  ],
  [
    'skip',
    'a list leaves out its beginning',
    add((t) => ({
      t,
      p: 'a1',
      type: 'ok',
      f: 'render',
      key: 'c1',
      conv: 'c1',
      lane: 'pub',
      epoch: 'e'.repeat(32),
      page: 1,
      first: 3,
      keep: 0,
      add: [
        ['e3', 'hash of e3'],
        ['e4', 'hash of e4'],
      ],
    })),
  ],
  [
    'no-silent-loss',
    'taken, and neither stored nor shown',
    add((t) => ({
      t,
      p: 'v2',
      type: 'invoke',
      f: 'say',
      key: 'k2',
      origin: 's2:2',
      kind: 'message',
      lane: 'pub',
      hash: 'h',
      author: 'vis2',
    })),
  ],
  [
    'no-silent-loss',
    'still waiting after the heal',
    (lines) =>
      add((t) => ({ t, p: 'v2', type: 'ok', f: 'box', key: 'k2', page: 1, items: [['s2:2', 'queued']] }))(
        add((t) => ({
          t,
          p: 'v2',
          type: 'invoke',
          f: 'say',
          key: 'k2',
          origin: 's2:2',
          kind: 'message',
          lane: 'pub',
          hash: 'h',
          author: 'vis2',
        }))(lines),
      ),
  ],
  ['no-silent-loss', 'gone from the screen before it is in the list', change('render', (line) => (line.p === 'v2' ? null : line))],
  ['isolated', 'a visitor reads another’s conversation', change('sync', (line) => ({ ...line, key: 'k2', p: 'v2' }))],
  ['isolated', 'a visitor reads notes', change('sync', (line) => ({ ...line, lane: 'int' }))],
  ['isolated', 'a payload with a note', add((t) => ({ t, p: 'v1', type: 'info', f: 'leak', what: 'ev: a note' }))],
  [
    'converged',
    'a client lacks the last entry',
    change('final', (line) => (line.source === 'render' && line.p === 'v1' ? { ...line, ids: line.ids.slice(0, -1) } : line)),
  ],
  [
    'converged',
    'the API says another text',
    change('final', (line) => (line.source === 'api' ? { ...line, ids: line.ids.map((one) => ({ ...one, hash: 'x' })) } : line)),
  ],
  ['converged', 'nobody could read', change('final', () => null)],
  ['converged', 'an agent shows nothing of a conversation', change('final', (line) => ({ ...line, ids: [] }), 'a1')],
  ['converged', 'a client is whole later than 99 % may be', change('equal', (line) => ({ ...line, afterMs: 15_001 }), 'v2')],
  [
    'converged',
    'a client is whole later than anybody may be, hints or not',
    (lines) =>
      change('equal', (line) => ({ ...line, afterMs: 30_001 }), 'v2')(change('healed', (line) => ({ ...line, hintsOff: true }))(lines)),
  ],
  ['converged', 'a client never is whole', change('equal', (line) => ({ ...line, afterMs: null }), 'a1')],
  ['converged', 'nobody looked when clients were whole', change('equal', () => null)],
  ['receipts', 'ticks stay behind', change('receipts', (line) => ({ ...line, delivered: 1, read: 1 }), 'v1')],
  ['webhook', 'a hand-off is never told', change('hook', () => null)],
  [
    'webhook',
    'no hand-off was told, all are said to be due',
    (lines) => change('hook', () => null)(change('handoffs', (line) => ({ ...line, due: line.contexts }))(lines)),
  ],
  ['webhook', 'a signature does not hold', change('hook', (line) => ({ ...line, verified: false }))],
  [
    'one-winner',
    'two claims on one version',
    stored('c1', 'int', (all) => [...all, { ...(all[0] ?? Object()), seq: 3, id: 'i3', kind: 'assign', author: 'agt2', ifVersion: 0 }]),
  ],
  [
    'no-leak',
    'timers are left behind',
    change('probe', (line) => (line.when === 'after' ? { ...line, counts: { ...line.counts, Timeout: 40 } } : line)),
  ],
  [
    'no-leak',
    'memory is left behind',
    change('probe', (line) => (line.when === 'after' ? { ...line, counts: { ...line.counts, heapBytes: 9e7 } } : line)),
  ],
  ['no-leak', 'a relay does not say what it holds', change('probe', (line) => (line.when === 'after' ? { ...line, counts: null } : line))],
  ['no-leak', 'nobody knows what it held before', change('probe', (line) => (line.when === 'before' ? null : line))],
  ['alive', 'a relay ends by itself', change('exit', (line) => ({ ...line, injected: false }))],
  ['alive', 'an unhandled rejection', change('log', (line) => ({ ...line, line: '{"msg":"Ending after a bug"}' }))],
  [
    'alive',
    'a client reports something impossible',
    add((t) => ({ t, p: 'v1', type: 'info', f: 'bug', what: 'two entries at one place' })),
  ],
  ['canary', 'a text in the log of a relay', change('log', (line) => ({ ...line, line: 'canary-of-texts b' }))],
];

describe('the checker', () => {
  it('[P115] says nothing about a good history', () => {
    expect(broken(check(goodHistory()))).toEqual([]);
  });

  it.each(BAD)('[P115] %s speaks: %s', (verdict, _what, make) => {
    expect(broken(check(make(goodHistory()))).map(({ name }) => name)).toContain(verdict);
  });

  it('[P115] every verdict has a history that breaks it', () => {
    expect(new Set(check(goodHistory()).map(({ name }) => name))).toEqual(new Set(BAD.map(([verdict]) => verdict)));
  });

  it('[P115] without hints a client may be a round of the beacon later', () => {
    const lines = change('equal', (line) => ({ ...line, afterMs: 25_000 }))(goodHistory());
    expect(broken(check(change('healed', (line) => ({ ...line, hintsOff: true }))(lines)))).toEqual([]);
  });

  it('[P113] a submission without an answer is neither lost nor stored until the end says so', () => {
    const doubt =
      (stays: boolean) =>
      (lines: Line[]): Line[] =>
        lines.flatMap((line) => {
          if (line.f === 'submit' && line.cid === 's2:1' && line.type === 'ok')
            return [{ t: line.t, p: line.p, type: 'info', f: 'submit', key: line.key, cid: line.cid, why: 'no answer' } as const];
          return !stays && line.f === 'stored' && line.conv === 'c2' ? [{ ...line, entries: [] }] : [line];
        });
    expect(broken(check(doubt(true)(goodHistory())))).toEqual([]);
    expect(broken(check(doubt(false)(goodHistory()))).map(({ name }) => name)).toContain('no-silent-loss');
  });

  it('[P116] the smallest history of a lost text has its life and nothing of others', () => {
    const lines = stored('c2', 'pub', () => [])(goodHistory());
    const [first] = broken(check(lines))[0]?.violations ?? [];
    const part = smallest(lines, first?.about ?? []);
    expect(part.map(({ f }) => f)).toEqual(['say', 'box', 'submit', 'submit', 'render', 'render']);
    expect(part.map(({ p }) => p)).toEqual(['v2', 'v2', 'v2', 'v2', 'v2', 'a1']); // the agent drew it too
  });
});
