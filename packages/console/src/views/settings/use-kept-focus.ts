// The focus is never lost (K117): when what had it is taken away, it goes to what stands in its place now, and on another page to the heading.
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

const FOCUSABLE = 'a[href], button, input:not([hidden]), select, textarea, summary';

const isOwn = (element: Element): boolean => element.closest('dialog') === null; // a dialog gives the focus back by itself
const within = (box: HTMLElement): HTMLElement[] => [...box.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(isOwn);

function focusHeading(box: HTMLElement): void {
  const heading = box.querySelector('h1');
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus();
}

/**
 * @param box everything that comes and goes
 * @param page what of it is on screen: the heading has the focus after a change of it that took the focus away
 */
export function useKeptFocus(box: RefObject<HTMLElement | null>, page: string): void {
  const shown = useRef(page);
  shown.current = page;
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    let last: { page: string; at: number } | null = null;
    const note = (event: Event): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (target === null || !isOwn(target)) return;
      const at = within(element).findIndex((one) => one === target || one.contains(target));
      last = at < 0 ? null : { page: shown.current, at };
    };
    const look = (): void => {
      const held = document.activeElement;
      if (last === null || (held !== null && held !== document.body)) return;
      const { page: before, at } = last;
      if (before !== shown.current) {
        last = null;
        return focusHeading(element);
      }
      const all = within(element);
      (all[at] ?? all.at(-1))?.focus();
    };
    const observer = new MutationObserver(look);
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', note);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', note);
      observer.disconnect();
    };
  }, []);
}
