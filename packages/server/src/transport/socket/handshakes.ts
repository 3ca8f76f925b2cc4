// How many sockets an address may open, and how fast (S45, S46). Counted per node: a limit against accidents and floods, not a quota.
import { limits } from '@throughline/types';
import { addressGroups } from '../../domain/limits/address-groups.js';
import type { Limiter } from '../../ports/limiter.js';

export class Handshakes {
  readonly #open = new Map<string, number>();

  constructor(
    private readonly limiter: Limiter,
    /** Sockets at once per address; Infinity in load tests. */
    private readonly most: number,
  ) {}

  /** The undo of one socket, or null when the address has enough. */
  async admit(address: string): Promise<(() => void) | null> {
    const { narrow } = addressGroups(address);
    if ((this.#open.get(narrow) ?? 0) >= this.most) return null;
    const taken = await this.limiter.take(`${narrow} handshakes`, limits.RATE_HANDSHAKES);
    if (!taken.ok) return null;
    this.#open.set(narrow, (this.#open.get(narrow) ?? 0) + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const rest = (this.#open.get(narrow) ?? 1) - 1;
      if (rest > 0) this.#open.set(narrow, rest);
      else this.#open.delete(narrow);
    };
  }
}
