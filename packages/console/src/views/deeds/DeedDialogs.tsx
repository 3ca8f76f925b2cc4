// The dialog of the deed that was asked for. Each needs a conversation on screen.
import type { VNode } from 'preact';
import { useStyle } from '../../ui/use-style.js';
import { useConsole } from '../console-context.js';
import { AssignDialog } from './AssignDialog.js';
import { ConsultDialog } from './ConsultDialog.js';
import { DeclineDialog } from './DeclineDialog.js';
import { DEEDS_STYLE } from './deeds-style.js';
import { MergeConversationDialog } from './MergeConversationDialog.js';
import { SnoozeDialog } from './SnoozeDialog.js';
import { TagDialog } from './TagDialog.js';

export function DeedDialogs(): VNode | null {
  useStyle(DEEDS_STYLE);
  const { store, panels } = useConsole();
  const row = store.openRow.value;
  if (row === null) return null;
  const dialog = panels.dialog.value;
  const begun = dialog !== null && 'note' in dialog ? (dialog.note ?? '') : '';
  switch (dialog?.name) {
    case 'snooze':
      return <SnoozeDialog row={row} />;
    case 'tags':
      return <TagDialog row={row} />;
    case 'assign':
      return <AssignDialog row={row} />;
    case 'consult':
      return <ConsultDialog row={row} begun={begun} />;
    case 'decline':
      return <DeclineDialog row={row} begun={begun} />;
    case 'merge_conversations':
      return <MergeConversationDialog row={row} />;
    default:
      return null;
  }
}
