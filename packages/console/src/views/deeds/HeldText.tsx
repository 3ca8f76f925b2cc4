// A reply that left the composer and can still be taken back (K31).
import type { VNode } from 'preact';
import type { HeldReply } from '../../state/store.js';
import { t } from '../../state/t.js';
import { MessageText } from '../../ui/MessageText.js';
import { useStyle } from '../../ui/use-style.js';
import { More } from '../More.js';
import { useConsole } from '../console-context.js';
import { DEEDS_STYLE } from './deeds-style.js';

export function HeldText({ conv, held: { draft, until } }: { conv: string; held: HeldReply }): VNode {
  useStyle(DEEDS_STYLE);
  const { store, actions, panels } = useConsole();
  const left = Math.max(1, Math.ceil((until - store.now.value) / 1_000));
  return (
    <article class="message message-agent is-pending held">
      <p class="message-who">{t('You')}</p>
      {draft.text !== '' && (
        <div class="bubble">
          <MessageText text={draft.text} />
        </div>
      )}
      <More extras={{ files: draft.files, quickReplies: draft.quickReplies }} />
      <p class="message-foot">
        <span class="delivery">{t('Sending in {n} s', { n: left })}</span>
        <button
          type="button"
          class="link-button held-undo"
          onClick={() => {
            actions.takeBack(conv);
            panels.focusComposer.value += 1;
          }}
        >
          {t('Undo')}
        </button>
      </p>
    </article>
  );
}
