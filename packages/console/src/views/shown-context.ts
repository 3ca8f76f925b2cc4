// Which context the panel shows: not always the newest one. While somebody is in the panel it is the one before (K47), and a frozen one is
// shown as it was seen then (K41): without marks of what came later, and with its promises due as they were due at that moment.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { HandoffContext } from '@throughline/types';
import { useConsole } from './console-context.js';

export interface Shown {
  /** Whose lines may be new to this agent; null where none is: a frozen context, or one beside no conversation. */
  lines: HandoffContext | null;
  /** ms: the moment a frozen context speaks of; null is now. */
  at: number | null;
}

export const ShownContext = createContext<Shown>({ lines: null, at: null });

/** ms: now, or the moment of the context that is shown as it was. */
export function useAsOf(): number {
  const { store } = useConsole();
  const { at } = useContext(ShownContext);
  return at ?? store.now.value;
}
