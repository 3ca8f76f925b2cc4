// What somebody needs who writes another store: the contract it has to pass. Runs under vitest.
export { storeContract } from './store-contract/store-contract.js';
