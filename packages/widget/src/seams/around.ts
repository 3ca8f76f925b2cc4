// The seam between the panel and the chunk of what lies around it: the page, its other tabs, a phone's screen. Types only.
import type { OutboxStorage } from '@throughline/types';
import type { ShareTabsOptions, SharedConnector } from '../core/shared-port.js';

/** The panel on a phone (W136, W137). */
export interface Screen {
  opened(box: HTMLElement): void;
  closed(): void;
}
/** A later chunk: the first message needs none of it. */
export interface AroundParts {
  /** @param isSmall the panel covers the page */
  watchScreen(isSmall: () => boolean): Screen;
  /** While the panel is open: page scripts do not act on what happens inside it, the page's dialogs do not shut it out, full screen does. Returns the undo. */
  guardEvents(host: HTMLElement): () => void;
  /** Unsent text in localStorage (P80); rejects where that is blocked. */
  openPageStorage(site: string): Promise<OutboxStorage>;
  shareTabs(options: ShareTabsOptions): SharedConnector;
}
