// What a new installation is to do next. Its code is loaded by whoever has something left to do (K126).
import type { VNode } from 'preact';
import { lazyView } from '../ui/lazy-view.js';

const body = lazyView(async () => (await import('./FirstStepsBody.js')).FirstStepsBody);

/** @param folded beside conversations: only for whoever sets the site up, as one line until it is opened, and gone with the last step */
export function FirstSteps({ folded = false }: { folded?: boolean }): VNode {
  return <body.View folded={folded} />;
}
