// Everything that opens above the panes, in one part of the bundle that is loaded after the first paint.
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { OVERLAY_STYLE } from '../ui/overlay-style.js';
import { useStyle } from '../ui/use-style.js';
import { CaseDialog } from './CaseDialog.js';
import { CloseDialog } from './CloseDialog.js';
import { MatchDialog } from './MatchDialog.js';
import { MergeDialog } from './MergeDialog.js';
import { PromiseDialog } from './PromiseDialog.js';
import { ShortcutsDialog } from './ShortcutsDialog.js';
import { SignOutDialog } from './SignOutDialog.js';
import { SourceSheet } from './SourceSheet.js';
import { TransferDialog } from './TransferDialog.js';
import { useConsole } from './console-context.js';
import { CONTEXT_MORE_STYLE } from './context-more-style.js';
import { deeds } from './deed-parts.js';

export function Dialogs(): VNode {
  const { store, panels } = useConsole();
  useStyle(OVERLAY_STYLE);
  useStyle(CONTEXT_MORE_STYLE);
  const open = store.open.value;
  const route = store.route.value;
  const dialog = panels.dialog.value;
  const context = store.context.value;
  const conv = route.page === 'inbox' ? (open?.id ?? null) : null;
  // A dialog is about the conversation it was opened on: another one on screen (Back, a notification) ends it.
  useEffect(() => () => void (panels.dialog.value = null), [conv]);
  return (
    <>
      {dialog?.name === 'transfer' && conv !== null && <TransferDialog conv={conv} begun={dialog.note} />}
      {dialog?.name === 'close' && conv !== null && <CloseDialog conv={conv} />}
      {dialog !== null && conv !== null && <deeds.Dialogs.View />}
      {dialog?.name === 'shortcuts' && <ShortcutsDialog />}
      {dialog?.name === 'sign-out' && <SignOutDialog />}
      {dialog?.name === 'promise' && context !== null && <PromiseDialog context={context} conv={conv} said={dialog.said} />}
      {dialog?.name === 'case' && context !== null && <CaseDialog context={context} conv={conv} />}
      {dialog?.name === 'match' && context !== null && <MatchDialog context={context} conv={conv} suggestionId={dialog.suggestionId} />}
      {dialog?.name === 'merge' && context !== null && <MergeDialog context={context} />}
      {(route.page === 'inbox' || route.page === 'customer') && route.sources.length > 0 && <SourceSheet sources={route.sources} />}
    </>
  );
}
