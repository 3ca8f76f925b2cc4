// What is said of one thing side by side, with the marks of the language between (K119).
import type { ComponentChildren } from 'preact';
import { listMark } from '../state/t.js';

/** `Chat 10:02, 2 times, confirmed`: what is there of it, with the language's comma between. */
export function facets(...parts: ComponentChildren[]): ComponentChildren[] {
  const there = parts.filter((part) => part !== null && part !== undefined && part !== false && part !== '');
  return there.flatMap((part, index) => (index === 0 ? [part] : [listMark(), part]));
}
