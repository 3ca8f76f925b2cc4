// Bugs put into doubles of the parts around the client and into the relay (§11). The properties must notice each, or they prove nothing.
import type { Scheduler } from 'fast-check';
import { limits } from '@throughline/types';
import type {
  ConversationView,
  OutboxStorage,
  StoredConversation,
  Submit,
  SubmitAnswer,
  Surroundings,
  Transport,
} from '@throughline/types';
import type { Sabotage } from './actor.js';
import type { Scenario } from './commands.js';
import type { Hint } from './network.js';
import type { RelayBug } from './relay.js';
import { Run } from './scenario.js';

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

/** An entry ahead of a gap is thrown away and nothing is asked. Beside a beacon nobody would notice (P117): it is off. */
const gapIgnored = (hint: Hint, { pub, int }: ConversationView): boolean => {
  if ('head' in hint) return false;
  const { entry, epoch } = hint.ev;
  const lane = entry.lane === 'pub' ? pub : int;
  return epoch === lane.epoch && entry.seq <= lane.contig + 1;
};

/** Waits grow to ten times of what is allowed, and chance never shortens them. */
const slowToReturn = (around: Surroundings): Surroundings => ({
  ...around,
  random: () => 0.99,
  after: (ms, run) => around.after(ms === limits.CONNECT_TIMEOUT_MS ? ms : ms * 10, run),
});

export interface Plant {
  name: string;
  /** A verdict that must be among the broken ones. */
  verdict: RegExp;
  run(scenario: Scenario, scheduler: Scheduler): Run;
}

const client = (name: string, verdict: RegExp, sabotage: Sabotage): Plant => ({
  ...{ name, verdict },
  run: (scenario, scheduler) => new Run(scenario, scheduler, sabotage),
});
const relay = (name: string, verdict: RegExp, bug: RelayBug): Plant => ({
  ...{ name, verdict },
  run: (scenario, scheduler) => new Run(scenario, scheduler, {}, bug),
});

export const PLANTS: Plant[] = [
  client('[plant X25] outbox saved after sending', /^I8:|^I3:/, { storage: savedLate }),
  client('[plant X26] outbox cleared on send', /^I8:|P3:/, submitting(clearedOnSend)),
  client('[plant X27] retry with a new n', /^I3:/, submitting(retryWithNewN)),
  relay('[plant X28] sorted by the clock', /P38:|I7:|^I10:/, 'by-clock'),
  client('[plant X29] an entry ahead of a gap dropped without a sync', /^I10:/, { hears: gapIgnored, beaconOff: true }),
  client('[plant X31] re-offer without origin', /^I3:/, submitting(reofferWithoutOrigin)),
  client('[plant X33] backoff beyond its bound', /^I10:/, { link: slowToReturn }),
  relay('[plant X34] a burst below a batch', /^I8:/, 'small-bucket'),
  client('a lost ack taken for a failure', /^I3:|^P73:/, submitting(lostAckIsFailure)),
  client('[plant X18] beacon off, hints lossy', /^I10:/, { beaconOff: true }),
  relay('[plant X1] ack before the store holds it', /^I1:/, 'ack-without-store'),
  relay('[plant X3] duplicate check dropped', /^I3:/, 'dedupe-off'),
  relay('[plant X10] claim without comparing', /^one-winner:/, 'claim-blind'),
  relay('[plant X16] resume one entry late', /^I10:/, 'resume-late'),
  relay('[plant X20] a restored store keeps its epoch', /^I4:/, 'epoch-kept'),
  relay('[plant X21] lanes mixed', /^I9:/, 'lanes-mixed'),
  relay('a hole in the log', /^I2:|I7:/, 'seq-hole'),
];
