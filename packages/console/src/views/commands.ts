// What the commands of the shortcut table do on this screen, and why one of them can't be done here (K13, K81). Keys and palette share it.
import { answerWords } from '../state/answer-words.js';
import type { Command } from '../state/keys.js';
import type { OpenDialog } from '../state/panels.js';
import { OWN_CHANGE_MS } from '../state/panels.js';
import { convRoute, customersRoute, searchRoute, settingsRoute, viewRoute } from '../state/route.js';
import { selectNone, toggle } from '../state/selection.js';
import { EMPTY_DRAFT } from '../state/store.js';
import type { ComposerMode } from '../state/store.js';
import { t } from '../state/t.js';
import type { Console } from './console-context.js';

export const TYPES_INTO = 'input, textarea, select, [contenteditable]';
const SEARCH_FIELD = '[data-search]';

function move({ store, panels }: Console, by: 1 | -1): void {
  const shown = panels.order.ids;
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

/** The case that is offered; a refusal is said where everybody sees it (K12). */
function linkOffered({ store, actions, panels }: Console): void {
  const open = store.open.value;
  const offered = open?.context?.openCases.find((one) => one.link === 'offered');
  if (open === null || offered === undefined) return;
  panels.ownChangeUntil.value = store.now.value + OWN_CHANGE_MS;
  void actions
    .ask((api) => api.updateCase(offered.caseId, { conversationId: open.id }))
    .then((answer) => {
      if (answer.ok) store.status.value = t('Linked to {title}', { title: offered.title });
      else store.problem.value = answerWords(answer.code);
    });
}

/** The focus goes to the pane the field stands in, never to nothing (K117). */
function leaveField(field: HTMLElement): void {
  const pane = field.closest<HTMLElement>('[data-pane]');
  if (pane === null) field.blur();
  else pane.focus({ preventScroll: true });
}

/** One thing at a time; a draft is never lost (K82). */
function escape({ store, actions, panels }: Console): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.matches(TYPES_INTO)) leaveField(focused);
  else if (panels.contextOpen.value) panels.contextOpen.value = false;
  else if (store.selected.value.size > 0) selectNone(store);
  else if (store.open.value !== null) {
    store.cursor.value = store.open.value.id;
    actions.go(viewRoute(store.view.value));
  } else if (panels.filterOpen.value) panels.filterOpen.value = false;
}

/** The n-th section of the context, made to hold the focus. */
function focusSection({ panels }: Console, digit: string): void {
  panels.contextOpen.value = true;
  const section = [...document.querySelectorAll<HTMLElement>('.pane-context .context-section')][Number(digit) - 1];
  if (section === undefined) return;
  section.tabIndex = -1;
  section.focus();
  section.scrollIntoView({ block: 'nearest' });
}

function search({ store, actions }: Console): void {
  const field = document.querySelector<HTMLInputElement>(SEARCH_FIELD);
  if (field === null) actions.go(searchRoute(store.view.value, ''));
  else field.focus();
}

type DeedDialog = Extract<OpenDialog['name'], 'assign' | 'snooze' | 'tags' | 'transfer' | 'close'>;
const DIALOGS: Partial<Record<Command, DeedDialog>> = {
  assign: 'assign',
  snooze: 'snooze',
  tag: 'tags',
  transfer: 'transfer',
  close: 'close',
};

/** Why this command can't be done here and now, in words; null: it can. */
export function refusal(command: Command, { store }: Console): string | null {
  const open = store.open.value;
  const row = store.openRow.value;
  const deed = command === 'claim' || command in DIALOGS;
  const needsConversation = deed || ['reply', 'note', 'context', 'section', 'link_case', 'accept_hint'].includes(command);
  if (needsConversation && open === null) return t('Open a conversation first');
  if (!deed) return null;
  if (store.connection.value.state !== 'online') return t('There is no connection');
  if (open?.acting !== null) return t('Another change is under way');
  if (row === null) return t('This conversation is not here');
  if (command === 'claim' && row.assigneeId !== null) return t('Somebody has it already');
  return row.status === 'closed' && command !== 'tag' ? t('The conversation is closed') : null;
}

/** @param digit of `section`: which */
export function run(command: Command, console_: Console, digit = '1'): void {
  const { store, actions, panels } = console_;
  const why = refusal(command, console_);
  store.problem.value = why; // of this press: what was said about the one before is over
  if (why !== null) return;
  const open = store.open.value;
  const view = store.view.value;
  const dialog = DIALOGS[command];
  if (dialog !== undefined) {
    panels.dialog.value = { name: dialog };
    return;
  }
  switch (command) {
    case 'next':
      return move(console_, 1);
    case 'previous':
      return move(console_, -1);
    case 'open':
      if (store.cursor.value !== null) actions.go(convRoute(view, store.cursor.value));
      return;
    case 'select':
      if (store.cursor.value !== null) toggle(store, store.cursor.value);
      return;
    case 'search':
      return search(console_);
    case 'palette':
      panels.paletteOpen.value = true;
      return;
    case 'filter':
      panels.filterOpen.value = !panels.filterOpen.value;
      return;
    case 'reply':
    case 'note':
      return compose(console_, command);
    case 'claim':
      if (open !== null) void actions.claim(open.id);
      return;
    case 'link_case':
      return linkOffered(console_);
    case 'accept_hint':
      panels.acceptHint.value?.();
      return;
    case 'section':
      return focusSection(console_, digit);
    case 'context':
      panels.contextOpen.value = !panels.contextOpen.value;
      return;
    case 'help':
      panels.dialog.value = { name: 'shortcuts' };
      return;
    case 'escape':
      return escape(console_);
    case 'go_mine':
      return actions.go(viewRoute('mine'));
    case 'go_mentions':
      return actions.go(viewRoute('mentions'));
    case 'go_unassigned':
      return actions.go(viewRoute('unassigned'));
    case 'go_all':
      return actions.go(viewRoute('all'));
    case 'go_snoozed':
      return actions.go(viewRoute('snoozed'));
    case 'go_closed':
      return actions.go(viewRoute('closed'));
    case 'go_customers':
      return actions.go(customersRoute(view));
    case 'go_alerts':
      return actions.go({ page: 'alerts', view });
    case 'go_settings':
      return actions.go(settingsRoute(view));
    case 'next_pane':
      return cyclePanes(1);
    case 'previous_pane':
      return cyclePanes(-1);
    case 'assign':
    case 'snooze':
    case 'tag':
    case 'transfer':
    case 'close':
      return; // dialogs, opened above
  }
}
