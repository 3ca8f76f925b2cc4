// Names are looked up by threads that the whole process shares. A name server that does not answer must neither hold a delivery for minutes
// nor take one thread for every message to that name: a name is looked up once at a time, and nobody waits longer than `waitMs` for it.

export interface FoundAddress {
  address: string;
  family: number;
}
export type Lookup = (host: string) => Promise<FoundAddress[]>;

const TIMED_OUT = 'ETIMEDOUT';

/** Rejects like `find`, or with the code ETIMEDOUT after `waitMs`. */
export function boundedLookup(find: Lookup, waitMs: number): Lookup {
  const running = new Map<string, Promise<FoundAddress[]>>();
  const shared = (host: string): Promise<FoundAddress[]> => {
    const held = running.get(host);
    if (held !== undefined) return held;
    const started = find(host).finally(() => running.delete(host));
    running.set(host, started);
    return started;
  };
  return (host) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(Object.assign(new Error('The name server did not answer'), { code: TIMED_OUT })), waitMs);
      shared(host)
        .then(resolve, reject)
        .finally(() => clearTimeout(late));
    });
}
