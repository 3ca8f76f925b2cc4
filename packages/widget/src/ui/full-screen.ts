// A film or a presentation of the page in full screen is not covered, and what is behind it is not reached by Tab (W81).

/** Returns the undo. */
export function yieldToFullScreen(host: HTMLElement): () => void {
  const frame = host.shadowRoot?.firstElementChild;
  const look = (): void => {
    const { fullscreenElement } = document;
    frame?.toggleAttribute('hidden', !!fullscreenElement && !fullscreenElement.contains(host));
  };
  document.addEventListener('fullscreenchange', look);
  look();
  return () => {
    document.removeEventListener('fullscreenchange', look);
    frame?.removeAttribute('hidden');
  };
}
