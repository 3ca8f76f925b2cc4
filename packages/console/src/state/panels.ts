// What is open on this screen and matters to nobody else: dialogs, the context panel. Not part of the address.
import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';

export type DialogName = 'transfer' | 'close' | 'shortcuts';

export interface Panels {
  dialog: Signal<DialogName | null>;
  /** The line whose sources are in the side sheet; which sources is part of the address. */
  sourceTitle: Signal<string>;
  /** The context over the thread's edge, on screens without room for four panes. */
  contextOpen: Signal<boolean>;
  /** Bumped to put the focus into the composer. */
  focusComposer: Signal<number>;
}

export function createPanels(): Panels {
  return { dialog: signal(null), sourceTitle: signal(''), contextOpen: signal(false), focusComposer: signal(0) };
}
