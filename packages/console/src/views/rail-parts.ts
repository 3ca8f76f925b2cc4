// What of the rail is loaded after the first paint (K126): it starts right after sign-in.
import { lazyView } from '../ui/lazy-view.js';

export const railMenu = lazyView(async () => (await import('./RailMenu.js')).RailMenu);
