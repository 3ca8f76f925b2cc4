// Views of the conversation whose code is loaded after the first paint (K126). They start right after sign-in, so that opening a
// conversation asks for nothing (K40).
import { lazyView } from '../ui/lazy-view.js';

export const messageMore = lazyView(async () => (await import('./later-messages.js')).MessageMore);
export const composerTools = lazyView(async () => (await import('./later-messages.js')).ComposerTools);
