// The thread until stage 3 is here: nothing is in it but what the visitor has just written.
import { t } from '../core/words.js';
import type { ThreadProps } from '../seams/panel.js';

export function FirstThread({ view }: Pick<ThreadProps, 'view'>) {
  return (
    <div class="log" role="log" aria-label={t('Conversation')}>
      {view.outbox.map((item) => (
        <div class="group mine" key={item.origin}>
          <div class="bubble" dir="auto">
            {String(item.body['text'])}
          </div>
          <div class="meta">{item.state.state === 'acked' ? t('Sent') : t('Sending…')}</div>
        </div>
      ))}
    </div>
  );
}
