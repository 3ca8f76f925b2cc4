// Submissions that arrive together may share statements and a commit: nobody may be able to tell. The oracle is the same list of
// submissions, one after the other.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry, Submit, SubmitMessage } from '@throughline/types';
import type { Store } from '../../ports/store.js';
import type { Principal, SubmitOutcome } from '../../ports/store-delivery.js';
import { accepted, hex, message, stageOn } from './stage.js';
import type { Stage } from './stage.js';

const RUNS = 8;
const TIMEOUT_MS = 120_000; // hundreds of commits, on a machine that may have other things to do
const CONVERSATIONS = 4;

interface Act {
  /** Which conversation; its own visitor speaks, or the agent, or the visitor of the next one. */
  conv: number;
  by: 'visitor' | 'agent' | 'stranger';
  stream: 0 | 1;
  /** From the last n of that stream: 1 goes on, less repeats, more leaves a hole. */
  ahead: number;
  kinds: ('message' | 'empty' | 'card' | 'skip' | 'close' | 'note' | 'reoffer' | 'question')[];
  guarded: boolean;
}

const KINDS: Act['kinds'] = ['message', 'message', 'message', 'message', 'empty', 'card', 'skip', 'close', 'note', 'reoffer', 'question'];
const acts = fc.array(
  fc.record({
    conv: fc.nat(CONVERSATIONS - 1),
    by: fc.constantFrom<Act['by'][]>('visitor', 'visitor', 'visitor', 'agent', 'stranger'),
    stream: fc.constantFrom<Act['stream'][]>(0, 1),
    ahead: fc.constantFrom(1, 1, 1, 1, 0, -1, 2),
    kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 3 }),
    guarded: fc.boolean(),
  }),
  { minLength: 6, maxLength: 30 },
);

function said(kind: Act['kinds'][number], n: number, { stream }: { stream: string }): SubmitMessage {
  switch (kind) {
    case 'message':
      return message(n, `text ${n}`);
    case 'question':
      return message(n, 'What is your order number?'); // an agent who may be asking again
    case 'empty':
      return message(n, '  ');
    case 'card':
      return message(n, 'my card is 4111 1111 1111 1111');
    case 'reoffer':
      return message(n, 'text 1', { reoffer_of: `${stream}:1` });
    case 'close':
      return { n, kind: 'close', body: { outcome: 'done' } };
    case 'note':
      return { n, kind: 'note', body: { text: `note ${n}` } };
    case 'skip':
      return { n, kind: 'skip', body: {} };
  }
}

/** The same world each time: what was submitted depends on `plan` alone, never on what was answered. */
async function submissions(stage: Stage, plan: readonly Act[]): Promise<{ convs: string[]; all: [Principal, Submit][] }> {
  const agent = await stage.agent('Ann');
  const opened: Awaited<ReturnType<Stage['opened']>>[] = [];
  while (opened.length < CONVERSATIONS) opened.push(await stage.opened());
  const at = (index: number) => opened[index % CONVERSATIONS] ?? opened[0];
  const streams = new Map<string, { stream: string; last: number }>();
  const all = plan.map((act): [Principal, Submit] => {
    const own = at(act.conv);
    const stranger = at(act.conv + 1);
    if (own === undefined || stranger === undefined) throw new Error('no conversations');
    const principal = { visitor: own.visitor, agent, stranger: stranger.visitor }[act.by];
    const name = `${act.conv} ${act.by} ${act.stream}`;
    const held = streams.get(name) ?? { stream: hex(), last: 0 };
    streams.set(name, held);
    const first = Math.max(1, held.last + act.ahead);
    const msgs = act.kinds.map((kind, i) => said(kind, first + i, held));
    if (act.ahead === 1) held.last += msgs.length;
    return [principal, { conv: own.conv, stream: held.stream, msgs, ...(act.guarded ? { if_pub_head: 2 } : {}) }];
  });
  return { convs: opened.map(({ conv }) => conv), all };
}

/** What a run gave, without the names that differ between any two. */
const plain = ({ lane, seq, kind, body, author, ts, after_pub: after }: Entry) => ({
  lane,
  seq,
  kind,
  body: kind === 'message' || kind === 'note' ? body : {},
  by: author.type,
  ts,
  after,
});
function seen({ answer, publish, row, handoff }: SubmitOutcome) {
  const { customer: _customer, id: _id, assigneeId, ...rest } = row ?? { customer: null, id: '', assigneeId: null };
  return {
    answer: answer.ok ? { ...answer, conv: '', epoch: '', results: answer.results.map((result) => ({ ...result, id: '' })) } : answer,
    publish: publish.map(plain),
    row: row === null ? null : { ...rest, assigned: assigneeId !== null, headline: '' },
    handoff: handoff === null ? null : handoff.context.handoff.kind,
  };
}

async function lanes(stage: Stage, convs: readonly string[]) {
  const read: unknown[] = [];
  for (const conv of convs) {
    read.push([(await stage.lane(conv, 'pub')).map(plain), (await stage.lane(conv, 'int')).map(plain)]);
  }
  return read;
}

export function groupContract(open: () => Store): void {
  describe('submissions that arrive together', () => {
    it(
      '[P31] [P32] [P33] [P34] [P35] [P36] get the answers, and leave the log, that they do one by one',
      async () => {
        await fc.assert(
          fc.asyncProperty(acts, async (plan) => {
            const [alone, together] = [await stageOn(open()), await stageOn(open())];
            const first = await submissions(alone, plan);
            const oneByOne: SubmitOutcome[] = [];
            for (const [principal, submit] of first.all) oneByOne.push(await alone.submit(principal, submit));
            const second = await submissions(together, plan);
            const grouped = await Promise.all(second.all.map(([principal, submit]) => together.submit(principal, submit)));
            expect(grouped.map(seen)).toEqual(oneByOne.map(seen));
            expect(await lanes(together, second.convs)).toEqual(await lanes(alone, first.convs));
          }),
          { numRuns: RUNS },
        );
      },
      TIMEOUT_MS,
    );

    it('[P21] one that cannot be stored fails by itself; the others are stored', async () => {
      const stage = await stageOn(open());
      const opened = await Promise.all(Array.from({ length: 5 }, () => stage.opened()));
      const bad = opened[2];
      const settled = await Promise.allSettled(
        opened.map(({ visitor, conv, stream }) => {
          const name = conv === bad?.conv ? `half a character \ud800 ${hex()}` : stream;
          return stage.submit(visitor, { conv, stream: name, msgs: [message(name === stream ? 2 : 1, 'more')] });
        }),
      );
      expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      for (const [index, { conv }] of opened.entries()) {
        const texts = (await stage.lane(conv, 'pub')).filter(({ kind }) => kind === 'message').map(({ body }) => body['text']);
        expect(texts).toEqual(index === 2 ? ['hello'] : ['hello', 'more']);
      }
    });

    it(
      '[P13] receipts that arrive together answer as they do one by one: none goes back, none goes beyond the head',
      async () => {
        const stage = await stageOn(open());
        const agent = await stage.agent('Ann');
        const cell = fc.record({
          conv: fc.nat(2),
          by: fc.constantFrom('visitor', 'agent', 'stranger'),
          delivered: fc.nat(6),
          read: fc.nat(4),
        });
        await fc.assert(
          fc.asyncProperty(fc.array(cell, { minLength: 2, maxLength: 12 }), async (cells) => {
            const world = async () => {
              const opened = await Promise.all([stage.opened(), stage.opened(), stage.opened()]);
              for (const { visitor, conv } of opened) await stage.say(visitor, { conv }, 'more');
              return cells.map(({ conv: index, by, delivered, read }) => {
                const [own, next] = [opened[index], opened[(index + 1) % opened.length]];
                if (own === undefined || next === undefined) throw new Error('no conversations');
                const principal = by === 'agent' ? agent : by === 'visitor' ? own.visitor : next.visitor;
                return { principal, conv: own.conv, delivered, read };
              });
            };
            const oneByOne: unknown[] = [];
            for (const args of await world()) oneByOne.push(await stage.store.receipt(args));
            const grouped = await Promise.all((await world()).map((args) => stage.store.receipt(args)));
            expect(grouped).toEqual(oneByOne);
          }),
          { numRuns: RUNS },
        );
      },
      TIMEOUT_MS,
    );

    it('[P38] of one conversation keep the order in which one sender gave them', async () => {
      const stage = await stageOn(open());
      const opened = await Promise.all(Array.from({ length: 3 }, () => stage.opened()));
      const outcomes = await Promise.all(
        opened.flatMap(({ visitor, conv, stream }) =>
          [2, 3, 4, 5].map((n) => stage.submit(visitor, { conv, stream, msgs: [message(n, `text ${n}`)] })),
        ),
      );
      expect(outcomes.map(({ answer }) => accepted(answer).results[0]?.seq)).toEqual([3, 4, 5, 6, 3, 4, 5, 6, 3, 4, 5, 6]);
    });
  });
}
