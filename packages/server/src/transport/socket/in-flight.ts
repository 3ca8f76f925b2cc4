// Requests that were taken and not yet answered: a stop waits for them, so that what was committed is also acked (P90).

export class InFlight {
  /** Set by a stop: what comes from now on is refused, or the last one would never be the last. */
  isClosed = false;
  #count = 0;
  #waiting: (() => void)[] = [];

  /** Counts one request; call the result when it was answered. */
  enter(): () => void {
    this.#count += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#count -= 1;
      if (this.#count === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    };
  }

  /** Resolves when nothing is in flight. */
  idle(): Promise<void> {
    return this.#count === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }
}
