// What stands below a message's text: its files and its quick replies. Their code comes after the first paint (K126).
import type { VNode } from 'preact';
import { holdsMore } from '../state/message-extras.js';
import type { MessageExtras } from '../state/message-extras.js';
import { messageMore } from './message-parts.js';

export function More({ extras }: { extras: MessageExtras }): VNode | null {
  return holdsMore(extras) ? <messageMore.View extras={extras} /> : null;
}
