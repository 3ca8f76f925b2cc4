// What is open on this screen and matters to nobody else: dialogs, the context panel. Not part of the address.
import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { FoundPromise } from '@throughline/types';
import type { Uploads } from './uploads.js';

export type DeedDialog = 'snooze' | 'tags' | 'assign' | 'consult' | 'decline' | 'merge_conversations';
export type OpenDialog =
  | { name: 'close' | 'shortcuts' | 'sign-out' }
  /** `note`: written before, for a hand-over that was refused. */
  | { name: 'transfer'; note?: string }
  /** Deeds of the conversation on screen. */
  | { name: DeedDialog; note?: string }
  /** `said`: what a draft or an entry already says, for the form to start with. */
  | { name: 'promise'; said: FoundPromise | null }
  | { name: 'match'; suggestionId: string }
  | { name: 'merge' }
  | { name: 'case' };
export interface Undo {
  words: string;
  /** ms; null: it cannot be taken back, it says what was refused. */
  until: number | null;
  takeBack: (() => void) | null;
  /** Does it now, because nobody will be here when the time is over; absent: nothing waits. */
  doNow?: (() => void) | undefined;
}
export interface Panels {
  dialog: Signal<OpenDialog | null>;
  /** Ids of the list as it stands on screen, which may be held back from its true order (K20). */
  order: { ids: readonly string[] };
  /** The bar of questions above the list. */
  filterOpen: Signal<boolean>;
  /** What was done to several rows and can be taken back until `until`, ms (K21). */
  undo: Signal<Undo | null>;
  /** The command palette (K81). */
  paletteOpen: Signal<boolean>;
  /** The line whose sources are in the side sheet; which sources is part of the address. */
  sourceTitle: Signal<string>;
  /** The context over the thread's edge, on screens without room for four panes. */
  contextOpen: Signal<boolean>;
  /** Bumped to put the focus into the composer, which sets it back to 0. */
  focusComposer: Signal<number>;
  /** Bumped to put the focus into the row of the cursor, where what had it is gone (K117). */
  focusRow: Signal<number>;
  /** The pointer or the focus is in the context: nothing moves there (K47). */
  contextHeld: Signal<boolean>;
  /** Until when changes of the context pass all the same, ms: they answer what this agent did there. */
  ownChangeUntil: Signal<number>;
  /** What the composer's extra tools were asked for; they take it and set it back. */
  tool: Signal<'attach' | 'quick' | 'replies' | 'emoji' | 'send' | null>;
  /** Files on their way into drafts: a reply waits for those of its own. */
  uploads: Signal<Uploads>;
  /** The hint of the composer, accepted from anywhere by its key. */
  acceptHint: Signal<(() => void) | null>;
}

export const OWN_CHANGE_MS = 4_000; // from the press to the change it makes on screen

export function createPanels(): Panels {
  return {
    dialog: signal(null),
    order: { ids: [] },
    filterOpen: signal(false),
    undo: signal(null),
    paletteOpen: signal(false),
    sourceTitle: signal(''),
    contextOpen: signal(false),
    focusComposer: signal(0),
    focusRow: signal(0),
    contextHeld: signal(false),
    ownChangeUntil: signal(0),
    tool: signal(null),
    uploads: signal(new Map()),
    acceptHint: signal(null),
  };
}
