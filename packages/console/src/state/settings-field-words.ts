// Fields of the settings' documents in words, for what differs between two of them (K105). Pure.
import { inLanguage, t } from './t.js';
import { capital, languageWords } from './words.js';

/** By the whole path, or by its last part where that says enough. */
const FIELDS = inLanguage<Readonly<Record<string, string>>>(() => ({
  ...{ name: t('Name'), title: t('Title'), label: t('Label'), active: t('Active'), position: t('Place in the order'), state: t('State') },
  ...{ department: t('Department'), members: t('Members'), mode: t('Way of assigning'), skills: t('Skills'), languages: t('Languages') },
  lastAgentFirst: t('Whoever helped them last comes first'),
  matchLanguage: t('Speakers of the customer’s language come first'),
  ...{ hours: t('Opening hours'), slaPolicyId: t('Service level'), overflow: t('Overflow'), capacity: t('Carries at once, in points') },
  ...{ teamId: t('Team'), agentId: t('Person'), priority: t('Priority'), tags: t('Tags'), skill: t('Skill'), when: t('When') },
  ...{ teamIds: t('Teams'), priorities: t('Priorities'), channels: t('Channels'), tiers: t('Plans or tiers') },
  firstResponse: t('First answer by a person'),
  nextResponse: t('Each later answer'),
  ...{ resolution: t('Closed'), time: t('Counted') },
  pauseWhileWaiting: t('Pause while the customer is to answer'),
  ...{ notify: t('Tell the agent and the leads'), raisePriority: t('Raise the priority'), reassignTeamId: t('Hand over to') },
  ...{ shortcut: t('Shortcut'), body: t('Text'), scope: t('For'), assignTeamId: t('Hand over to'), close: t('Close the conversation') },
  ...{ snoozeMinutes: t('Snooze for'), colour: t('Colour'), color: t('Colour'), origins: t('Allowed origins'), greeting: t('Greeting') },
  ...{ locale: t('Language'), policyUrl: t('Privacy policy'), files: t('Files'), sound: t('Sound'), timezone: t('Time zone') },
  ...{ holidays: t('Holidays'), departments: t('Departments'), factPatterns: t('Facts'), secondFactor: t('Second factor') },
  ...{ fields: t('Questions'), satisfaction: t('Satisfaction'), effort: t('Effort'), url: t('Address'), events: t('Events') },
  ...{ category: t('Group'), upstreamCause: t('Cause upstream'), ownerDepartment: t('Owner'), code: t('Key'), role: t('Role') },
  ...{ channel: t('Channel'), visibility: t('Who sees what it sends'), 'form.when': t('Ask') },
}));

const readable = (part: string): string => capital(part.replaceAll('_', ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));

/** `targets.firstResponse` → "First answer by a person"; a field nobody named stays readable. */
export function fieldWords(path: string): string {
  const parts = path.split('.');
  const last = parts.at(-1) ?? path;
  if (parts[0] === 'variants' && parts.length > 1) return t('Text in {language}', { language: languageWords(last) });
  return FIELDS()[path] ?? FIELDS()[last] ?? readable(last);
}
