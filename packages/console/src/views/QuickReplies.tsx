// Answers the customer can tap: at most five, each one sent in their name when it is pressed (W160).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { limits } from '@throughline/types';
import { t } from '../state/t.js';
import { Icon } from '../ui/Icon.js';

export interface QuickRepliesProps {
  replies: readonly string[];
  change(replies: string[]): void;
  close(): void;
}

export function QuickReplies({ replies, change, close }: QuickRepliesProps): VNode {
  const next = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  function add(): void {
    const words = next.value.trim();
    if (words === '') return;
    if (!replies.includes(words)) change([...replies, words]);
    next.value = '';
  }
  return (
    <div class="quick" role="group" aria-label={t('Answers to tap')}>
      {replies.map((words) => (
        <span key={words} class="chip">
          <bdi>{words}</bdi>
          <button
            type="button"
            class="chip-remove"
            aria-label={t('Remove {what}', { what: words })}
            onClick={() => change(replies.filter((one) => one !== words))}
          >
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
      {replies.length < limits.QUICK_REPLIES_MAX && (
        <input
          ref={field}
          type="text"
          class="quick-field"
          aria-label={t('Answer to tap')}
          placeholder={t('Answer, then Enter')}
          dir="auto"
          maxLength={limits.QUICK_REPLY_MAX_CHARS}
          value={next.value}
          onInput={(event) => (next.value = event.currentTarget.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.isComposing) {
              event.preventDefault(); // the reply is sent from its own field
              add();
            }
          }}
        />
      )}
      {replies.length === 0 && (
        <button type="button" class="link-button" onClick={close}>
          {t('Cancel')}
        </button>
      )}
    </div>
  );
}
