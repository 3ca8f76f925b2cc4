// A person's console until they change it (K31, K80, K85). The same as what the relay fills in; here so that no schema is needed to draw.
import type { PreferencesDoc } from '@throughline/types';

export const DEFAULT_PREFERENCES: PreferencesDoc = {
  locale: null,
  theme: 'system',
  density: 'comfortable',
  enter: 'send',
  undoSeconds: 0,
  singleKeys: true,
  keys: {},
  sounds: ['queue', 'reply', 'mention', 'sla'],
  desktop: ['queue', 'reply', 'mention', 'sla'],
  noticeText: 'name_and_line',
  quietHours: null,
};
