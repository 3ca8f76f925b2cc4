// What goes on beside the conversation, a later chunk.
export { expected } from './ui/expected.js';
export { InLine } from './ui/InLine.js';
export { watch } from './watch.js';
/** Nothing of it is drawn. */
export const style = '';
