// Search, and the lists somebody saved. The link implements it over /api/v1; every answer is the relay's.
import type { SavedViewDoc, SearchPage } from '@throughline/types';
import type { Answer } from './answer.js';
import type { SavedView } from './lists.js';

export interface FindingActions {
  /** `cursor`: of the page before. */
  search(q: string, cursor?: string): Promise<Answer<SearchPage>>;
  /** Own and shared ones. */
  savedViews(): Promise<Answer<readonly SavedView[]>>;
  saveView(doc: SavedViewDoc): Promise<Answer<SavedView>>;
  /** In the place of the version that was seen; `conflict` when somebody was faster. */
  changeView(view: SavedView): Promise<Answer<SavedView>>;
  removeView(id: string): Promise<Answer<null>>;
}
