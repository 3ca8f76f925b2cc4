// The tags of the conversation: those of the site are offered as one types, a new one is made by its name.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type { ConversationRow, TagDoc } from '@throughline/types';
import { fuzzy } from '../../state/fuzzy.js';
import { withPending } from '../../state/pending-deeds.js';
import { t } from '../../state/t.js';
import { Dialog } from '../../ui/Dialog.js';
import { Icon } from '../../ui/Icon.js';
import { useConsole } from '../console-context.js';
import { useAsked } from '../use-asked.js';

const TAG_MAX_CHARS = 40;
const OFFERED_MAX = 7;

export function TagDialog({ row }: { row: ConversationRow }): VNode {
  const { store, actions, panels } = useConsole();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const known = useAsked('tags', () => actions.ask((api) => api.tags()));
  const before = withPending(row, store.open.value?.view?.outbox ?? []).tags;
  const tags = useSignal<readonly string[]>(before);
  const typed = useSignal('');
  const at = useSignal(0);
  const docs: readonly TagDoc[] = (known.value.value ?? []).map((one) => one.doc);
  const used = [...store.rows.value.values()].flatMap((one) => one.tags);
  const all = [...new Set([...docs.map((one) => one.name), ...used])].filter((tag) => !tags.value.includes(tag));
  const wanted = typed.value.trim().slice(0, TAG_MAX_CHARS);
  const found = fuzzy(all, wanted, (tag) => tag).slice(0, OFFERED_MAX);
  const isNew = wanted !== '' && ![...all, ...tags.value].some((tag) => tag.toLowerCase() === wanted.toLowerCase());
  const offered = [...found, ...(isNew ? [wanted] : [])];
  const marked = wanted === '' ? undefined : offered[Math.min(at.value, offered.length - 1)];
  const colourOf = (tag: string): string => docs.find((one) => one.name === tag)?.colour ?? 'grey';
  const close = (): void => {
    panels.dialog.value = null;
  };
  function add(tag: string): void {
    tags.value = [...tags.value, tag];
    typed.value = '';
    at.value = 0;
    field.current?.focus();
  }
  function save(event: Event): void {
    event.preventDefault();
    const wished = marked === undefined ? tags.value : [...tags.value, marked]; // typed, and not lost by a press on Save
    const add = wished.filter((tag) => !before.includes(tag));
    const remove = before.filter((tag) => !wished.includes(tag));
    if (add.length + remove.length > 0) void actions.deed(row.id, 'tag', { add, remove });
    close();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      at.value = Math.max(0, Math.min(offered.length - 1, at.value + (event.key === 'ArrowDown' ? 1 : -1)));
    } else if (event.key === 'Enter' && marked !== undefined) {
      event.preventDefault(); // with nothing typed it saves
      add(marked);
    } else if (event.key === 'Backspace' && typed.value === '') tags.value = tags.value.slice(0, -1);
    else if (event.key === 'Escape' && typed.value !== '') {
      event.preventDefault(); // empties the field, not the dialog
      typed.value = '';
    }
  }
  return (
    <Dialog title={t('Tags')} onClose={close}>
      <form onSubmit={save}>
        <ul class="tag-list" role="list" aria-label={t('Tags of this conversation')}>
          {tags.value.length === 0 && <li class="field-hint">{t('No tags yet')}</li>}
          {tags.value.map((tag) => (
            <li key={tag} class="chip">
              <span class={`tag-dot tag-${colourOf(tag)}`} aria-hidden="true" />
              <bdi>{tag}</bdi>
              <button
                type="button"
                class="icon-button"
                aria-label={t('Remove {what}', { what: tag })}
                onClick={() => (tags.value = tags.value.filter((one) => one !== tag))}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
        <div class="field combobox tag-field">
          <label for={id}>{t('Add a tag')}</label>
          <input
            ref={field}
            id={id}
            type="text"
            role="combobox"
            autoFocus
            autoComplete="off"
            dir="auto"
            maxLength={TAG_MAX_CHARS}
            aria-expanded={marked !== undefined}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            {...(marked === undefined ? {} : { 'aria-activedescendant': `${id}-${offered.indexOf(marked)}` })}
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value;
              at.value = 0;
            }}
            onKeyDown={onKeyDown}
          />
          <ul id={`${id}-list`} class="combobox-list" role="listbox" aria-label={t('Tags')} hidden={marked === undefined}>
            {offered.map((tag, index) => (
              <li
                key={tag}
                id={`${id}-${index}`}
                role="option"
                aria-selected={tag === marked}
                onPointerDown={(event) => event.preventDefault()} // the field keeps the focus
                onClick={() => add(tag)}
              >
                <span>
                  <span class={`tag-dot tag-${colourOf(tag)}`} aria-hidden="true" /> <bdi>{tag}</bdi>
                </span>
                {isNew && tag === wanted && <span class="target-about">{t('New tag')}</span>}
              </li>
            ))}
          </ul>
        </div>
        {wanted === '' && found.length > 0 && (
          <div class="choice-row" role="group" aria-label={t('Tags of this site')}>
            {found.map((tag) => (
              <button key={tag} type="button" class="choice" onClick={() => add(tag)}>
                <bdi>{tag}</bdi>
              </button>
            ))}
          </div>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button button-primary">
            {t('Save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
