// Stage 3: what a conversation needs beyond its first message. One chunk; the panel names its parts in seams/panel.ts.
export { createChat } from './chat.js';
export { agentOf, isClosed } from './core/transcript.js';
export { wanted } from './ui/wanted.js';
export { Thread } from './ui/Thread.js';
export { threadStyle } from './ui/thread-style.js';
export { when } from './ui/times.js';
