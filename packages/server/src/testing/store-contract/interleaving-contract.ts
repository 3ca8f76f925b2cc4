// The invariants of delivery under random interleavings: several senders, several streams, doubled, overlapping and overtaken batches,
// all at once. The oracle predicts no outcome; it asks whether what was acked and read fits one legal order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '@throughline/types';
import type { Store } from '../../ports/store.js';
import type { Principal } from '../../ports/store-delivery.js';
import { hex, message, stageOn } from './stage.js';
import type { Stage } from './stage.js';

const RUNS = 12;
const STREAMS = 4;
const TEXTS = 6;

interface Ack {
  cid: string;
  seq: number;
  id: string;
  /** Logical times of the submission's start and of its ack. */
  invoked: number;
  acked: number;
}

/** Attempt: stream, first n, how many. */
const attempts = fc.array(fc.tuple(fc.nat(STREAMS - 1), fc.integer({ min: 1, max: TEXTS }), fc.integer({ min: 1, max: 4 })), {
  minLength: 8,
  maxLength: 30,
});

async function run(stage: Stage, plan: readonly (readonly [number, number, number])[]) {
  const { visitor, conv } = await stage.opened();
  const agent = await stage.agent('Ann');
  const streams = Array.from({ length: STREAMS }, (_, i) => ({ stream: hex(), principal: i % 2 === 0 ? visitor : agent }));
  const acks: Ack[] = [];
  let clock = 0;

  const submit = async (which: number, from: number, count: number): Promise<number> => {
    const sender = streams[which];
    if (sender === undefined) throw new Error('no such stream');
    const to = Math.min(TEXTS, from + count - 1);
    const msgs = Array.from({ length: to - from + 1 }, (_, i) => message(from + i, `${which}/${from + i}`));
    const invoked = (clock += 1);
    const { answer } = await stage.submit(sender.principal, { conv, stream: sender.stream, msgs });
    const acked = (clock += 1);
    if (answer.ok) {
      for (const { n, seq, id } of answer.results) acks.push({ cid: `${sender.stream}:${n}`, seq, id, invoked, acked });
      return answer.last_n;
    }
    expect(answer.code).toBe('out_of_order');
    return answer.code === 'out_of_order' ? answer.last_n : 0;
  };

  await Promise.all(plan.map(([which, from, count]) => submit(which, from, count)));
  const midway = await stage.lane(conv, 'pub');
  // Every sender finishes: from where the relay says it stands, as P63 has it.
  await Promise.all(
    streams.map(async (_, which) => {
      for (let last = await submit(which, 1, 1); last < TEXTS;) last = await submit(which, last + 1, 3);
    }),
  );
  return { conv, acks, midway, final: await stage.lane(conv, 'pub') };
}

function check(acks: readonly Ack[], midway: readonly Entry[], final: readonly Entry[]): void {
  expect(final.map(({ seq }) => seq)).toEqual(final.map((_, i) => i + 1)); // dense
  expect(final.slice(0, midway.length)).toEqual(midway); // immutable
  const cids = final.flatMap(({ cid }) => (cid === undefined ? [] : [cid]));
  expect(new Set(cids).size).toBe(cids.length); // once
  expect(new Set(final.map(({ id }) => id)).size).toBe(final.length);
  for (const { cid, seq, id } of acks) expect(final[seq - 1]).toMatchObject({ cid, id }); // acked is there
  const newest = new Map<string, number>();
  for (const cid of cids) {
    const [stream = '', n = ''] = cid.split(':');
    expect(Number(n)).toBeGreaterThan(newest.get(stream) ?? 0); // sender order
    newest.set(stream, Number(n));
  }
  expect([...newest.values()].filter((n) => n === TEXTS)).toHaveLength(STREAMS);
  // What was sent after another was ticked comes after it; a duplicate answer was stored at its first submission.
  const first = new Map<string, number>();
  for (const ack of acks) first.set(ack.cid, Math.min(first.get(ack.cid) ?? Infinity, ack.invoked));
  for (const a of acks) for (const b of acks) if (a.acked < (first.get(b.cid) ?? 0)) expect(a.seq).toBeLessThan(b.seq);
}

export function interleavingContract(open: () => Store): void {
  describe('interleavings', () => {
    it('[P4] [P10] [P17] [P32] [P36] keep every lane dense, every text once, every ack true', async () => {
      const seed = process.env['FC_SEED'];
      await fc.assert(
        fc.asyncProperty(attempts, async (plan) => {
          const { acks, midway, final } = await run(await stageOn(open()), plan);
          check(acks, midway, final);
        }),
        { numRuns: RUNS, ...(seed === undefined ? {} : { seed: Number(seed) }) },
      );
    });

    it('[P39] of any claims, releases and transfers at one version, one changes the owner', async () => {
      const seed = process.env['FC_SEED'];
      const moves = fc.array(fc.constantFrom('claim', 'message', 'release'), { minLength: 2, maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(moves, async (plan) => {
          const stage = await stageOn(open());
          const { conv } = await stage.opened();
          const agents = await Promise.all(plan.map((_, i) => stage.agent(`Agent ${i}`)));
          await Promise.all(
            plan.map((how, i) => {
              const agent: Principal | undefined = agents[i];
              if (agent === undefined) throw new Error('no such agent');
              const body = { how, agentId: how === 'claim' ? agent.id : null, teamId: null, ifVersion: 0 };
              const what = how === 'message' ? message(1, 'hello') : { n: 1, kind: 'assign', body };
              return stage.submit(agent, { conv, stream: hex(), msgs: [what] });
            }),
          );
          const owners = (await stage.lane(conv, 'int')).filter(({ kind }) => kind === 'assign');
          const row = await stage.store.row({ siteId: stage.siteId, conv });
          expect(owners.map(({ body }) => body['ifVersion'])).toEqual(owners.map((_, i) => i));
          expect(row).toMatchObject({ assignVersion: owners.length, assigneeId: owners.at(-1)?.body['agentId'] ?? null });
        }),
        { numRuns: RUNS, ...(seed === undefined ? {} : { seed: Number(seed) }) },
      );
    });
  });
}
