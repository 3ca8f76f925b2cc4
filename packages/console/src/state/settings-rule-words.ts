// A routing rule as one sentence (K55): "When there is an open complaint, then priority high and team Care." Pure.
import type { Priority, RoutingRuleDoc, RuleCondition } from '@throughline/types';
import { channelWords, languageWords } from './words.js';
import { listed, spoken, t } from './t.js';

export type ConditionField = RuleCondition['field'];
export const CONDITION_FIELDS: readonly ConditionField[] = [
  'open_complaint',
  'broken_promise',
  'late_item',
  'contacts',
  'effort',
  'tier',
  'reason',
  'text',
  'page',
  'language',
  'channel',
  'verified',
  'outside_hours',
];

/** In the picker of conditions. */
export function fieldWords(field: ConditionField): string {
  switch (field) {
    case 'open_complaint':
      return t('There is an open complaint');
    case 'broken_promise':
      return t('A promise was broken');
    case 'late_item':
      return t('An order or claim is late');
    case 'contacts':
      return t('Contacts about the same matter');
    case 'effort':
      return t('Effort so far');
    case 'tier':
      return t('Plan or tier');
    case 'reason':
      return t('Reason');
    case 'text':
      return t('Words that were said');
    case 'page':
      return t('Page they are on');
    case 'language':
      return t('Language');
    case 'channel':
      return t('Channel');
    case 'verified':
      return t('The customer is signed in');
    case 'outside_hours':
      return t('Outside opening hours');
  }
}

/** What a condition holds before anything was filled in. */
export function newCondition(field: ConditionField): RuleCondition {
  switch (field) {
    case 'channel':
      return { field, any: ['web_chat'] };
    case 'language':
    case 'reason':
    case 'tier':
    case 'text':
    case 'page':
      return { field, any: [] };
    case 'contacts':
      return { field, atLeast: 3 };
    case 'effort':
      return { field, atLeast: 60 };
    case 'open_complaint':
    case 'broken_promise':
    case 'late_item':
    case 'verified':
    case 'outside_hours':
      return { field };
  }
}

const sentenceOf = (parts: readonly string[], type: 'conjunction' | 'disjunction'): string =>
  new Intl.ListFormat(spoken(), { type }).format(parts);
const either = (words: readonly string[]): string => (words.length === 0 ? '…' : sentenceOf(words, 'disjunction'));

/** @param reasonLabel of a reason's code */
function conditionWords(condition: RuleCondition, reasonLabel: (code: string) => string): string {
  switch (condition.field) {
    case 'open_complaint':
      return t('there is an open complaint');
    case 'broken_promise':
      return t('a promise was broken');
    case 'late_item':
      return t('an order or claim is late');
    case 'verified':
      return t('the customer is signed in');
    case 'outside_hours':
      return t('it is outside opening hours');
    case 'contacts':
      return t('it is contact {n} or later about the same matter', { n: condition.atLeast });
    case 'effort':
      return t('the effort is {n} of 100 or more', { n: condition.atLeast });
    case 'tier':
      return t('the plan is {any}', { any: either(condition.any) });
    case 'reason':
      return t('the reason is {any}', { any: either(condition.any.map(reasonLabel)) });
    case 'text':
      return t('somebody said {any}', { any: either(condition.any.map((word) => `“${word}”`)) });
    case 'page':
      return t('they are on {any}', { any: either(condition.any) });
    case 'language':
      return t('the language is {any}', { any: either(condition.any.map(languageWords)) });
    case 'channel':
      return t('it comes by {any}', { any: either(condition.any.map(channelWords)) });
  }
}

export interface RuleNames {
  team(id: string): string;
  agent(id: string): string;
  reason(code: string): string;
  priority(priority: Priority): string;
}

export function ruleSentence({ when, then }: Pick<RoutingRuleDoc, 'when' | 'then'>, names: RuleNames): string {
  const deeds = [
    ...(then.priority === undefined ? [] : [t('priority {priority}', { priority: names.priority(then.priority) })]),
    ...(then.teamId === undefined ? [] : [t('team {name}', { name: names.team(then.teamId) })]),
    ...(then.agentId === undefined ? [] : [names.agent(then.agentId)]),
    ...(then.skill === undefined || then.skill === '' ? [] : [t('somebody with {skill}', { skill: then.skill })]),
    ...(then.tags === undefined || then.tags.length === 0 ? [] : [t('tags {tags}', { tags: listed(then.tags) })]),
  ];
  const what = deeds.length === 0 ? '…' : sentenceOf(deeds, 'conjunction');
  if (when.length === 0) return t('Always: {what}.', { what });
  return t('When {conditions}, then {what}.', {
    conditions: sentenceOf(
      when.map((condition) => conditionWords(condition, names.reason)),
      'conjunction',
    ),
    what,
  });
}
