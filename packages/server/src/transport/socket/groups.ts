// Named groups of listeners within a site (S11). Most groups have one member, ten thousand times: one stands by itself, and a set is made for
// the second; names are kept as they came, because a key joined of site and name would be a string more for each.
export class Groups<Member extends object> {
  readonly #sites = new Map<string, Map<string, Member | Set<Member>>>();

  add(siteId: string, name: string, member: Member): void {
    let site = this.#sites.get(siteId);
    if (site === undefined) this.#sites.set(siteId, (site = new Map()));
    const held = site.get(name);
    if (held === undefined) site.set(name, member);
    else if (held instanceof Set) held.add(member);
    else if (held !== member) site.set(name, new Set([held, member]));
  }

  /** Twice is fine. */
  remove(siteId: string, name: string, member: Member): void {
    const site = this.#sites.get(siteId);
    const held = site?.get(name);
    if (site === undefined || held === undefined) return;
    if (held instanceof Set) held.delete(member);
    if (held === member || (held instanceof Set && held.size === 0)) site.delete(name);
    if (site.size === 0) this.#sites.delete(siteId);
  }

  of(siteId: string, name: string): Member[] {
    const held = this.#sites.get(siteId)?.get(name);
    if (held === undefined) return [];
    return held instanceof Set ? [...held] : [held];
  }

  has(siteId: string, name: string): boolean {
    return this.#sites.get(siteId)?.has(name) === true;
  }
}
