// What somebody needs who writes another store: the contract it has to pass. Runs under vitest.
export { storeContract } from './store-contract/store-contract.js';
// What breaks links: for whoever wants to see what a deployment of their own does on a bad network.
export { createChaosProxy, targetOf, through } from './chaos-proxy/index.js';
export type { ChaosProxy, ChaosProxyOptions, ChaosStats, Direction, Target, Toxic, ToxicType } from './chaos-proxy/index.js';
