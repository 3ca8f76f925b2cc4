// The contract of the store port: one suite, run unchanged on every store (P25). A new store starts by passing it.
import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../../ports/store.js';
import { accountsContract } from './accounts-contract.js';
import { engineContract } from './engine/engine-contract.js';
import { hostileValuesContract } from './hostile-values-contract.js';
import { interleavingContract } from './interleaving-contract.js';
import { lanesContract } from './lanes-contract.js';
import { readContract } from './read-contract.js';
import { submitContract } from './submit-contract.js';

/** `open` gives an empty, migrated store; it is called once and closed at the end. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`[P25] store contract on ${name}`, () => {
    let store: Store | undefined;
    const opened = (): Store => {
      if (store === undefined) throw new Error('the store did not open');
      return store;
    };
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store?.close());

    accountsContract(opened);
    submitContract(opened);
    lanesContract(opened);
    readContract(opened);
    interleavingContract(opened);
    hostileValuesContract(opened);
    engineContract(opened);
  });
}
