// What messages hold beside text, read and written: one part of the bundle, loaded after the first paint (K126).
export { ComposerTools } from './ComposerTools.js';
export { MessageMore } from './MessageMore.js';
