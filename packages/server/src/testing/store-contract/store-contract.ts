// The contract of the store port: one suite, run unchanged on every store (P25). A new store starts by passing it.
import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../../ports/store.js';
import { accessContract } from './access-contract.js';
import { accountsContract } from './accounts-contract.js';
import { deedsContract } from './deeds-contract.js';
import { endedContract } from './ended-contract.js';
import { engineContract } from './engine/engine-contract.js';
import { filesContract } from './files-contract.js';
import { groupContract } from './group-contract.js';
import { hostileValuesContract } from './hostile-values-contract.js';
import { interleavingContract } from './interleaving-contract.js';
import { lanesContract } from './lanes-contract.js';
import { listsContract } from './lists-contract.js';
import { readContract } from './read-contract.js';
import { routingContract } from './routing-contract.js';
import { slaContract } from './sla-contract.js';
import { searchContract } from './search-contract.js';
import { submitContract } from './submit-contract.js';
import { systemContract } from './system-contract.js';
import { visitorAnswersContract } from './visitor-answers-contract.js';
import { widgetContract } from './widget-contract.js';

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
    accessContract(opened);
    submitContract(opened);
    groupContract(opened);
    lanesContract(opened);
    deedsContract(opened);
    endedContract(opened);
    readContract(opened);
    listsContract(opened);
    searchContract(opened);
    systemContract(opened);
    interleavingContract(opened);
    hostileValuesContract(opened);
    engineContract(opened);
    visitorAnswersContract(opened);
    filesContract(opened);
    widgetContract(opened);
    routingContract(opened);
    slaContract(opened);
  });
}
