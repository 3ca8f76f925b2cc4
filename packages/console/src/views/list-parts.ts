// What stands above the list when it is asked for, filter, selection, undo, and in its place when it is empty. Loaded after the first paint (K126).
import { lazyView } from '../ui/lazy-view.js';

export const noConversations = lazyView(async () => (await import('./ListTools.js')).NoConversations);
export const listTools = lazyView(async () => (await import('./ListTools.js')).ListTools);
