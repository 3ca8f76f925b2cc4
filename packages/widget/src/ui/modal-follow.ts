// The open panel stays within reach when the page makes everything but its own modal dialog inert (W75), and in place when the document
// element itself is transformed (W76). The host element moves into the topmost modal dialog and is shown there in the top layer, because
// a transformed dialog misplaces what is fixed inside it.
// Invariants: outside such a dialog the host hangs on the document element (W51); a page that keeps throwing it out of its dialog is left
// alone; only there, inside the page's content, does the host carry what keeps Turbo from taking it away (W52).
const RETURNS_MAX = 10; // into a dialog that threw it out
const OPEN = { subtree: true, attributeFilter: ['open'] };

/** The document element holds what is fixed, in place of the window. */
function holdsFixed(): boolean {
  const { transform, translate, rotate, scale, perspective, contain, willChange } = getComputedStyle(document.documentElement);
  return (
    [transform, translate, rotate, scale, perspective].some((value) => value && value !== 'none') ||
    /paint|layout|strict|content|transform|perspective/.test(contain + willChange)
  );
}

/** Follows the page's modal dialogs from now on. Returns the undo. */
export function followModals(host: HTMLElement): () => void {
  const home = document.documentElement;
  const modals = new Set<HTMLDialogElement>(); // in the order they were seen to open
  let seat: Element = home;
  let returns = 0;

  const place = (next: Element): void => {
    if (next === seat && host.parentNode === next && !host.popover === (next === home && !holdsFixed())) return;
    if (next === seat && host.parentNode !== next) {
      if (next === home) return; // the launcher's own to see to
      returns += 1;
    }
    seat = next;
    const place = returns > RETURNS_MAX ? home : next;
    // Older browsers have no popover: the panel is in reach then, and in place unless the dialog is transformed.
    const layered = 'popover' in host;
    if (layered) host.popover = null; // also takes it from the top layer: shown again, it comes on top
    if (host.parentNode !== place) {
      // Keeps focus and scroll positions where the browser can.
      if (host.isConnected && 'moveBefore' in place) place.moveBefore(host, null);
      else place.append(host);
    }
    const away = place !== home;
    host.id = away ? 'throughline-chat' : '';
    host.toggleAttribute('data-turbo-permanent', away);
    if (!away) host.removeAttribute('id');
    watch.disconnect();
    // A dialog that is taken out of the page says nothing of it.
    for (const root of new Set([document, place.getRootNode()])) watch.observe(root, { ...OPEN, childList: away });
    if (layered && (away || holdsFixed())) {
      host.popover = 'manual';
      host.showPopover();
    }
  };
  const look = (): void => {
    for (const dialog of document.querySelectorAll('dialog')) if (dialog.matches(':modal')) modals.add(dialog);
    for (const dialog of modals) if (!dialog.isConnected || !dialog.matches(':modal')) modals.delete(dialog);
    place([...modals].at(-1) ?? home);
  };
  /** A dialog in another component's shadow root is seen when it takes the focus. */
  const focused = (event: Event): void => {
    for (const node of event.composedPath()) if (node instanceof HTMLDialogElement && node.matches(':modal')) modals.add(node);
    look();
  };
  const watch = new MutationObserver(look);
  watch.observe(document, OPEN);
  addEventListener('focusin', focused, true);
  look();
  return () => {
    removeEventListener('focusin', focused, true);
    modals.clear();
    place(home);
    watch.disconnect();
  };
}
