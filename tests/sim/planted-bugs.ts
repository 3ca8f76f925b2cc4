// Bugs put into doubles of the parts around the client and into the relay (§11). The properties must notice each, or they prove nothing.
import type { OutboxStorage, StoredConversation, Submit, SubmitAnswer, Surroundings, Transport } from '@throughline/types';
import { Run } from './scenario.js';
import type { Scenario } from './scenario.js';

type SubmitDouble = (real: (request: Submit) => Promise<SubmitAnswer>, request: Submit, around: Surroundings) => Promise<SubmitAnswer>;

const submitting = (double: SubmitDouble) => ({
  transport: (transport: Transport, around: Surroundings): Transport => ({
    ...transport,
    submit: (request, timeoutMs) => double((sent) => transport.submit(sent, timeoutMs), request, around),
  }),
});

/** A retry is a new message: other stream, other n. */
const retryWithNewN: SubmitDouble = async (real, request, around) => {
  const first = request.msgs[0]?.n ?? 1;
  const msgs = request.msgs.map((message, i) => ({ ...message, n: i + 1 }));
  const answer = await real({ ...request, stream: around.hex128(), msgs });
  if (answer.ok) return { ...answer, results: answer.results.map((result) => ({ ...result, n: result.n + first - 1 })) };
  return answer.code === 'rejected' ? { ...answer, n: answer.n + first - 1 } : answer;
};

/** The text leaves the outbox when it was sent, whatever comes back. */
const clearedOnSend: SubmitDouble = async (real, request, around) => {
  try {
    return await real(request);
  } catch (error) {
    if (request.conv === undefined) throw error;
    return { ok: true, conv: request.conv, epoch: around.hex128(), last_n: request.msgs.at(-1)?.n ?? 1, results: [] };
  }
};

/** No ack means: it failed. */
const lostAckIsFailure: SubmitDouble = async (real, request) => {
  try {
    return await real(request);
  } catch {
    return { ok: false, code: 'rejected', n: request.msgs[0]?.n ?? 1, reason: 'invalid_text' };
  }
};

/** After a restore texts are offered again without the name they had. */
const reofferWithoutOrigin: SubmitDouble = (real, request) =>
  real({ ...request, msgs: request.msgs.map(({ n, kind, body }) => ({ n, kind, body })) });

/** What is written reaches the disk only with the next write. */
function savedLate(storage: OutboxStorage): OutboxStorage {
  let seen: StoredConversation | undefined;
  return {
    ...storage,
    async update(key, change) {
      const before = seen;
      const next = change(seen);
      seen = next ?? undefined;
      if (before !== undefined) await storage.update(key, () => before);
      return next;
    },
  };
}

export interface Plant {
  name: string;
  /** A verdict that must be among the broken ones. */
  verdict: RegExp;
  run(scenario: Scenario): Run;
}

export const PLANTS: Plant[] = [
  { name: 'plant X27: retry with a new n', verdict: /\bI3:/, run: (s) => new Run(s, submitting(retryWithNewN)) },
  { name: 'plant X26: outbox cleared on send', verdict: /\bI8:|\bP3:/, run: (s) => new Run(s, submitting(clearedOnSend)) },
  { name: 'plant: a lost ack taken for a failure', verdict: /\bI3:|\bP73:/, run: (s) => new Run(s, submitting(lostAckIsFailure)) },
  { name: 'plant X31: re-offer without origin', verdict: /\bI3:/, run: (s) => new Run(s, submitting(reofferWithoutOrigin)) },
  { name: 'plant X25: outbox saved after sending', verdict: /\bI8:|\bI3:/, run: (s) => new Run(s, { storage: savedLate }) },
  { name: 'plant X18: beacon off, hints lossy', verdict: /\bI10:/, run: (s) => new Run(s, { beaconOff: true }) },
  { name: 'plant X3: duplicate check dropped', verdict: /\bI3:/, run: (s) => new Run(s, {}, 'dedupe-off') },
  { name: 'plant X1: ack before the store holds it', verdict: /\bI8:|\bI2:|\bI7:/, run: (s) => new Run(s, {}, 'ack-without-store') },
  { name: 'plant X20: a restored store keeps its epoch', verdict: /\bI4:|\bI7:/, run: (s) => new Run(s, {}, 'epoch-kept') },
  { name: 'plant: a hole in the log', verdict: /\bI2:|\bI7:/, run: (s) => new Run(s, {}, 'seq-hole') },
];
