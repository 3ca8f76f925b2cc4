// What is open on this screen and matters to nobody else: dialogs, the context panel. Not part of the address.
import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { FoundPromise } from '@throughline/types';

export type OpenDialog =
  | { name: 'transfer' | 'close' | 'shortcuts' }
  /** `said`: what a draft or an entry already says, for the form to start with. */
  | { name: 'promise'; said: FoundPromise | null }
  | { name: 'match'; suggestionId: string }
  | { name: 'merge' }
  | { name: 'case' };
export interface Panels {
  dialog: Signal<OpenDialog | null>;
  /** The line whose sources are in the side sheet; which sources is part of the address. */
  sourceTitle: Signal<string>;
  /** The context over the thread's edge, on screens without room for four panes. */
  contextOpen: Signal<boolean>;
  /** Bumped to put the focus into the composer. */
  focusComposer: Signal<number>;
  /** The pointer or the focus is in the context: nothing moves there (K47). */
  contextHeld: Signal<boolean>;
  /** Until when changes of the context pass all the same, ms: they answer what this agent did there. */
  ownChangeUntil: Signal<number>;
  /** The hint of the composer, accepted from anywhere by its key. */
  acceptHint: Signal<(() => void) | null>;
}

export const OWN_CHANGE_MS = 4_000; // from the press to the change it makes on screen

export function createPanels(): Panels {
  return {
    dialog: signal(null),
    sourceTitle: signal(''),
    contextOpen: signal(false),
    focusComposer: signal(0),
    contextHeld: signal(false),
    ownChangeUntil: signal(0),
    acceptHint: signal(null),
  };
}
