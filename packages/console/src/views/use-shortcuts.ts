// Binds the shortcut table to this screen (K13, K80). One listener; what a key means is decided purely in state/keys.
import { useEffect } from 'preact/hooks';
import { answerWords } from '../state/answer-words.js';
import { commandOf, SEQUENCE_MS } from '../state/keys.js';
import type { Command, Stroke } from '../state/keys.js';
import { OWN_CHANGE_MS } from '../state/panels.js';
import { convRoute, viewRoute } from '../state/route.js';
import { EMPTY_DRAFT } from '../state/store.js';
import type { ComposerMode } from '../state/store.js';
import type { Console } from './console-context.js';
import { useConsole } from './console-context.js';

const TYPES_INTO = 'input, textarea, select, [contenteditable]';
const USES_ENTER = 'a, button, summary';

function strokeOf(event: KeyboardEvent): Stroke {
  const target = event.target instanceof Element ? event.target : null;
  const typing = target !== null && (target.matches(TYPES_INTO) || (event.key === 'Enter' && target.matches(USES_ENTER)));
  return {
    key: event.key,
    ctrl: event.ctrlKey,
    meta: event.metaKey,
    alt: event.altKey,
    shift: event.shiftKey,
    repeat: event.repeat,
    composing: event.isComposing,
    typing,
  };
}

function move(console_: Console, by: 1 | -1): void {
  const { store } = console_;
  const shown = [...document.querySelectorAll('[data-conv]')].map((element) => element.getAttribute('data-conv') ?? '');
  const at = shown.indexOf(store.cursor.value ?? store.open.value?.id ?? '');
  const next = at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by));
  store.cursor.value = shown[next] ?? null;
}

function cyclePanes(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.offsetParent !== null || pane.getClientRects().length > 0,
  );
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  panes[(at + by + panes.length) % panes.length]?.focus();
}

function compose({ store, actions, panels }: Console, mode: ComposerMode): void {
  const conv = store.open.value?.id;
  if (conv === undefined) return;
  const draft = store.drafts.value.get(conv) ?? EMPTY_DRAFT;
  actions.setDraft(conv, { ...draft, mode });
  panels.focusComposer.value += 1;
}

/** The case that is offered; what the relay answers is said in the status line. */
function linkOffered({ store, actions, panels }: Console): void {
  const open = store.open.value;
  const offered = open?.context?.openCases.find((one) => one.link === 'offered');
  if (open === null || offered === undefined) return;
  panels.ownChangeUntil.value = store.now.value + OWN_CHANGE_MS;
  void actions
    .ask((api) => api.updateCase(offered.caseId, { conversationId: open.id }))
    .then((answer) => (store.status.value = answer.ok ? `Linked to ${offered.title}` : answerWords(answer.code)));
}

function escape({ store, actions, panels }: Console): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.matches(TYPES_INTO)) focused.blur();
  else if (panels.contextOpen.value) panels.contextOpen.value = false;
  else if (store.open.value !== null) {
    store.cursor.value = store.open.value.id;
    actions.go(viewRoute(store.view.value));
  }
}

function run(command: Command, console_: Console): void {
  const { store, actions, panels } = console_;
  const open = store.open.value;
  const row = store.openRow.value;
  const go = (view: 'mine' | 'unassigned' | 'all' | 'closed'): void => actions.go(viewRoute(view));
  const online = store.connection.value.state === 'online' && open?.acting === null;
  switch (command) {
    case 'next':
      return move(console_, 1);
    case 'previous':
      return move(console_, -1);
    case 'open':
      if (store.cursor.value !== null) actions.go(convRoute(store.view.value, store.cursor.value));
      return;
    case 'reply':
      return compose(console_, 'reply');
    case 'note':
      return compose(console_, 'note');
    case 'claim':
      if (open !== null && online && row?.assigneeId === null && row.status !== 'closed') void actions.claim(open.id);
      return;
    case 'transfer':
    case 'close':
      if (open !== null && online && row !== null && row.status !== 'closed') panels.dialog.value = { name: command };
      return;
    case 'link_case':
      return linkOffered(console_);
    case 'accept_hint':
      panels.acceptHint.value?.();
      return;
    case 'go_alerts':
      actions.go({ page: 'alerts', view: store.view.value });
      return;
    case 'context':
      panels.contextOpen.value = !panels.contextOpen.value;
      return;
    case 'help':
      panels.dialog.value = { name: 'shortcuts' };
      return;
    case 'escape':
      return escape(console_);
    case 'go_mine':
      return go('mine');
    case 'go_unassigned':
      return go('unassigned');
    case 'go_all':
      return go('all');
    case 'go_closed':
      return go('closed');
    case 'next_pane':
      return cyclePanes(1);
    case 'previous_pane':
      return cyclePanes(-1);
  }
}

export function useShortcuts(): void {
  const console_ = useConsole();
  useEffect(() => {
    let prefix: string | null = null;
    let prefixAt = 0;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (document.querySelector('dialog[open]') !== null) return; // the dialog has the keys
      const stroke = strokeOf(event);
      const fresh = prefix !== null && event.timeStamp - prefixAt < SEQUENCE_MS ? prefix : null;
      prefix = null;
      const command = commandOf(stroke, fresh);
      if (command !== null) {
        event.preventDefault();
        run(command, console_);
      } else if (event.key === 'g' && !stroke.typing && !stroke.ctrl && !stroke.meta && !stroke.alt) {
        prefix = 'g';
        prefixAt = event.timeStamp;
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
