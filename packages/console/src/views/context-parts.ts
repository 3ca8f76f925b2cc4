// What of a context is loaded after the first paint (K126). It starts right after sign-in, so that opening a conversation asks for nothing
// and paints the whole at once (K40).
import { lazyView } from '../ui/lazy-view.js';

export const contextLive = lazyView(async () => (await import('./ContextMore.js')).ContextLive);
export const contextMore = lazyView(async () => (await import('./ContextMore.js')).ContextMore);
