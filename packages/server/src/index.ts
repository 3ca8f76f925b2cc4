// The relay as a library: what `throughline start` runs, for tools and tests.
export { compose, openStore } from './compose.js';
export { ConfigError, readConfig } from './config.js';
export type { Config } from './config.js';
export { startRelay } from './relay.js';
export type { Relay, RelayParts } from './relay.js';
export { StoreUnavailable } from './ports/store.js';
export type { Store } from './ports/store.js';
