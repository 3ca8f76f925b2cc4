// The planted bugs of delivery.md §11: each is what a careless change could do to a built file, and each must be caught (P120). Where this
// design has no such place the nearest bug that it can have is planted, and `what` says so. `caughtBy` names the check of `plants/run.ts` that is quickest; `campaign`
// the one that finds it without knowing where to look; `alsoOff` another way to heal that would hide it (P117).
// Anchors are short, so that a change nearby does not move them; one that is gone fails loudly.
import { storePlants } from './store-plants.mjs';
import { syncPlants } from './sync-plants.mjs';

const SERVER = 'packages/server/dist';

/** @typedef {{id: string, what: string, caughtBy: string, campaign?: string, alsoOff?: string, edits: {file: string, find: string, replace: string}[]}} Plant */

/** @type {Plant[]} */
export const plants = [...storePlants, ...syncPlants];

/**
 * Not bugs: ways to heal switched off, so that the other way has to do its work alone (P117). Named like plants, and combined with them by `+`.
 */
export const switches = [
  {
    id: 'beacon-off',
    edits: [{ file: `${SERVER}/transport/socket/beacon.js`, find: 'limits.BEACON_MS, run', replace: 'limits.BEACON_MS * 1_000, run' }],
  },
  {
    id: 'hints-off',
    edits: [
      { file: `${SERVER}/adapters/bus/memory/memory-bus.js`, find: 'publish: listeners.tell,', replace: 'publish: () => undefined,' },
      { file: `${SERVER}/adapters/bus/redis/redis-bus.js`, find: 'publish(hint) {', replace: 'publish(hint) { return;' },
    ],
  },
];
