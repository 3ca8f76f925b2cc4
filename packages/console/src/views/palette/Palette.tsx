// The command palette (K81): every command, view, team, colleague, saved reply and customer seen lately, found by typing, what is used most
// first. What can't be done here is listed with the reason. An ARIA combobox in a dialog.
import type { VNode } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { fuzzy } from '../../state/fuzzy.js';
import { t } from '../../state/t.js';
import { focusBack } from '../../ui/focus-back.js';
import { useStyle } from '../../ui/use-style.js';
import { useConsole } from '../console-context.js';
import { entriesOf, used, usesOf } from './palette-entries.js';
import type { PaletteEntry } from './palette-entries.js';
import { PALETTE_STYLE } from './palette-style.js';

const SHOWN_MAX = 12;

export function Palette(): VNode {
  const console_ = useConsole();
  const { store, panels, actions } = console_;
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const typed = useSignal('');
  const at = useSignal(0);
  const replies = useSignal<readonly { id: string; title: string; shortcut: string; body: string }[]>([]);
  useStyle(PALETTE_STYLE);
  useEffect(() => {
    const element = dialog.current;
    const giveBack = focusBack(element);
    if (element !== null && !element.open) element.showModal();
    let here = true;
    void actions
      .ask((api) => api.savedReplies())
      .then((answer) => {
        if (here && answer.ok) replies.value = answer.value.map((one) => ({ id: one.id, ...one.doc }));
      });
    return () => {
      here = false;
      giveBack();
    };
  }, []);
  const uses = usesOf();
  const all = entriesOf(console_, replies.value).sort((a, b) => (uses[b.id] ?? 0) - (uses[a.id] ?? 0));
  const found = fuzzy(all, typed.value, (one) => `${one.words} ${one.about}`).slice(0, SHOWN_MAX);
  const marked = found[Math.min(at.value, found.length - 1)];

  function close(): void {
    dialog.current?.close();
    panels.paletteOpen.value = false;
  }
  function take(entry: PaletteEntry): void {
    if (entry.refused !== null) {
      store.status.value = entry.refused;
      return;
    }
    used(entry.id);
    close();
    entry.run();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      at.value = (at.value + step + found.length) % Math.max(1, found.length);
      list.current?.children[at.value]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && marked !== undefined) {
      event.preventDefault();
      take(marked);
    }
  }
  return (
    <dialog
      ref={dialog}
      class="palette"
      aria-label={t('Commands')}
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <input
        class="palette-field"
        type="text"
        role="combobox"
        autoComplete="off"
        aria-label={t('Find a command')}
        aria-expanded={found.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        {...(marked === undefined ? {} : { 'aria-activedescendant': `${id}-${marked.id}` })}
        placeholder={t('Commands, views, colleagues, replies, customers…')}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={onKeyDown}
      />
      <ul ref={list} id={id} class="palette-list" role="listbox" aria-label={t('Commands')}>
        {found.map((entry) => (
          <li
            key={entry.id}
            id={`${id}-${entry.id}`}
            class="palette-entry"
            role="option"
            aria-selected={entry === marked}
            aria-disabled={entry.refused !== null}
            onPointerDown={(event) => event.preventDefault()} // the field keeps the focus
            onClick={() => take(entry)}
          >
            <span class="palette-words">
              <bdi>{entry.words}</bdi>
            </span>
            <span class="palette-about">{entry.refused ?? entry.about}</span>
            {entry.keys !== '' && <kbd>{entry.keys}</kbd>}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="palette-none">{t('Nothing is called that')}</p>}
    </dialog>
  );
}
