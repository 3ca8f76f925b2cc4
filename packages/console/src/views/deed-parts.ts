// What is known and done about a conversation beside what is said in it: the part `deeds` of the bundle, loaded after the first paint.
import { lazyView } from '../ui/lazy-view.js';

export const deeds = {
  ActionFailure: lazyView(async () => (await import('./deeds/deeds.js')).ActionFailure),
  ProblemBar: lazyView(async () => (await import('./deeds/deeds.js')).ProblemBar),
  NotHere: lazyView(async () => (await import('./deeds/deeds.js')).NotHere, true),
  ThreadFacts: lazyView(async () => (await import('./deeds/deeds.js')).ThreadFacts),
  ThreadMenu: lazyView(async () => (await import('./deeds/deeds.js')).ThreadMenu),
  NoteActions: lazyView(async () => (await import('./deeds/deeds.js')).NoteActions),
  PinnedNote: lazyView(async () => (await import('./deeds/deeds.js')).PinnedNote),
  HeldText: lazyView(async () => (await import('./deeds/deeds.js')).HeldText),
  MergeLine: lazyView(async () => (await import('./deeds/deeds.js')).MergeLine),
  Earlier: lazyView(async () => (await import('./deeds/deeds.js')).Earlier),
  Dialogs: lazyView(async () => (await import('./deeds/deeds.js')).DeedDialogs),
};
