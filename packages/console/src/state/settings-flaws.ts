// What of a document of the desk cannot be saved, by the field it stands at (K105). Pure; the relay checks again.
import type { RoutingRuleDoc, SavedReplyDoc, SlaPolicyDoc, TagDoc, TeamDoc } from '@throughline/types';
import { t } from './t.js';

type Flaws = ReadonlyMap<string, string>;
type Found = readonly [field: string, words: string] | false;
const those = (...found: readonly Found[]): Flaws => new Map(found.filter((one) => one !== false));

const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/;
/** The first of these that is no language tag. */
export const strangeLanguage = (tags: readonly string[]): string | undefined => tags.find((tag) => !LANGUAGE.test(tag));
const unnamed = (name: string): boolean => name.trim() === '';
const NAME_MAX_CHARS = 80;
const SKILL_MAX_CHARS = 40;

function hoursFlaw(hours: TeamDoc['hours']): string | null {
  for (const spans of Object.values(hours ?? {})) {
    let last = '';
    for (const [from, to] of spans) {
      if (from === '' || to === '') return t('Fill in both times of every day.');
      if (from >= to) return t('Closing time must be after opening time.');
      if (from < last) return t('The times of one day overlap.');
      last = to;
    }
  }
  return null;
}

export function teamFlaws({ name, skills, hours, overflow }: TeamDoc): Flaws {
  const hoursWrong = hoursFlaw(hours);
  return those(
    unnamed(name) && ['name', t('A team needs a name.')],
    name.length > NAME_MAX_CHARS && ['name', t('At most {n} characters.', { n: NAME_MAX_CHARS })],
    skills.some((skill) => skill.length > SKILL_MAX_CHARS) && ['skills', t('A skill has at most {n} characters.', { n: SKILL_MAX_CHARS })],
    hoursWrong !== null && ['hours', hoursWrong],
    overflow !== null && overflow.teamId === '' && ['overflow', t('Choose the team that takes over.')],
    overflow !== null && !(overflow.afterMinutes >= 1) && ['overflow', t('Say after how many minutes, at least one.')],
  );
}

export function ruleFlaws({ name, when, then }: RoutingRuleDoc): Flaws {
  const flaws = new Map<string, string>();
  if (unnamed(name)) flaws.set('name', t('A rule needs a name.'));
  for (const [index, condition] of when.entries()) {
    if ('any' in condition && condition.any.length === 0) flaws.set(`when.${index}`, t('Name at least one.'));
    if (condition.field === 'language') {
      const strange = strangeLanguage(condition.any);
      if (strange !== undefined) flaws.set(`when.${index}`, t('“{tag}” is no language. Write de, or pt-br.', { tag: strange }));
    }
    if (condition.field === 'contacts' && !(condition.atLeast >= 2)) flaws.set(`when.${index}`, t('At least 2.'));
    if (condition.field === 'effort' && !(condition.atLeast >= 0 && condition.atLeast <= 100))
      flaws.set(`when.${index}`, t('A number from 0 to 100.'));
  }
  if (Object.values(then).every((value) => value === undefined || (Array.isArray(value) && value.length === 0)))
    flaws.set('then', t('Say what the rule does: a team, a person, a priority, tags or a skill.'));
  return flaws;
}

export function slaFlaws({ name, targets }: SlaPolicyDoc): Flaws {
  return those(
    unnamed(name) && ['name', t('A service level needs a name.')],
    Object.values(targets).every((target) => target === null) && ['targets', t('Set at least one target.')],
  );
}

/** @param others shortcuts of other replies this person has */
export function replyFlaws(doc: SavedReplyDoc, others: readonly string[]): Flaws {
  const { title, body, shortcut, variants, scope, teamId } = doc;
  const strange = strangeLanguage(Object.keys(variants));
  return those(
    unnamed(title) && ['title', t('A reply needs a title; it is found by it.')],
    unnamed(body) && ['body', t('A reply says something.')],
    /\s/.test(shortcut) && ['shortcut', t('A shortcut is one word.')],
    shortcut !== '' && others.includes(shortcut) && ['shortcut', t('Another reply has this shortcut.')],
    strange !== undefined && ['variants', t('“{tag}” is no language. Write de, or pt-br.', { tag: strange })],
    Object.values(variants).some(unnamed) && ['variants', t('A variant says something, or is removed.')],
    scope === 'team' && teamId === null && ['scope', t('Choose the team it is for.')],
  );
}

export function tagFlaws({ name }: TagDoc, others: readonly string[]): Flaws {
  return those(
    unnamed(name) && ['name', t('A tag needs a name.')],
    name.length > SKILL_MAX_CHARS && ['name', t('At most {n} characters.', { n: SKILL_MAX_CHARS })],
    others.some((other) => other.toLowerCase() === name.trim().toLowerCase()) && ['name', t('There is such a tag already.')],
  );
}
