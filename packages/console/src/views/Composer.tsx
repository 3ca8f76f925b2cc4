// Where replies and notes are written. Invariant: what is typed is kept before anything else happens to it (K32); a text never goes
// to the customer in Note mode.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { limits, utf8Bytes } from '@throughline/types';
import { peopleOf, speaksTo } from '../state/mentions.js';
import { unresolvedIn } from '../state/unresolved.js';
import { EMPTY_DRAFT } from '../state/store.js';
import type { ComposerMode, Draft, OpenConversationState } from '../state/store.js';
import { t, tn } from '../state/t.js';
import { underWay } from '../state/uploads.js';
import { Icon } from '../ui/Icon.js';
import type { IconName } from '../ui/Icon.js';
import { HintSlot } from './HintSlot.js';
import { useConsole } from './console-context.js';
import { composerTools } from './message-parts.js';
import { useHint } from './use-hint.js';

const TALL_PX = 240;
const COMPOSED = 229;

export function Composer({ open }: { open: OpenConversationState }): VNode {
  const { store, actions, panels } = useConsole();
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const hintId = useId();
  /** The text that was asked about: it begins by speaking to a colleague (K30). */
  const askedOf = useSignal('');
  const conv = open.id;
  const draft = store.drafts.value.get(conv) ?? EMPTY_DRAFT;
  const current = (): Draft => store.drafts.value.get(conv) ?? EMPTY_DRAFT;
  const note = draft.mode === 'note';
  const closed = store.openRow.value?.status === 'closed';
  const bytes = utf8Bytes(draft.text);
  const tooLong = bytes > limits.TEXT_MAX_BYTES;
  const uploading = underWay(panels.uploads.value, conv);
  const left = note ? null : unresolvedIn(draft.text);
  const colleague = note ? null : speaksTo(draft.text, peopleOf(store.session.value));
  const asked = colleague !== null && askedOf.value === draft.text;
  const sendable = (draft.text.trim() !== '' || draft.files !== undefined) && !tooLong && !uploading && left === null;
  const anyway = (open.stale || asked) && !note;
  const focusAsked = panels.focusComposer.value;
  const { enter } = store.preferences.value;
  const others = (store.viewers.value.get(conv) ?? []).filter(({ doing }) => doing === 'reply');
  const language = store.openRow.value?.language ?? null;
  const asking = useHint({ conv, text: note ? '' : draft.text, context: open.context, language });

  useLayoutEffect(() => {
    if (focusAsked === 0 || field.current === null) return;
    field.current.focus(); // before the next key is read
    panels.focusComposer.value = 0; // once: the next conversation leaves the focus where it is
  }, [focusAsked]);
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, TALL_PX)}px`;
  }, [draft.text]);

  function setMode(mode: ComposerMode): void {
    actions.typing(conv, false, draft.mode);
    actions.setDraft(conv, { ...draft, mode });
    field.current?.focus();
  }
  function select(): void {
    field.current?.focus();
    if (left !== null) field.current?.setSelectionRange(left.start, left.end);
  }
  /** False: it is still here, and why is said in the hint slot. */
  function send(): boolean {
    if (left !== null) select();
    if (!sendable) return false;
    field.current?.focus();
    if (colleague !== null && !asked) {
      askedOf.value = draft.text;
      return false;
    }
    actions.typing(conv, false, draft.mode);
    asking.sent();
    void actions.send(conv);
    return true;
  }
  function onKeyDown(event: KeyboardEvent): void {
    // 229: the Enter that ends a composition, which one browser reports after it (K31).
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === COMPOSED || event.altKey) return;
    const always = event.ctrlKey || event.metaKey;
    if (!always && (event.shiftKey || enter === 'line')) return;
    event.preventDefault();
    if (!event.repeat) send(); // a key that is held down answers no question and sends nothing twice (K80)
  }

  const words = uploading
    ? t('Sending waits for the files')
    : tooLong
      ? tn(bytes - limits.TEXT_MAX_BYTES, 'Too long by {n} byte', 'Too long by {n} bytes')
      : left !== null
        ? t('Fill in {mark} before sending', { mark: left.mark })
        : asked
          ? t('This speaks to {who}, but goes to the customer.', { who: colleague.name })
          : anyway
            ? t('A new message arrived while you were writing. Read it above, then send or change your reply.')
            : note
              ? t('Only your team sees this')
              : closed
                ? t('This conversation is closed. Reopen it to reply.')
                : '';
  const way =
    left !== null ? { words: t('Show'), go: select } : asked ? { words: t('Make it a note'), go: () => setMode('note') } : undefined;
  const tool = (name: 'attach' | 'quick' | 'replies' | 'emoji', icon: IconName, label: string): VNode => (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={() => (panels.tool.value = name)}>
      <Icon name={icon} />
    </button>
  );
  return (
    <form
      ref={form}
      class={`composer ${note ? 'composer-note' : ''} ${anyway ? 'composer-stale' : ''}`}
      aria-label={t('Composer')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {!note && others[0] !== undefined && (
        <p class="composer-beside" role="status">
          {t('{who} is writing a reply too', { who: store.names.value.agent(others[0].agentId) })}
        </p>
      )}
      <textarea
        ref={field}
        class="composer-field"
        aria-label={t('Reply')}
        aria-describedby={hintId}
        placeholder={note ? t('Write a note for your team, @ names a colleague') : t('Write a reply, / for saved replies')}
        rows={2}
        dir="auto"
        value={draft.text}
        onInput={(event) => {
          actions.setDraft(conv, { ...draft, text: event.currentTarget.value });
          actions.typing(conv, event.currentTarget.value !== '', draft.mode);
        }}
        onBlur={() => actions.typing(conv, false, draft.mode)}
        onKeyDown={onKeyDown}
      />
      <HintSlot
        id={hintId}
        words={words}
        strong={tooLong || anyway || left !== null}
        urgent={anyway}
        way={way}
        hint={note ? null : asking.shown.value}
      />
      <composerTools.View
        conv={conv}
        draft={draft}
        form={form}
        field={field}
        send={send}
        change={(change) => actions.setDraft(conv, { ...current(), ...change })}
      />
      <div class="composer-row">
        <span class="composer-tools">
          {tool('attach', 'clip', t('Attach files'))}
          {!note && tool('quick', 'quick', t('Offer answers'))}
          {!note && tool('replies', 'saved', t('Saved replies'))}
          {tool('emoji', 'smile', t('Emoji'))}
        </span>
        <button
          type="button"
          role="switch"
          class="switch"
          aria-checked={note}
          aria-label={t('Note')}
          onClick={() => setMode(note ? 'reply' : 'note')}
        >
          <span class="switch-track" aria-hidden="true">
            <span class="switch-thumb" />
          </span>
          {t('Note')}
        </button>
        <button type="button" class="link-button composer-promise" onClick={() => (panels.dialog.value = { name: 'promise', said: null })}>
          {t('I promised…')}
        </button>
        <span class="composer-keys" aria-hidden="true">
          <kbd>{enter === 'send' ? 'Enter' : 'Ctrl/⌘ Enter'}</kbd> {note ? t('to add') : t('to send')}
        </span>
        <span class="composer-send">
          <button type="submit" class={`button ${note ? 'button-note' : 'button-primary'}`} aria-disabled={!sendable}>
            <Icon name={note ? 'note' : 'send'} />
            <span class={anyway ? '' : 'composer-send-words'}>{note ? t('Add note') : anyway ? t('Send anyway') : t('Send reply')}</span>
          </button>
          {!note && !closed && (
            <button
              type="button"
              class="button button-primary composer-send-more"
              aria-label={t('More ways to send')}
              aria-disabled={!sendable}
              onClick={() => sendable && (panels.tool.value = 'send')}
            >
              <Icon name="down" size={14} />
            </button>
          )}
        </span>
      </div>
    </form>
  );
}
