// The chaos proxy for who runs faults: tests, benches, and operators who want to see for themselves.
export { createChaosProxy } from './chaos-proxy.js';
export type { ChaosProxy, ChaosProxyOptions } from './chaos-proxy.js';
export { targetOf, through } from './target.js';
export type { Target } from './target.js';
export type { ChaosStats, Direction, Toxic, ToxicType } from './toxics.js';
