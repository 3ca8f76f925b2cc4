// Erased stays erased (S76): at each start, before anybody is served, and whenever the store turns out to tell another history, everything the
// ledger holds is erased again where it came back. (Not only after a restore that was announced: nobody announces a file copied over.)
import { asError } from '../domain/as-error.js';
import type { Clock } from '../ports/clock.js';
import type { ErasureLedger, LedgerLine } from '../ports/erasure-ledger.js';
import type { Log } from '../ports/log.js';
import type { ErasedNames } from '../ports/store-erasure.js';
import type { Store } from '../ports/store.js';

const PER_TRANSACTION = 100; // where nothing came back, a hundred lines are three short reads each

/** The store is away; it is asked again until it is there. */
const RETRY_MS = 5_000;

interface Deps {
  store: Pick<Store, 'eraseAgain'>;
  ledger: Pick<ErasureLedger, 'lines'>;
}

/** Answers how many erasures had to be repeated. */
export async function repeatErasures({ store, ledger }: Deps, now: number): Promise<number> {
  let repeated = 0;
  let held: LedgerLine[] = [];
  const flush = async (): Promise<void> => {
    for (const [siteId, erased] of bySite(held)) repeated += (await store.eraseAgain({ siteId, erased, now })).repeated;
    held = [];
  };
  for await (const line of ledger.lines()) {
    held.push(line);
    if (held.length === PER_TRANSACTION) await flush();
  }
  await flush();
  return repeated;
}

/** Once, and in the log when something had come back. */
export async function repeatErasuresOnce(deps: Deps & { log: Log; clock: Clock }): Promise<void> {
  const count = await repeatErasures(deps, deps.clock.now());
  if (count > 0) deps.log.warn('The database was older than some erasures: they were repeated', { count });
}

/** The same until it worked: while the relay runs there is nobody to tell but the log. */
export async function repeatErasuresUntilDone(deps: Deps & { log: Log; clock: Clock }): Promise<void> {
  try {
    await repeatErasuresOnce(deps);
  } catch (error) {
    deps.log.error('Erasures could not be repeated yet', { error: asError(error) });
    deps.clock.after(RETRY_MS, () => void repeatErasuresUntilDone(deps));
  }
}

function bySite(lines: readonly LedgerLine[]): Map<string, ErasedNames[]> {
  const sites = new Map<string, ErasedNames[]>();
  for (const { siteId, at: _at, ...names } of lines) sites.set(siteId, [...(sites.get(siteId) ?? []), names]);
  return sites;
}
