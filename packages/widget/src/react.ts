// React: a provider that runs the widget while it is mounted, and two hooks. Holds no logic: it calls and forwards (W63).
import { createElement, Fragment, useEffect, useSyncExternalStore } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { InitOptions } from './api.js';
import * as throughline from './index.js';
import { mount } from './mount.js';

export interface ThroughlineProviderProps extends InitOptions {
  children?: ReactNode;
}

/** Runs the widget for `site` while mounted; changed options are passed on, another `site` starts anew. Draws its children alone. */
export function ThroughlineProvider({ children, ...options }: ThroughlineProviderProps): ReactElement {
  // What can be compared decides; a token function that is written inline is another one with every render.
  useEffect(() => mount(options), [JSON.stringify(options)]);
  return createElement(Fragment, null, children);
}

/** The functions of `@throughline/widget`; the same object with every render. */
export const useThroughline = (): typeof throughline => throughline;

const subscribe = (changed: () => void): (() => void) => throughline.on('unread', changed);

/** Messages from agents that this visitor has not read; 0 on a server. */
export const useUnread = (): number => useSyncExternalStore(subscribe, throughline.unread, () => 0);
