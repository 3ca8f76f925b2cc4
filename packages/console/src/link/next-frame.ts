// What arrives in bursts is folded once per frame (K130). A page that is not painted has no frames: there a timer takes their place.

const HIDDEN_MS = 250; // nobody looks; unread counts in the title stay near the truth

/** Runs `run` once, before the next paint. */
export function nextFrame(run: () => void): void {
  if (document.visibilityState === 'hidden') {
    setTimeout(run, HIDDEN_MS);
    return;
  }
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    run();
  };
  requestAnimationFrame(once);
  setTimeout(once, HIDDEN_MS); // hidden before the frame came
}
