// Everything that is known and done about a conversation beside what is said in it: one part of the bundle, loaded after the first paint.
export { ActionFailure } from './ActionFailure.js';
export { DeedDialogs } from './DeedDialogs.js';
export { Earlier } from './Earlier.js';
export { HeldText } from './HeldText.js';
export { MergeLine } from './MergeLine.js';
export { NoteActions } from './NoteActions.js';
export { NotHere } from './NotHere.js';
export { PinnedNote } from './PinnedNote.js';
export { ProblemBar } from './ProblemBar.js';
export { ThreadFacts } from './ThreadFacts.js';
export { ThreadMenu } from './ThreadMenu.js';
