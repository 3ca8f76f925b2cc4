// Where replies and notes are written. Invariant: what is typed is kept before anything else happens to it (K32); a text never goes
// to the customer in Note mode.
import type { VNode } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { limits, utf8Bytes } from '@throughline/types';
import { EMPTY_DRAFT } from '../state/store.js';
import type { ComposerMode, OpenConversationState } from '../state/store.js';
import { Icon } from '../ui/Icon.js';
import { HintSlot } from './HintSlot.js';
import { useConsole } from './console-context.js';
import { useHint } from './use-hint.js';

const TALL_PX = 240;

export function Composer({ open }: { open: OpenConversationState }): VNode {
  const { store, actions, panels } = useConsole();
  const field = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  const conv = open.id;
  const draft = store.drafts.value.get(conv) ?? EMPTY_DRAFT;
  const note = draft.mode === 'note';
  const closed = store.openRow.value?.status === 'closed';
  const bytes = utf8Bytes(draft.text);
  const tooLong = bytes > limits.TEXT_MAX_BYTES;
  const sendable = draft.text.trim() !== '' && !tooLong;
  const anyway = open.stale && !note;
  const focusAsked = panels.focusComposer.value;
  const asking = useHint({ conv, text: note ? '' : draft.text, context: open.context });

  useLayoutEffect(() => {
    if (focusAsked > 0) field.current?.focus(); // before the next key is read
  }, [focusAsked]);
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, TALL_PX)}px`;
  }, [draft.text]);

  function setMode(mode: ComposerMode): void {
    actions.setDraft(conv, { ...draft, mode });
    field.current?.focus();
  }
  function send(): void {
    if (!sendable) return;
    actions.typing(conv, false);
    asking.sent();
    void actions.send(conv);
    field.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing || event.shiftKey || event.altKey) return;
    event.preventDefault();
    send();
  }

  const hint = tooLong
    ? `Too long by ${bytes - limits.TEXT_MAX_BYTES} bytes`
    : anyway
      ? 'A new message arrived while you were writing. Read it above, then send or change your reply.'
      : note
        ? 'Only your team sees this'
        : closed
          ? 'This conversation is closed. A reply is still delivered.'
          : '';
  return (
    <form
      class={`composer ${note ? 'composer-note' : ''} ${anyway ? 'composer-stale' : ''}`}
      aria-label="Composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        class="composer-field"
        aria-label="Reply"
        aria-describedby={hintId}
        placeholder={note ? 'Write a note for your team' : 'Write a reply'}
        rows={2}
        dir="auto"
        value={draft.text}
        onInput={(event) => {
          actions.setDraft(conv, { ...draft, text: event.currentTarget.value });
          if (!note) actions.typing(conv, event.currentTarget.value !== '');
        }}
        onBlur={() => actions.typing(conv, false)}
        onKeyDown={onKeyDown}
      />
      <HintSlot id={hintId} words={hint} strong={tooLong || anyway} urgent={anyway} hint={note ? null : asking.shown.value} />
      <div class="composer-row">
        <button
          type="button"
          role="switch"
          class="switch"
          aria-checked={note}
          aria-label="Note"
          onClick={() => setMode(note ? 'reply' : 'note')}
        >
          <span class="switch-track" aria-hidden="true">
            <span class="switch-thumb" />
          </span>
          Note
        </button>
        <button type="button" class="link-button composer-promise" onClick={() => (panels.dialog.value = { name: 'promise', said: null })}>
          I promised…
        </button>
        <span class="composer-keys" aria-hidden="true">
          <kbd>Enter</kbd> to {note ? 'add' : 'send'}
        </span>
        <button type="submit" class={`button ${note ? 'button-note' : 'button-primary'}`} aria-disabled={!sendable}>
          <Icon name={note ? 'note' : 'send'} />
          {note ? 'Add note' : anyway ? 'Send anyway' : 'Send reply'}
        </button>
      </div>
    </form>
  );
}
