// Which rules hold for a conversation and what they name (K55). Pure.
import type { RuleCondition } from '@throughline/types';
import type { Named, Priority, RoutingFacts, RoutingRule } from './model.js';

const lower = (text: string): string => text.toLowerCase();
const isOneOf = (said: string, any: readonly string[]): boolean => any.some((one) => lower(one) === lower(said));
/** `de` fits `de-at`, `invoice` fits `invoice.inaccurate`. */
const isUnder = (said: string, any: readonly string[], mark: string): boolean =>
  any.some((one) => lower(said) === lower(one) || lower(said).startsWith(`${lower(one)}${mark}`));
const isSaid = (text: string, any: readonly string[]): boolean => any.some((one) => lower(text).includes(lower(one)));

/** Whether one condition holds. What is not known fits nothing. */
export function holds(condition: RuleCondition, facts: RoutingFacts): boolean {
  switch (condition.field) {
    case 'channel':
      return condition.any.includes(facts.channel);
    case 'language':
      return facts.language !== null && isUnder(facts.language, condition.any, '-');
    case 'reason':
      return facts.reason !== null && isUnder(facts.reason, condition.any, '.');
    case 'tier':
      return facts.tiers.some((tier) => isOneOf(tier, condition.any));
    case 'text':
      return facts.texts.some((text) => isSaid(text, condition.any));
    case 'page':
      return facts.page !== null && isSaid(facts.page, condition.any);
    case 'open_complaint':
      return facts.openComplaint;
    case 'broken_promise':
      return facts.brokenPromise;
    case 'late_item':
      return facts.lateItem;
    case 'verified':
      return facts.verified;
    case 'contacts':
      return facts.contacts >= condition.atLeast;
    case 'effort':
      return facts.effort >= condition.atLeast;
    case 'outside_hours':
      return facts.outsideHours;
  }
}

/** In the order they are asked: by position, of equal ones by id, so that the order depends on the rules alone. */
export const inOrder = (rules: readonly RoutingRule[]): RoutingRule[] =>
  rules.filter(({ doc }) => doc.active).sort((a, b) => a.doc.position - b.doc.position || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

export interface Ruled {
  named: Named;
  priority: { priority: Priority; reason: string } | null;
  tags: string[];
}

/** The rules that hold, in order: each thing is decided by the first of them that names it. */
export function namedBy(rules: readonly RoutingRule[], facts: RoutingFacts): Ruled {
  const fitting = inOrder(rules).filter(({ doc }) => doc.when.every((condition) => holds(condition, facts)));
  const first = <Value>(read: (then: RoutingRule['doc']['then']) => Value | undefined): { value: Value; rule: string } | null => {
    for (const { doc } of fitting) {
      const value = read(doc.then);
      if (value !== undefined) return { value, rule: doc.name };
    }
    return null;
  };
  const team = first(({ teamId }) => teamId);
  const agent = first(({ agentId }) => agentId);
  const skill = first(({ skill: wanted }) => wanted);
  const priority = first(({ priority: wanted }) => wanted);
  const tags = first(({ tags: wanted }) => (wanted === undefined || wanted.length === 0 ? undefined : wanted));
  const behind = [team, agent, skill].flatMap((one) => (one === null ? [] : [one.rule]));
  return {
    named: {
      ...(team === null ? {} : { teamId: team.value }),
      ...(agent === null ? {} : { agentId: agent.value }),
      ...(skill === null ? {} : { skill: skill.value }),
      rules: [...new Set(behind)],
    },
    priority: priority === null ? null : { priority: priority.value, reason: `rule: ${priority.rule}` },
    tags: tags === null ? [] : [...new Set(tags.value)],
  };
}
