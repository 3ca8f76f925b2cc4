// Keeps page scripts from acting on what happens inside the open panel: hot keys, focus traps, outside clicks, scroll locks (W72–W74, W78).
// Stopping events at the shadow root is not enough: capture listeners on `document` would still see every one of them.
// Invariant: default actions (typing, focus, links) go on; the panel's own handlers get a copy inside the shadow root.
const STOPPED = 'keydown keyup keypress focusin pointerdown pointerup mousedown mouseup touchstart touchend'.split(' ');
const SCROLLS = ['wheel', 'touchmove'];

/** Returns the undo. */
export function guardEvents(host: HTMLElement): () => void {
  const inside = (event: Event): boolean => event.composedPath().includes(host);
  const stop = (event: Event): void => {
    if (!inside(event)) return;
    event.stopImmediatePropagation();
    const [target] = event.composedPath();
    if (!(event instanceof KeyboardEvent) || event.type !== 'keydown' || !target) return;
    const { key, keyCode, shiftKey, isComposing } = event;
    // Not composed: it never leaves the shadow root. No KeyboardEvent: Firefox makes every one of those composed.
    const copy = Object.assign(new Event('keydown', { bubbles: true, cancelable: true }), { key, keyCode, shiftKey, isComposing });
    // Escape closes the panel alone, not also the page's dialog that it may stand in (W75).
    if (!target.dispatchEvent(copy) || (key === 'Escape' && !isComposing)) event.preventDefault();
  };
  const scroll = (event: Event): void => {
    if (inside(event)) event.stopImmediatePropagation();
  };
  const focusOut = (event: FocusEvent): void => {
    if (inside(event) || event.relatedTarget === host) event.stopImmediatePropagation();
  };
  const click = (event: MouseEvent): void => {
    if (!event.isTrusted || !inside(event)) return;
    event.stopImmediatePropagation();
    // A form's own button does its work without a click that is heard.
    const button = event.composedPath().find((node) => node instanceof HTMLButtonElement && node.type === 'button');
    button?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  };
  for (const name of STOPPED) addEventListener(name, stop, true);
  for (const name of SCROLLS) addEventListener(name, scroll, { capture: true, passive: true });
  addEventListener('focusout', focusOut, true);
  addEventListener('click', click, true);
  return () => {
    for (const name of STOPPED) removeEventListener(name, stop, true);
    for (const name of SCROLLS) removeEventListener(name, scroll, true);
    removeEventListener('focusout', focusOut, true);
    removeEventListener('click', click, true);
  };
}
