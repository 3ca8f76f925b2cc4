// What happened before the customer came (M2): the one thing that most likely made them come, first that applies. Pure.
// It is an association that an agent can change, and it replaces the leaf's default cause.

export type UpstreamRule = 'mismatch' | 'broken_commitment' | 'failed_step' | 'error' | 'page' | 'step';

export interface UpstreamCandidate {
  rule: UpstreamRule;
  at: number;
  interactionId: string;
  /** Upstream cause as the taxonomy calls it (`sales_promise`, `delivery` …); null leaves the leaf's own. */
  cause: string | null;
}

/** The order of M2. `error`: an error or failed payment. */
const ORDER: readonly UpstreamRule[] = ['mismatch', 'broken_commitment', 'failed_step', 'error', 'page', 'step'];
const WITHIN_MS = 30 * 86_400_000;
/** Pages and Steps are looked at whenever they were: they are only what came last. */
const TIMELESS: ReadonlySet<UpstreamRule> = new Set(['page', 'step']);

/** The link, the newest of the first rule that has one; null when nothing came before `now` (the time of the contact). */
export function upstreamLink(
  candidates: readonly UpstreamCandidate[],
  now: number,
): { interactionId: string; rule: UpstreamRule; cause: string | null } | null {
  const before = candidates.filter(({ rule, at }) => at <= now && (TIMELESS.has(rule) || now - at <= WITHIN_MS));
  const [first] = before.sort(
    (a, b) => ORDER.indexOf(a.rule) - ORDER.indexOf(b.rule) || b.at - a.at || (a.interactionId < b.interactionId ? -1 : 1),
  );
  return first === undefined ? null : { interactionId: first.interactionId, rule: first.rule, cause: first.cause };
}
