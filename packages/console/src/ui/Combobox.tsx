// Choosing one of many by typing (ARIA combobox with a listbox). Enter takes the marked entry; with nothing typed it belongs to the form.
import type { VNode } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { fuzzy } from '../state/fuzzy.js';
import { t } from '../state/t.js';

export interface Choice {
  id: string;
  label: string;
  about: string;
}
export interface ComboboxProps {
  label: string;
  choices: readonly Choice[];
  chosen: Choice | null;
  onChoose(choice: Choice): void;
}

const SHOWN_MAX = 8;

export function Combobox({ label, choices, chosen, onChoose }: ComboboxProps): VNode {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  /** Null: closed, the field shows what is chosen. */
  const typed = useSignal<string | null>(null);
  const at = useSignal(0);
  const found = typed.value === null ? [] : fuzzy(choices, typed.value, (one) => `${one.label} ${one.about}`).slice(0, SHOWN_MAX);
  const marked = found[Math.min(at.value, found.length - 1)];
  const open = typed.value !== null;
  function take(choice: Choice): void {
    onChoose(choice);
    typed.value = null;
    field.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) typed.value = '';
      else at.value = Math.max(0, Math.min(found.length - 1, at.value + (event.key === 'ArrowDown' ? 1 : -1)));
    } else if (event.key === 'Enter' && open && marked !== undefined) {
      event.preventDefault();
      take(marked);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault(); // closes the list, not the dialog
      typed.value = null;
    }
  }
  return (
    <div class="field combobox">
      <label for={id}>{label}</label>
      <input
        ref={field}
        id={id}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(open && marked !== undefined ? { 'aria-activedescendant': `${id}-${marked.id}` } : {})}
        value={typed.value ?? chosen?.label ?? ''}
        placeholder={t('Type to find a reason')}
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          at.value = 0;
        }}
        onBlur={() => (typed.value = null)}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} class="combobox-list" role="listbox" aria-label={label} hidden={!open || found.length === 0}>
        {found.map((choice) => (
          <li
            key={choice.id}
            id={`${id}-${choice.id}`}
            role="option"
            aria-selected={choice === marked}
            onPointerDown={(event) => {
              event.preventDefault(); // the field keeps the focus
              take(choice);
            }}
          >
            <span>{choice.label}</span>
            <span class="target-about">{choice.about}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
