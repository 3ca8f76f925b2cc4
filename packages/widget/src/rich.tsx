// What a message says and what may be pressed instead of typing: a later chunk.
export { RichText as Words } from './ui/RichText.js';
export { QuickReplies } from './ui/QuickReplies.js';
export { richStyle as style } from './ui/rich-style.js';
