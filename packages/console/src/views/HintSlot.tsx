// One line above the send row, of reserved height, so that nothing jumps (K34). One thing at a time: what blocks sending, else the hint,
// else what kind of text this is.
import type { VNode } from 'preact';
import { Icon } from '../ui/Icon.js';
import type { ShownHint } from './use-hint.js';

export interface HintSlotProps {
  /** The composer is described by it. */
  id: string;
  words: string;
  /** `words` say why sending is blocked. */
  strong: boolean;
  /** … and have to be heard at once. */
  urgent: boolean;
  hint: ShownHint | null;
}

export function HintSlot({ id, words, strong, urgent, hint }: HintSlotProps): VNode {
  if (strong || hint === null) {
    return (
      <p id={id} class={`composer-hint ${strong ? 'composer-hint-strong' : ''}`} {...(urgent ? { role: 'alert' as const } : {})}>
        {words}
      </p>
    );
  }
  const asks = hint.verb === 'Insert' || hint.verb === 'Reveal';
  return (
    <p id={id} class="composer-hint composer-hint-offer" title={hint.words}>
      <Icon name={asks ? 'check' : 'promise'} size={14} />
      <span class="composer-hint-words" dir="auto">
        {hint.words}
      </span>
      <button type="button" class="link-button" onClick={hint.accept}>
        {hint.verb}
      </button>
      <kbd aria-hidden="true">Ctrl/⌘ .</kbd>
    </p>
  );
}
