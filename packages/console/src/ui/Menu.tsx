// A menu beside the button that opened it (ARIA menu): the first item has the focus, arrows, Home and End move, Esc and a press elsewhere
// close it and give the focus back (K117).
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { focusBack } from './focus-back.js';

export interface MenuProps {
  label: string;
  /** Opens upwards. */
  up?: boolean;
  close(): void;
  children: ComponentChildren;
}

export function Menu({ label, up = false, close, children }: MenuProps): VNode {
  const ref = useRef<HTMLDivElement>(null);
  const items = (): HTMLElement[] => [...(ref.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  useEffect(() => {
    const giveBack = focusBack(ref.current);
    items()[0]?.focus();
    const elsewhere = (event: PointerEvent): void => {
      if (event.target instanceof Node && ref.current?.parentElement?.contains(event.target) !== true) close();
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => {
      document.removeEventListener('pointerdown', elsewhere);
      giveBack();
    };
  }, []);
  function onKeyDown(event: KeyboardEvent): void {
    const all = items();
    const at = all.findIndex((one) => one === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[(to + all.length) % all.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.stopPropagation();
    if (event.key !== 'Tab') event.preventDefault();
  }
  return (
    <div ref={ref} class={`menu ${up ? 'menu-up' : ''}`} role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}
