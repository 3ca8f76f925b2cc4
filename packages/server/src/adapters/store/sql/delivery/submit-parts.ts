// What every submission needs before and after its plan, however many run together.
import type { Refusal, SubmitAccepted } from '@throughline/types';
import { decodeCommand } from '../../../../domain/conversation/command-body.js';
import type { Actor } from '../../../../domain/conversation/decision.js';
import type { Incoming, Plan } from '../../../../domain/conversation/plan-batch.js';
import type { SubmitArgs, SubmitOutcome } from '../../../../ports/store-delivery.js';
import { NOTHING_FOLLOWED } from '../engine/consequences-of.js';
import type { Tx } from '../operation.js';
import { bodyHash } from './body-hash.js';

export const refused = (answer: Refusal): SubmitOutcome => ({
  answer,
  publish: [],
  row: null,
  handoff: null,
  followed: NOTHING_FOLLOWED,
  others: [],
  named: [],
});

export function decodeMessages({ principal, submit: { stream, msgs } }: SubmitArgs, hashKey: string): Incoming[] {
  return msgs.map(({ n, kind, body, reoffer_of: reofferOf }) => {
    const decoded = decodeCommand(principal.type, kind, body);
    return {
      n,
      decoded,
      hash: decoded.ok ? bodyHash(hashKey, decoded.command) : '',
      cid: `${stream}:${n}`,
      reofferOf: reofferOf ?? null,
    };
  });
}

export function actorOf({ principal }: SubmitArgs): Actor {
  return principal.type === 'visitor'
    ? { type: 'visitor', id: principal.id }
    : { type: 'agent', id: principal.id, name: principal.name, role: principal.role };
}

/** `redacted`: the text was changed before storing (C18), so the sender has to fetch what is stored. */
export function acceptedAnswer(tx: Tx, conv: string, { plan, messages }: { plan: Plan; messages: readonly Incoming[] }): SubmitAccepted {
  const redacted = new Set(
    messages.filter(({ decoded }) => decoded.ok && 'redacted' in decoded.command && decoded.command.redacted).map(({ n }) => n),
  );
  const results = plan.results.map(({ n, entry, dup }) => {
    const { lane, seq, id, ts } = entry;
    return { n, lane, seq, id, ts, ...(dup ? { dup } : {}), ...(redacted.has(n) ? { redacted: true } : {}) };
  });
  return { ok: true, conv, epoch: tx.epoch, last_n: plan.after.lastN, results };
}
