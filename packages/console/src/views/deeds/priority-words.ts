// Priorities in words, from the most to the least.
import type { ConversationRow } from '@throughline/types';
import { t } from '../../state/t.js';

export type Priority = ConversationRow['priority'];
export const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'normal', 'low'];
export const priorityWords = (priority: Priority): string =>
  priority === 'urgent' ? t('urgent') : priority === 'high' ? t('high') : priority === 'low' ? t('low') : t('normal');
