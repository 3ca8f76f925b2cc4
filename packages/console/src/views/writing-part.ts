// What helps to write: the part `writing` of the bundle, loaded after the first paint.
import { lazyView } from '../ui/lazy-view.js';

export const writingTools = lazyView(async () => (await import('./writing/WritingTools.js')).WritingTools);
