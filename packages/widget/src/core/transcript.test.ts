import { describe, expect, it } from 'vitest';
import type { ConversationView, Entry, OutboxItem } from '@throughline/types';
import { agentOf, isClosed, transcript } from './transcript.js';

const T0 = Date.UTC(2026, 10, 22, 10);
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const entry = (seq: number, fields: Partial<Entry> & { text?: string }): Entry => ({
  lane: 'pub',
  seq,
  id: `ent_${seq}`,
  kind: 'message',
  body: { text: fields.text ?? `text ${seq}` },
  author: { type: 'visitor', id: 'vis_1' },
  ts: T0 + seq * 1_000,
  ...fields,
});
const agent = { type: 'agent', id: 'agt_1', name: 'Ada' } as const;
const item = (n: number, state: OutboxItem['state'], origin = `s:${n}`): OutboxItem => ({
  n,
  origin,
  kind: 'message',
  body: { text: `queued ${n}` },
  at: T0 + 60_000,
  state,
});
const view = (entries: Entry[], outbox: OutboxItem[] = [], read = 0): ConversationView => ({
  convKey: 'k',
  conv: 'cnv_1',
  pub: { lane: 'pub', epoch: 'e', floor: 0, entries, contig: entries.length, contigId: '', pending: new Map() },
  int: { lane: 'int', epoch: 'e', floor: 0, entries: [], contig: 0, contigId: '', pending: new Map() },
  outbox,
  receipts: { delivered: read, read },
  loading: false,
  blocked: null,
  durable: true,
});
const bubbles = (of: ConversationView) => transcript(of, dayOf).flatMap((row) => (row.type === 'group' ? row.bubbles : []));

describe('transcript', () => {
  it('groups what one person says without a pause', () => {
    const rows = transcript(
      view([entry(1, {}), entry(2, {}), entry(3, { author: agent }), entry(4, {}), entry(5, { ts: T0 + 3_600_000 })]),
      dayOf,
    );
    expect(rows.map((row) => (row.type === 'group' ? `${row.mine ? 'me' : row.name} ${row.bubbles.length}` : row.type))).toEqual([
      'day',
      'me 2',
      'Ada 1',
      'me 1',
      'me 1',
    ]);
  });

  it('starts a new day with a line', () => {
    const rows = transcript(view([entry(1, {}), entry(2, { ts: T0 + 86_400_000 })]), dayOf);
    expect(rows.map((row) => row.type)).toEqual(['day', 'group', 'day', 'group']);
  });

  it('puts own unacked texts behind the log, in the order they were written', () => {
    expect(bubbles(view([entry(1, {})], [item(1, { state: 'sending' }), item(2, { state: 'queued' })])).map((one) => one.text)).toEqual([
      'text 1',
      'queued 1',
      'queued 2',
    ]);
  });

  it('draws a text once that is both acked and confirmed, under one key', () => {
    const before = bubbles(view([], [item(1, { state: 'sending' })]));
    const after = bubbles(view([entry(1, { origin: 's:1' })], [item(1, { state: 'acked', seq: 1 })]));
    expect(before.map((one) => one.key)).toEqual(['s:1']);
    expect(after.map((one) => one.key)).toEqual(['s:1']);
  });

  it('says in words what became of each text', () => {
    const states = bubbles(
      view(
        [entry(1, {}), entry(2, {})],
        [
          item(1, { state: 'queued' }),
          item(2, { state: 'held' }),
          item(3, { state: 'failed', reason: 'too_long' }),
          item(4, { state: 'acked', seq: 9 }),
        ],
        1,
      ),
    );
    expect(states.map((one) => one.state)).toEqual(['read', 'sent', 'pending', 'held', 'failed', 'sent']);
    expect(states[4]?.reason).toBe('too_long');
  });

  it('draws nothing for a kind it does not know', () => {
    expect(transcript(view([entry(1, { kind: 'hologram' })]), dayOf)).toEqual([]);
  });

  it('tells who joined, and that the conversation was closed', () => {
    const entries = [
      entry(1, { kind: 'open', body: { channel: 'web_chat' }, author: { type: 'system', id: 'relay' } }),
      entry(2, { kind: 'join', body: { agentId: 'agt_1', name: 'Ada' }, author: { type: 'system', id: 'relay' } }),
      entry(3, { kind: 'close', body: {}, author: agent }),
    ];
    const lines = transcript(view(entries), dayOf).flatMap((row) => (row.type === 'line' ? [row.text] : []));
    expect(lines).toEqual(['Ada joined', 'Conversation closed']);
    expect(agentOf(view(entries))).toBe('Ada');
    expect(isClosed(view(entries))).toBe(true);
    expect(isClosed(view([...entries, entry(4, { kind: 'open', body: {} })]))).toBe(false);
  });
});
