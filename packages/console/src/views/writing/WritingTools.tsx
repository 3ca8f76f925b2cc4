// What helps to write: saved replies by `/` or their button, colleagues by `@` in a note, emoji, and other ways to send. Loaded after the first
// paint. What is picked goes where the caret stands; a place that could not be filled in is selected (K51).
import type { RefObject, VNode } from 'preact';
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { triggerAt } from '../../state/composer-trigger.js';
import type { Trigger } from '../../state/composer-trigger.js';
import { fuzzy } from '../../state/fuzzy.js';
import { peopleOf } from '../../state/mentions.js';
import type { Draft } from '../../state/store.js';
import { t } from '../../state/t.js';
import { unresolvedIn } from '../../state/unresolved.js';
import { Icon } from '../../ui/Icon.js';
import { Menu } from '../../ui/Menu.js';
import { useStyle } from '../../ui/use-style.js';
import { useConsole } from '../console-context.js';
import { EmojiGrid } from './EmojiGrid.js';
import { Picker, pickerKey } from './Picker.js';
import type { Pickable } from './Picker.js';
import { useReplies } from './use-replies.js';
import { WRITING_STYLE } from './writing-style.js';

const SHOWN_MAX = 30;

export interface WritingToolsProps {
  conv: string;
  draft: Draft;
  form: RefObject<HTMLFormElement | null>;
  field: RefObject<HTMLTextAreaElement | null>;
  send(): boolean;
  change(change: Partial<Draft>): void;
}

export function WritingTools({ draft, form, field, send, change }: WritingToolsProps): VNode | null {
  useStyle(WRITING_STYLE);
  const { store, panels } = useConsole();
  const id = useId();
  /** Opened by a button. */
  const opened = useSignal<'replies' | 'emoji' | 'send' | null>(null);
  /** Opened by what is typed. */
  const trigger = useSignal<Trigger | null>(null);
  const searched = useSignal('');
  const marked = useSignal(0);
  const selection = useRef<{ start: number; end: number } | null>(null);
  const kind = trigger.value?.kind ?? (opened.value === 'replies' ? 'replies' : null);
  const typed = trigger.value?.typed ?? searched.value;
  const replies = useReplies(kind === 'replies');

  useSignalEffect(() => {
    const asked = panels.tool.value;
    if (asked !== 'replies' && asked !== 'emoji' && asked !== 'send') return;
    panels.tool.value = null;
    opened.value = opened.peek() === asked ? null : asked;
    trigger.value = null;
    searched.value = '';
    marked.value = 0;
  });
  useLayoutEffect(() => {
    if (draft.text === '') trigger.value = null; // it was sent
    const wanted = selection.current;
    if (wanted === null) return;
    selection.current = null;
    field.current?.focus();
    field.current?.setSelectionRange(wanted.start, wanted.end);
  }, [draft.text]);

  const found = kind === 'replies' ? fuzzy(replies.list.value ?? [], typed, (one) => `${one.doc.shortcut} ${one.doc.title}`) : [];
  const people = kind === 'mention' ? fuzzy(peopleOf(store.session.value), typed, (one) => one.name) : [];
  const items: Pickable[] =
    kind === 'mention'
      ? people.slice(0, SHOWN_MAX).map((one) => ({
          key: `${one.type} ${one.id}`,
          name: one.name,
          about: <span class="target-about">{one.type === 'team' ? t('Team') : t('Colleague')}</span>,
        }))
      : found.slice(0, SHOWN_MAX).map((one) => ({
          key: one.id,
          name: one.doc.title,
          about: one.doc.shortcut === '' ? null : <code>/{one.doc.shortcut}</code>,
          body: replies.textOf(one).replace(/\s+/g, ' '),
        }));

  /** In the place of `[start, end)`, with the caret behind it. */
  function insert(text: string, start: number, end: number, more: Partial<Draft> = {}): void {
    const next = draft.text.slice(0, start) + text + draft.text.slice(end);
    const left = unresolvedIn(text);
    selection.current =
      left === null ? { start: start + text.length, end: start + text.length } : { start: start + left.start, end: start + left.end };
    close();
    change({ text: next, ...more });
  }
  function close(): void {
    opened.value = null;
    trigger.value = null;
  }
  function dismiss(): void {
    close();
    field.current?.focus();
  }
  function pick(index: number): void {
    const caret = field.current?.selectionStart ?? draft.text.length;
    const start = trigger.value?.start ?? caret;
    const end = trigger.value === null ? (field.current?.selectionEnd ?? caret) : caret;
    const person = people[index];
    const reply = found[index];
    if (kind === 'mention' && person !== undefined) insert(`@${person.name} `, start, end);
    else if (kind === 'replies' && reply !== undefined) {
      const { text, after } = replies.use(reply);
      insert(text, start, end, after === undefined ? {} : { after });
    }
  }
  const latest = useRef({ count: 0, pick, mode: draft.mode });
  latest.current = { count: items.length, pick, mode: draft.mode };

  useEffect(() => {
    const [element, box] = [field.current, form.current];
    if (element === null || box === null) return undefined;
    const ended = new AbortController();
    const { signal } = ended;
    const look = (): void => {
      const { selectionStart: caret, selectionEnd: end, value } = element;
      const next = caret === end ? triggerAt(value, caret, latest.current.mode) : null;
      if (next !== null && next.typed !== trigger.peek()?.typed) marked.value = 0;
      if (next !== null) opened.value = null;
      trigger.value = next;
    };
    element.addEventListener('input', look, { signal });
    element.addEventListener('click', look, { signal });
    element.addEventListener('blur', () => (trigger.value = null), { signal });
    box.addEventListener(
      'keydown',
      (event) => {
        if (event.target !== element || trigger.peek() === null || latest.current.count === 0) return; // no list, no key of it
        const done = pickerKey(event, marked, latest.current.count);
        if (done === null) return;
        event.preventDefault();
        event.stopPropagation();
        if (done === 'pick') latest.current.pick(marked.peek());
        if (done === 'close') trigger.value = null;
      },
      { signal, capture: true },
    );
    document.addEventListener(
      'pointerdown',
      (event) => {
        if (event.target instanceof Node && !box.contains(event.target)) opened.value = null;
      },
      { signal },
    );
    return () => ended.abort();
  }, []);
  const lists = kind !== null && (opened.value === 'replies' || items.length > 0);
  useEffect(() => {
    const element = field.current;
    if (element === null || !lists || trigger.value === null) return undefined;
    element.setAttribute('aria-controls', id);
    element.setAttribute('aria-activedescendant', `${id}-${marked.value}`);
    return () => {
      element.removeAttribute('aria-controls');
      element.removeAttribute('aria-activedescendant');
    };
  }, [lists, marked.value, trigger.value]);

  if (opened.value === 'emoji')
    return (
      <EmojiGrid
        close={dismiss}
        pick={(emoji) => {
          const at = field.current?.selectionStart ?? draft.text.length;
          insert(emoji, at, field.current?.selectionEnd ?? at);
        }}
      />
    );
  if (opened.value === 'send') return <SendMenu send={send} close={() => (opened.value = null)} />;
  if (!lists) return null;
  return (
    <Picker
      id={id}
      label={kind === 'mention' ? t('Colleagues') : t('Saved replies')}
      items={items}
      marked={Math.min(marked.value, items.length - 1)}
      pick={pick}
      none={
        replies.problem.value ??
        (replies.list.value === null
          ? t('Looking for saved replies…')
          : replies.list.value.length === 0
            ? t('There are no saved replies yet. They are made in the settings.')
            : t('No saved reply is called that'))
      }
    >
      {opened.value === 'replies' && (
        <div class="picker-head">
          <Icon name="search" />
          <input
            type="text"
            role="combobox"
            aria-label={t('Find a saved reply')}
            aria-expanded={true}
            aria-controls={id}
            {...(items.length > 0 ? { 'aria-activedescendant': `${id}-${marked.value}` } : {})}
            placeholder={t('Find a saved reply')}
            autoFocus
            ref={(element) => {
              if (element !== null && document.activeElement !== element && searched.peek() === '') element.focus();
            }}
            value={searched.value}
            onInput={(event) => {
              searched.value = event.currentTarget.value;
              marked.value = 0;
            }}
            onKeyDown={(event) => {
              const done = pickerKey(event, marked, items.length);
              if (done === 'pick') pick(marked.value);
              if (done === 'close') dismiss();
              if (done !== null || event.key === 'Enter') event.preventDefault();
              if (done !== null) event.stopPropagation();
            }}
          />
          <button type="button" class="icon-button" aria-label={t('Dismiss')} onClick={dismiss}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </Picker>
  );
}

function SendMenu({ send, close }: { send(): boolean; close(): void }): VNode {
  const { panels } = useConsole();
  const then = (name: 'close' | 'snooze'): void => {
    close();
    if (send()) panels.dialog.value = { name };
  };
  return (
    <span class="send-menu">
      <Menu label={t('More ways to send')} up close={close}>
        <button type="button" role="menuitem" tabIndex={-1} onClick={() => then('close')}>
          <Icon name="archive" />
          {t('Send and close')}
        </button>
        <button type="button" role="menuitem" tabIndex={-1} onClick={() => then('snooze')}>
          <Icon name="moon" />
          {t('Send and snooze')}
        </button>
      </Menu>
    </span>
  );
}
