import { emptyConversation } from '@throughline/types';
import type { Entry } from '@throughline/types';
import { describe, expect, it } from 'vitest';
import { decodeCommand } from './command-body.js';
import { originsOf, planBatch } from './plan-batch.js';
import type { Incoming, Plan, PlanRefusal, Stored } from './plan-batch.js';

const [A, B, C] = ['a'.repeat(32), 'b'.repeat(32), 'c'.repeat(32)];

const incoming = (stream: string, n: number, text: string, reofferOf: string | null = null): Incoming => ({
  ...{ n, decoded: decodeCommand('visitor', 'message', { text }), hash: `hash of ${text}`.padEnd(43, '-') },
  ...{ cid: `${stream}:${n}`, reofferOf },
});

/** The log of one visitor in one history: only what a plan needs to know of it. */
class History {
  readonly log: Entry[] = [];
  private state = emptyConversation();
  private readonly lastN = new Map<string, number>();
  private readonly byN = new Map<string, Map<number, Stored>>();
  private readonly byOrigin = new Map<string, Stored>();

  submit(stream: string, ...messages: Incoming[]): Plan | PlanRefusal {
    const names = new Set(messages.flatMap(originsOf));
    const byN = this.byN.get(stream) ?? new Map<number, Stored>();
    const plan = planBatch({
      ...{ messages, ifPubHead: null, actor: { type: 'visitor', id: 'vis_1' }, now: 1, newEntryId: () => `ent_${this.log.length}` },
      standing: {
        ...{ state: this.state, pubHead: this.log.length, intHead: 0, lastTs: 0, lastN: this.lastN.get(stream) ?? 0, skipped: new Set() },
        ...{ byN, byOrigin: new Map([...this.byOrigin].filter(([origin]) => names.has(origin))) },
      },
      around: { channel: 'web_chat', joinedAgentId: null, targets: { agentIds: new Set(), teamIds: new Set() } },
    });
    if (!plan.ok) return plan;
    for (const { entry, own } of plan.append) {
      this.log.push(entry);
      if (own !== null) byN.set(own.n, { entry, ...own });
      if (own !== null && entry.origin !== undefined) this.byOrigin.set(entry.origin, { entry, ...own });
    }
    this.state = plan.after.state;
    this.byN.set(stream, byN);
    this.lastN.set(stream, plan.after.lastN);
    return plan;
  }

  texts(): unknown[] {
    return this.log.flatMap(({ body }) => body['text'] ?? []);
  }
  originOf(text: string): string {
    return this.log.find(({ body }) => body['text'] === text)?.origin ?? '';
  }
}

describe('a text offered again whose first cid is another text’s', () => {
  it('[P35] is stored beside it, and found in whatever stream it is offered once more', () => {
    const history = new History();
    history.submit(A, incoming(A, 1, 'of the one device'));
    history.submit(B, incoming(B, 1, 'of the other', `${A}:1`));
    for (const stream of [B, C]) {
      expect(history.submit(stream, incoming(stream, 1, 'of the other', `${A}:1`))).toMatchObject({ ok: true, results: [{ dup: true }] });
    }
    expect(history.texts()).toEqual(['of the one device', 'of the other']);
  });

  it('[P35] is one text, whether it is offered under its first cid or under the name a log gave it', () => {
    const before = new History();
    before.submit(A, incoming(A, 1, 'of the one device'));
    before.submit(B, incoming(B, 1, 'of the other', `${A}:1`));
    const name = before.originOf('of the other');
    expect(name).not.toBe(`${A}:1`);
    expect(name.length).toBeLessThanOrEqual(96);
    // The store went back, and now the other one is first: by whoever drew it, by its own device, and under the name of the old history.
    const after = new History();
    after.submit(B, incoming(B, 1, 'of the other', `${A}:1`));
    after.submit(
      C,
      incoming(C, 1, 'of the one device', `${A}:1`),
      incoming(C, 2, 'of the other', name),
      incoming(C, 3, 'of the other', `${A}:1~`),
    );
    expect(after.texts()).toEqual(['of the other', 'of the one device']);
    expect(after.originOf('of the other')).toBe(`${A}:1`);
  });

  it('[P35] is told from the other also inside one batch', () => {
    const history = new History();
    const offers = ['one', 'other', 'one', 'other'].map((text, i) => incoming(B, i + 1, text, `${A}:1`));
    expect(history.submit(B, ...offers)).toMatchObject({
      ok: true,
      results: [{ dup: false }, { dup: false }, { dup: true }, { dup: true }],
    });
    expect(history.texts()).toEqual(['one', 'other']);
  });
});

describe('a text said for the first time whose cid is another text’s', () => {
  it('[P32] [P64] is a conflict, and then is stored as an offer', () => {
    const history = new History();
    history.submit(A, incoming(A, 1, 'of the one device'));
    expect(history.submit(A, incoming(A, 1, 'of the other'))).toEqual({ ok: false, code: 'conflict', n: 1 });
    history.submit(B, incoming(B, 1, 'lost here', `${C}:1`));
    expect(history.submit(C, incoming(C, 1, 'of the other'))).toEqual({ ok: false, code: 'conflict', n: 1 });
    expect(history.submit(B, incoming(B, 2, 'of the other', `${A}:1~`))).toMatchObject({ ok: true, results: [{ n: 2, dup: false }] });
  });

  it('[P35] is a duplicate when it was offered again before it came', () => {
    const history = new History();
    history.submit(B, incoming(B, 1, 'late', `${A}:1`));
    expect(history.submit(A, incoming(A, 1, 'late'))).toMatchObject({ ok: true, results: [{ n: 1, dup: true }], append: [] });
  });
});
