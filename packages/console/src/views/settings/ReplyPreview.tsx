// How a saved reply reads for three customers (K52). What nothing fills is marked: it would block sending.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { SavedReplyDoc } from '@throughline/types';
import { partsOf, previewOf, sampleCustomers } from '../../state/settings-samples.js';
import { t } from '../../state/t.js';

export function ReplyPreview({ doc }: { doc: SavedReplyDoc }): VNode {
  const at = useSignal(0);
  const samples = sampleCustomers();
  const sample = samples[at.value];
  const parts = sample === undefined ? [] : partsOf(previewOf(doc, sample));
  return (
    <section class="set-part" aria-label={t('Preview')}>
      <h2>{t('How it reads')}</h2>
      <div class="set-preview">
        <div class="choice-row" role="group" aria-label={t('Sample customer')}>
          {samples.map(({ id, words }, index) => (
            <button key={id} type="button" class="choice" aria-pressed={index === at.value} onClick={() => (at.value = index)}>
              {words}
            </button>
          ))}
        </div>
        <div class="set-bubble" dir={sample?.dir ?? 'auto'}>
          {parts.length === 0 ? (
            <span class="set-sub">{t('Nothing yet.')}</span>
          ) : (
            parts.map((part, index) => (part.mark ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>))
          )}
        </div>
        {parts.some(({ mark }) => mark) && (
          <p class="set-sub" role="status">
            {t('What is marked is not known of such a customer and blocks sending. A fallback fills it: {example}', {
              example: '{{contact.first_name | fallback: "there"}}',
            })}
          </p>
        )}
      </div>
    </section>
  );
}
