// A native modal dialog: the browser traps focus, closes on Esc and gives the focus back (K117).
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { focusBack } from './focus-back.js';
import { Icon } from './Icon.js';
import { OVERLAY_STYLE } from './overlay-style.js';
import { useStyle } from './use-style.js';
import { t } from '../state/t.js';

export interface DialogProps {
  title: string;
  /** `sheet`: full height at the side, for reading beside the thread. */
  shape?: 'box' | 'sheet';
  onClose(): void;
  children: ComponentChildren;
}

export function Dialog({ title, shape = 'box', onClose, children }: DialogProps): VNode {
  useStyle(OVERLAY_STYLE);
  const ref = useRef<HTMLDialogElement>(null);
  const pressed = useRef<EventTarget | null>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    const giveBack = focusBack(dialog);
    if (dialog !== null && !dialog.open) dialog.showModal();
    return giveBack;
  }, []);
  return (
    <dialog
      ref={ref}
      class={`dialog dialog-${shape}`}
      aria-labelledby={titleId}
      onClose={onClose}
      onPointerDown={(event) => (pressed.current = event.target)}
      onClick={(event) => {
        // The backdrop; not a text that was marked out of its field.
        if (event.target === ref.current && pressed.current === ref.current) onClose();
      }}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" class="icon-button" aria-label={t('Dismiss')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
