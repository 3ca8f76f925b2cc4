// The pages of the settings in their groups, and who sees which (K107). The relay refuses on its own.
import type { AgentRole } from '@throughline/types';
import { mayAdminister } from '../../state/roles.js';
import type { SettingsSection } from '../../state/route.js';
import { inLanguage, t } from '../../state/t.js';

/** `admin`: owners and admins. `lead`: they and leads. `staff`: whoever may write saved replies. `all`: everybody, about themselves. */
export type SectionFor = 'admin' | 'lead' | 'staff' | 'all';
export interface SectionLink {
  section: SettingsSection;
  words: string;
  who: SectionFor;
}
export interface SectionGroup {
  words: string;
  sections: readonly SectionLink[];
}

const to = (section: SettingsSection, words: string, who: SectionFor): SectionLink => ({ section, words, who });

export const sectionGroups = inLanguage<readonly SectionGroup[]>(() => [
  {
    words: t('You'),
    sections: [to('account', t('Account'), 'all'), to('preferences', t('Preferences'), 'all')],
  },
  {
    words: t('Site'),
    sections: [
      to('install', t('Install'), 'admin'),
      to('appearance', t('Appearance'), 'admin'),
      to('chat', t('Chat'), 'admin'),
      to('hours', t('Hours'), 'admin'),
      to('form', t('Form'), 'admin'),
      to('survey', t('Survey'), 'admin'),
      to('sites', t('Name and origins'), 'admin'),
    ],
  },
  {
    words: t('Desk'),
    sections: [
      to('teams', t('Teams'), 'lead'),
      to('routing', t('Routing'), 'admin'),
      to('sla', t('Service levels'), 'admin'),
      to('replies', t('Saved replies'), 'staff'),
      to('tags', t('Tags'), 'lead'),
      to('reasons', t('Reasons'), 'admin'),
      to('facts', t('Facts'), 'admin'),
    ],
  },
  {
    words: t('Access'),
    sections: [to('people', t('People'), 'admin'), to('audit', t('Audit log'), 'admin')],
  },
  {
    words: t('Developers'),
    sections: [
      to('identity', t('Identity'), 'admin'),
      to('sources', t('Keys and sources'), 'admin'),
      to('webhooks', t('Webhooks'), 'admin'),
      to('system', t('System'), 'admin'),
    ],
  },
]);

export function maySee(role: AgentRole, who: SectionFor): boolean {
  if (who === 'all' || mayAdminister(role)) return true;
  return who === 'lead' ? role === 'lead' : who === 'staff' && (role === 'lead' || role === 'agent');
}
