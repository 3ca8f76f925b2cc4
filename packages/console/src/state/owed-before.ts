// Until when a promise counts as due (K72): whatever is left of the agent's own day, and of a late evening the next hours. Pure but for the
// time zone of the page. The answer stands still as long as it can, so that nothing is asked again for a passing minute.
const HOUR_MS = 3_600_000;
const NEAR_HOURS = 4;

export function owedBefore(nowMs: number): number {
  const midnight = new Date(nowMs).setHours(24, 0, 0, 0);
  return Math.max(midnight, (Math.floor(nowMs / HOUR_MS) + NEAR_HOURS) * HOUR_MS);
}
