// The highest heads this relay told or acked, of conversations that somebody listens to here. One below them means that the store went back
// (P26). Invariant: all heads are of the history that the connections here follow. Heads of another one, newer or a late hint's, are no measure
// and do not make it the followed one: only the beacon does, when it told everybody.
import type { Heads } from './push-window.js';

export class Announced {
  /** The history whose cursors the connections here hold. */
  #followed: string;
  /** By site, then by conversation: a key joined of both would be a string more for each. */
  #heads = new Map<string, Map<string, Heads>>();

  constructor(epoch: string) {
    this.#followed = epoch;
  }

  note(siteId: string, conv: string, { epoch, pub, int }: Heads & { epoch: string }): void {
    if (epoch !== this.#followed) return;
    let site = this.#heads.get(siteId);
    if (site === undefined) this.#heads.set(siteId, (site = new Map()));
    const before = site.get(conv);
    site.set(conv, { pub: Math.max(before?.pub ?? 0, pub), int: Math.max(before?.int ?? 0, int) });
  }

  /** What was told so far. Take it before reading heads: what is told while they are read may be newer than the answer. */
  before(siteId: string, convs: readonly string[]): Map<string, Heads> {
    const told = new Map<string, Heads>();
    for (const conv of convs) {
      const heads = this.#heads.get(siteId)?.get(conv);
      if (heads !== undefined) told.set(conv, heads);
    }
    return told;
  }

  /** Forgets what nobody listens to. */
  keep(isHeard: (siteId: string, conv: string) => boolean): void {
    for (const [siteId, site] of this.#heads) {
      for (const conv of site.keys()) if (!isHeard(siteId, conv)) site.delete(conv);
      if (site.size === 0) this.#heads.delete(siteId);
    }
  }

  isFollowed(epoch: string): boolean {
    return this.#followed === epoch;
  }

  /** Everybody here heard of this history: nothing noted before counts any more. */
  follow(epoch: string): void {
    if (this.#followed !== epoch) this.#heads = new Map();
    this.#followed = epoch;
  }
}
