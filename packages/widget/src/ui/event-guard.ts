// Keeps page scripts from acting on what happens inside the open panel: hot keys, focus traps, outside clicks (W72–W74).
// Stopping events at the shadow root is not enough: capture listeners on `document` would still see every one of them.
// Invariant: default actions (typing, focus, links) go on; the panel's own handlers get a copy inside the shadow root.
const STOPPED = 'keydown keyup keypress focusin pointerdown pointerup mousedown mouseup touchstart touchend'.split(' ');

/** Returns the undo. */
export function guardEvents(host: HTMLElement): () => void {
  const inside = (event: Event): boolean => event.composedPath().includes(host);
  const stop = (event: Event): void => {
    if (!inside(event)) return;
    event.stopImmediatePropagation();
    const [target] = event.composedPath();
    if (!(event instanceof KeyboardEvent) || event.type !== 'keydown' || !target) return;
    const { key, keyCode, shiftKey, isComposing } = event;
    // Not composed: it never leaves the shadow root.
    const copy = new KeyboardEvent('keydown', { key, keyCode, shiftKey, isComposing, bubbles: true, cancelable: true });
    if (!target.dispatchEvent(copy)) event.preventDefault();
  };
  const focusOut = (event: FocusEvent): void => {
    if (inside(event) || event.relatedTarget === host) event.stopImmediatePropagation();
  };
  const click = (event: MouseEvent): void => {
    if (!event.isTrusted || !inside(event)) return;
    event.stopImmediatePropagation();
    const button = event.composedPath().find((node) => node instanceof HTMLButtonElement);
    button?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  };
  for (const name of STOPPED) addEventListener(name, stop, true);
  addEventListener('focusout', focusOut, true);
  addEventListener('click', click, true);
  return () => {
    for (const name of STOPPED) removeEventListener(name, stop, true);
    removeEventListener('focusout', focusOut, true);
    removeEventListener('click', click, true);
  };
}
