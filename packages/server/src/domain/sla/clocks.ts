// The clocks of a service level (K70): what is due next, when it comes at risk, and what was reached since the last look. Pure.
// Invariants: what was told is never told again in one life of the conversation (opening or reopening to closing); the resolution clock
// counts only while it runs, however late somebody looks at it.
import type { ConversationRow, SlaMetric } from '@throughline/types';
import { addBusinessTime, businessTimeBetween } from '../time/business-time.js';
import type { Calendar } from '../time/calendar.js';
import type { Policy } from './policy.js';

const AT_RISK = 0.75; // of the target
const MINUTE_MS = 60_000;

/** The conversation, as far as clocks go. Times in ms. */
export interface Timed {
  status: ConversationRow['status'];
  openedAt: number;
  firstReplyAt: number | null;
  /** Since when the customer waits; null: it is their turn. */
  waitingSince: number | null;
  lastAt: number;
}

/** What is remembered between two looks. */
export interface SlaMemory {
  policyId: string;
  /** When this life began. */
  since: number;
  /** Resolution: time that counted before `runningSince`, ms. */
  usedMs: number;
  /** Null: it stands still. */
  runningSince: number | null;
  /** `metric:state`, and for each next response its own beginning. */
  told: string[];
}

export interface Reached {
  metric: SlaMetric;
  state: 'at_risk' | 'missed';
  dueAt: number;
}
export interface Looked {
  /** For the row: what is due next; null: nothing is. */
  view: ConversationRow['sla'];
  /** Null: closed, or no policy holds. */
  memory: SlaMemory | null;
  /** Targets that came at risk or were missed since the last look, the earliest first. */
  reached: Reached[];
  /** When to look again; null: only when something happens. */
  nextAt: number | null;
}

interface Running {
  metric: SlaMetric;
  /** Distinguishes one wait from the next. */
  key: string;
  riskAt: number;
  dueAt: number;
}

const NOTHING: Looked = { view: null, memory: null, reached: [], nextAt: null };

/** `calendar` null: every hour counts. `memory` null: a new life. */
export function lookAtClocks(
  { policy, calendar, timed, memory }: { policy: Policy | null; calendar: Calendar | null; timed: Timed; memory: SlaMemory | null },
  now: number,
): Looked {
  if (policy === null || timed.status === 'closed') return NOTHING;
  const hours = policy.doc.time === 'business' ? calendar : null;
  const after = (from: number, ms: number): number => (hours === null ? from + ms : addBusinessTime(hours, from, ms));
  const between = (from: number, until: number): number =>
    hours === null ? Math.max(0, until - from) : businessTimeBetween(hours, from, until);
  const kept = ranOn(memory ?? bornAs(policy.id, timed), timed, { pauses: policy.doc.pauseWhileWaiting, between });
  const held: SlaMemory = { ...kept, policyId: policy.id };

  const running: Running[] = [];
  const { firstResponse, nextResponse, resolution } = policy.doc.targets;
  const start = (metric: SlaMetric, minutes: number, from: number, used: number): void => {
    const target = minutes * MINUTE_MS;
    const key = metric === 'next_response' ? `${metric}@${from}` : metric;
    running.push({
      metric,
      key,
      riskAt: after(from, Math.max(0, target * AT_RISK - used)),
      dueAt: after(from, Math.max(0, target - used)),
    });
  };
  const begun = timed.waitingSince;
  if (timed.firstReplyAt === null && firstResponse !== null) start('first_response', firstResponse, held.since, 0);
  if (timed.firstReplyAt !== null && begun !== null && nextResponse !== null) start('next_response', nextResponse, begun, 0);
  if (resolution !== null && held.runningSince !== null) start('resolution', resolution, held.runningSince, held.usedMs);

  const next = running.sort((a, b) => a.dueAt - b.dueAt)[0];
  const told = [...held.told];
  const reached: Reached[] = [];
  for (const { metric, key, riskAt, dueAt } of running) {
    const state = now >= dueAt ? 'missed' : now >= riskAt ? 'at_risk' : null;
    if (state === null || told.includes(`${key}:${state}`)) continue;
    reached.push({ metric, state, dueAt });
    told.push(...(state === 'missed' ? [`${key}:at_risk`, `${key}:missed`] : [`${key}:at_risk`]));
  }
  const strikes = running.flatMap(({ riskAt, dueAt }) => [riskAt, dueAt]).filter((at) => at > now);
  return {
    view: next === undefined ? stillView(resolution) : { metric: next.metric, state: stateOf(next, now), dueAt: next.dueAt },
    memory: { ...held, told: [...new Set(told)] },
    reached,
    nextAt: strikes.length === 0 ? null : Math.min(...strikes),
  };
}

const stateOf = ({ riskAt, dueAt }: Running, now: number): 'due' | 'at_risk' | 'missed' =>
  now >= dueAt ? 'missed' : now >= riskAt ? 'at_risk' : 'due';

/** Only the customer is awaited: the resolution has a target, and its clock stands still. */
const stillView = (resolution: number | null): ConversationRow['sla'] =>
  resolution === null ? null : { metric: 'resolution', state: 'paused', dueAt: null };

/** A first life begins with the conversation; a later one, after a reply, with the customer's word that reopened it. */
function bornAs(policyId: string, { openedAt, firstReplyAt, waitingSince, lastAt }: Timed): SlaMemory {
  const since = firstReplyAt === null ? openedAt : (waitingSince ?? lastAt);
  return { policyId, since, usedMs: 0, runningSince: since, told: [] };
}

/** The resolution clock brought to the present turn: it stops with our reply and goes on with the customer's next word. */
function ranOn(
  memory: SlaMemory,
  { waitingSince, lastAt }: Timed,
  { pauses, between }: { pauses: boolean; between: (from: number, until: number) => number },
): SlaMemory {
  const stands = pauses && waitingSince === null;
  if (memory.runningSince !== null && stands)
    return { ...memory, usedMs: memory.usedMs + between(memory.runningSince, lastAt), runningSince: null };
  if (memory.runningSince === null && !stands) return { ...memory, runningSince: waitingSince ?? lastAt };
  return memory;
}
