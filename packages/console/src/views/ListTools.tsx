// What stands above the list when it is asked for: its questions and order, what can be done to the selected rows, what can be undone;
// and in Mine the promises that are due.
import type { VNode } from 'preact';
import { useStyle } from '../ui/use-style.js';
import { BulkBar } from './list/BulkBar.js';
import { FilterBar } from './list/FilterBar.js';
import { LIST_TOOLS_STYLE } from './list/list-tools-style.js';
import { PromisesDue } from './list/PromisesDue.js';
import { UndoBar } from './list/UndoBar.js';
import { useConsole } from './console-context.js';

export { NoConversations } from './NoConversations.js';

export function ListTools(): VNode {
  const { store, panels } = useConsole();
  useStyle(LIST_TOOLS_STYLE);
  return (
    <>
      {panels.filterOpen.value && <FilterBar />}
      {store.selected.value.size > 0 && <BulkBar />}
      {panels.undo.value !== null && <UndoBar undo={panels.undo.value} />}
      {store.list.value.view === 'mine' && <PromisesDue />}
    </>
  );
}
