// Which service level holds for a conversation (K70): the one its team names, else the first active one that fits, by position. Pure.
import type { Priority, SlaPolicyDoc } from '@throughline/types';

export interface Policy {
  id: string;
  doc: SlaPolicyDoc;
}

/** What policies ask of a conversation. */
export interface Served {
  teamId: string | null;
  priority: Priority;
  channel: string;
  /** What the site says of how much the customer matters to it. */
  tiers: readonly string[];
}

const fits = <T>(asked: readonly T[], are: readonly (T | null)[]): boolean =>
  asked.length === 0 || are.some((is) => is !== null && asked.includes(is));

/** Null: none holds. `ofTeam`: the policy that the conversation's team names. */
export function policyFor(policies: readonly Policy[], served: Served, ofTeam: string | null): Policy | null {
  const active = policies.filter(({ doc }) => doc.active);
  const named = active.find(({ id }) => id === ofTeam);
  if (named !== undefined) return named;
  const inOrder = [...active].sort((a, b) => a.doc.position - b.doc.position || (a.id < b.id ? -1 : 1));
  return (
    inOrder.find(({ doc: { applies } }) => {
      const channels: readonly string[] = applies.channels;
      const tiers = applies.tiers.map((tier) => tier.toLowerCase());
      return (
        fits(applies.teamIds, [served.teamId]) &&
        fits(applies.priorities, [served.priority]) &&
        fits(channels, [served.channel]) &&
        fits(
          tiers,
          served.tiers.map((tier) => tier.toLowerCase()),
        )
      );
    }) ?? null
  );
}
