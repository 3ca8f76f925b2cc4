// How views reach what the console knows and can do. Filled once, by boot.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Actions } from '../state/actions.js';
import type { Store } from '../state/store.js';
import type { Route } from '../state/route.js';
import type { Panels } from '../state/panels.js';

export interface Console {
  store: Store;
  actions: Actions;
  panels: Panels;
  /** Address of a route. */
  href(route: Route): string;
  /** Address of the relay, with its base path and without a trailing slash. */
  relayUrl: string;
  /** One-time token of the setup address; empty when there is none. */
  setupToken: string;
}

export const ConsoleContext = createContext<Console | null>(null);

export function useConsole(): Console {
  const value = useContext(ConsoleContext);
  if (value === null) throw new Error('a view outside of the console');
  return value;
}
