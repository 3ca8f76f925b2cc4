// At most two lines of guidance, each with the evidence that called for it (C35, K46). Pure. A line without evidence is not shown (C2).
import type { HandoffContext, Ref } from '@throughline/types';
import { guidanceFor } from '../playbooks/guidance.js';
import { isComplaint } from '../reasons/taxonomy.js';
import type { OpenCase } from './open-cases.js';
import { shown } from './plain-text.js';
import { refsOf, sourceRef } from './refs.js';

const TEXT_MAX_CHARS = 160;
const REFS_MAX = 4;

export type GuidanceInput = Pick<
  HandoffContext,
  'alerts' | 'sentiment' | 'commitments' | 'trackedItems' | 'risk' | 'effort' | 'reason' | 'customer'
> & { cases: readonly OpenCase[] };

export function guidanceOf(input: GuidanceInput): HandoffContext['guidance'] {
  const complaints = input.cases.filter(({ reason }) => isComplaint(reason));
  const complains = isComplaint(input.reason?.code ?? null);
  const lines = guidanceFor({
    alerts: input.alerts.map(({ code }) => ({ code })),
    sentiment: { state: input.sentiment.state },
    complaint: { open: complains || complaints.length > 0 },
    commitments: input.commitments.map(({ status }) => ({ status })),
    trackedItems: input.trackedItems.map(({ type, late, status }) => ({ type, late, status })),
    risk: { churn: input.risk.churn },
    effort: { ...input.effort },
    ...(input.reason === undefined ? {} : { reason: { code: input.reason.code } }),
    customer: { ...(input.customer.tier === undefined ? {} : { tier: input.customer.tier }) },
  });
  return lines.flatMap(({ playbookId, kind, text, because }) => {
    const refs = refsOf(because.flatMap((one) => evidence(one, input, complaints))).slice(0, REFS_MAX);
    return refs.length === 0 ? [] : [{ playbookId, kind, text: shown(text, TEXT_MAX_CHARS), refs }];
  });
}

/** `alerts.code:churn_risk` → the refs of that alert. */
function evidence(because: string, input: GuidanceInput, complaints: readonly OpenCase[]): Ref[] {
  const colon = because.indexOf(':');
  const [path, value] = [because.slice(0, colon), because.slice(colon + 1)];
  switch (path.split('.')[0]) {
    case 'alerts':
      return input.alerts.filter(({ code }) => code === value).flatMap(({ refs }) => refs);
    case 'commitments':
      return input.commitments.filter(({ status }) => status === value).flatMap(({ refs }) => refs);
    case 'trackedItems':
      return input.trackedItems.filter((item) => item.late || path !== 'trackedItems.late').flatMap(({ refs }) => refs);
    case 'risk':
      return input.risk.why.flatMap(({ refs }) => refs);
    case 'sentiment':
      return input.sentiment.lowPoint?.refs ?? [];
    case 'complaint':
      return [...complaints.flatMap(({ refs }) => refs.slice(0, 1).map(sourceRef)), ...(input.reason?.refs ?? [])];
    default:
      return input.reason?.refs ?? input.alerts[0]?.refs ?? [];
  }
}
