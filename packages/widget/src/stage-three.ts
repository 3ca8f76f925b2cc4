// Stage 3: what a conversation needs beyond its first message. One chunk; the panel names its parts in core/chat-port.ts.
export { createChat } from './chat.js';
export { accentOn, onBrand } from './core/brand-colour.js';
export { agentOf, isClosed } from './core/transcript.js';
export { Thread } from './ui/Thread.js';
export { guardEvents } from './ui/event-guard.js';
export { watchScreen } from './ui/screen.js';
export { threadStyle } from './ui/thread-style.js';
export { when } from './ui/times.js';
