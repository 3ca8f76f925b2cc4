// One quiet button beside a line that opens what can be done about it. What it opens stands below, so the line itself never moves.
import type { ComponentChildren, VNode } from 'preact';
import { useId } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { Icon } from './Icon.js';
import { t } from '../state/t.js';

export interface MoreProps {
  /** What the line is about: the description of the button, whose name is the same everywhere. */
  about: string;
  /** Stands before the button, always visible. */
  first?: ComponentChildren;
  line: ComponentChildren;
  problem?: string | null;
  /** The buttons. */
  children: ComponentChildren;
}

export function More({ about, first, line, problem = null, children }: MoreProps): VNode {
  const id = useId();
  const open = useSignal(false);
  return (
    <>
      <div class="more-line">
        {line}
        {first}
        <button
          type="button"
          class="icon-button more-button"
          aria-label={t('More')}
          title={t('Actions for {about}', { about })}
          aria-expanded={open.value}
          aria-controls={id}
          onClick={() => (open.value = !open.value)}
        >
          <Icon name="more" size={14} />
        </button>
      </div>
      <div id={id} class="more-actions" role="group" aria-label={t('Actions for {about}', { about })} hidden={!open.value}>
        {open.value && children}
      </div>
      {problem !== null && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

/** A small button in a row of actions. */
export function Act({ busy, onClick, children }: { busy?: boolean; onClick(): void; children: ComponentChildren }): VNode {
  return (
    <button type="button" class="button button-small" aria-disabled={busy === true} onClick={() => busy !== true && onClick()}>
      {children}
    </button>
  );
}
