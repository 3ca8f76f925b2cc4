// What lies around the panel, a later chunk: the page's own listeners, the visitor's other tabs, a phone's screen, a storage for pages
// without IndexedDB. Typing and sending need none of it.
import { shareTabs as share } from './core/share-tabs.js';
import { meetNeighbours } from './io/neighbours.js';
import type { AroundParts } from './seams/around.js';
import { guardEvents as guard } from './ui/event-guard.js';
import { yieldToFullScreen } from './ui/full-screen.js';
import { followModals } from './ui/modal-follow.js';

export { openPageStorage } from './io/page-storage.js';
export { watchScreen } from './ui/screen.js';
export const shareTabs: AroundParts['shareTabs'] = (options) => share(options, meetNeighbours);
export const guardEvents: AroundParts['guardEvents'] = (host) => {
  const undo = [guard, followModals, yieldToFullScreen].map((begin) => begin(host));
  return () => {
    for (const end of undo) end();
  };
};
