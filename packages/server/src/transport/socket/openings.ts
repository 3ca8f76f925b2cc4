// Conversations that visitors opened a moment ago. A handshake reads the visitor's list before its socket is known here: one opened in
// between stands neither in the list nor finds the socket. So it is looked up here after the socket is known (P42). Counted, not timed.
const REMEMBERED_MAX = 1_000;

export class Openings {
  #count = 0;
  #recent: { siteId: string; principalId: string; conv: string }[] = [];

  note(siteId: string, principalId: string, conv: string): void {
    this.#count += 1;
    this.#recent.push({ siteId, principalId, conv });
    if (this.#recent.length > REMEMBERED_MAX) this.#recent.shift();
  }

  /** Take it before the list is read. */
  mark(): number {
    return this.#count;
  }

  /** What the principal opened since the mark; null when that is longer ago than is remembered. */
  since(mark: number, siteId: string, principalId: string): string[] | null {
    const more = this.#count - mark;
    if (more > this.#recent.length) return null;
    const news = more === 0 ? [] : this.#recent.slice(-more);
    return news.filter((one) => one.siteId === siteId && one.principalId === principalId).map(({ conv }) => conv);
  }
}
