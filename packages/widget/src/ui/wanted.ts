// Which of the later parts an open panel wants, from what the site set and how the conversation stands. Pure.
import type { ConversationView } from '@throughline/types';
import type { LaterParts } from '../seams/panel.js';
import type { KnownSettings } from '../seams/panel.js';
import { isClosed } from '../core/transcript.js';

export function wanted({ files, form, survey }: KnownSettings, view: ConversationView): (keyof LaterParts)[] {
  const names: (keyof LaterParts)[] = ['rich', 'extras', 'menu'];
  if (files) names.push('attach');
  if (form?.fields[0]) names.push('ask');
  if ((survey?.satisfaction || survey?.effort) && isClosed(view)) names.push('survey');
  return names;
}
