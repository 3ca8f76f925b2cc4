// Roles in words, and what each may do in a line.
import type { AgentRole } from '@throughline/types';
import { t } from '../../state/t.js';

export type GivenRole = Exclude<AgentRole, 'owner'>;
export const GIVEN_ROLES: readonly GivenRole[] = ['admin', 'lead', 'agent', 'analyst', 'guest'];

export function roleWords(role: AgentRole): string {
  switch (role) {
    case 'owner':
      return t('Owner');
    case 'admin':
      return t('Admin');
    case 'lead':
      return t('Lead');
    case 'agent':
      return t('Agent');
    case 'analyst':
      return t('Analyst');
    case 'guest':
      return t('Guest');
  }
}

export function roleHint(role: AgentRole): string {
  switch (role) {
    case 'owner':
      return t('Everything, owners included.');
    case 'admin':
      return t('Everything but owners: settings, people, keys, export.');
    case 'lead':
      return t('Answers, and looks after teams and saved replies.');
    case 'agent':
      return t('Answers customers.');
    case 'analyst':
      return t('Numbers, without the words of customers.');
    case 'guest':
      return t('Only what was assigned: an outsourced desk.');
  }
}
