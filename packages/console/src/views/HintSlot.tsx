// One line above the send row, of reserved height, so that nothing jumps (K34). One thing at a time: what blocks sending, else the hint,
// else what kind of text this is.
import type { VNode } from 'preact';
import { Icon } from '../ui/Icon.js';
import type { ShownHint } from './hint-shapes.js';

export interface HintSlotProps {
  /** The composer is described by it. */
  id: string;
  words: string;
  /** `words` say why sending is blocked. */
  strong: boolean;
  /** … and have to be heard at once. */
  urgent: boolean;
  /** What can be done about it, as a button behind the words. */
  way?: { words: string; go(): void } | undefined;
  hint: ShownHint | null;
}

export function HintSlot({ id, words, strong, urgent, way, hint }: HintSlotProps): VNode {
  if (strong || hint === null) {
    return (
      <p id={id} class={`composer-hint ${strong ? 'composer-hint-strong' : ''}`} {...(urgent ? { role: 'alert' as const } : {})}>
        {words}
        {strong && way !== undefined && (
          <>
            {' '}
            <button type="button" class="link-button" onClick={way.go}>
              {way.words}
            </button>
          </>
        )}
      </p>
    );
  }
  return (
    <p id={id} class="composer-hint composer-hint-offer" title={hint.words}>
      <Icon name={hint.icon} size={14} />
      <span class="composer-hint-words" dir="auto">
        {hint.words}
      </span>
      {hint.verb !== '' && (
        <>
          <button type="button" class="link-button" onClick={hint.accept}>
            {hint.verb}
          </button>
          <kbd aria-hidden="true">Ctrl/⌘ .</kbd>
        </>
      )}
    </p>
  );
}
