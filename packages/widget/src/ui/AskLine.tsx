// One quiet line where something was asked.
import type { ComponentChildren } from 'preact';

export interface AskLineProps {
  children?: ComponentChildren;
  /** Thanks: it takes the focus of the button that is gone, and leaves by itself. */
  last?: boolean;
}
const focus = (line: HTMLElement | null): void => line?.focus({ preventScroll: true });

export const AskLine = ({ children, last }: AskLineProps) => (
  <p class={last ? 'ask-line last' : 'ask-line'} role="status" tabIndex={-1} ref={last ? focus : null}>
    {children}
  </p>
);
