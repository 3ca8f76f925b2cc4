// The real widget in a frame of this relay's own, told every change as it is typed. Nothing is saved for it; what somebody writes into it
// reaches the inbox like any visitor's message, and the line below says so.
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useSignal, useSignalEffect } from '@preact/signals';
import type { WidgetDraft } from '../../state/widget-draft.js';
import { languageWords } from '../../state/words.js';
import { useConsole } from '../console-context.js';
import type { WidgetSettingsModel } from './use-widget-settings.js';
import { GREETING_KEY } from './widget-words.js';
import { inLanguage, t } from '../../state/t.js';

type Scheme = 'light' | 'dark';
const SCHEMES = inLanguage((): readonly (readonly [Scheme, string])[] => [
  ['light', t('Light')],
  ['dark', t('Dark')],
]);

/** What `throughline.update()` is told: a greeting is one of the widget's texts. */
export function previewOf({ config }: WidgetDraft, theme: Scheme) {
  const { color, position, locale, greeting, texts } = config;
  return {
    position,
    locale,
    theme,
    ...(/^#[0-9a-f]{6}$/i.test(color) ? { color } : {}),
    texts: { ...texts, [locale]: { [GREETING_KEY]: greeting, ...texts[locale] } },
  };
}

export function WidgetPreview({ model }: { model: WidgetSettingsModel }): VNode {
  const { store, relayUrl } = useConsole();
  const frame = useRef<HTMLIFrameElement>(null);
  const ready = useSignal(false);
  const theme = useSignal<Scheme>(window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const session = store.session.value;
  const site = session.state === 'signed_in' ? session.session.site.id : '';
  const shownTheme = theme.value;
  useEffect(() => {
    const heard = (event: MessageEvent): void => {
      if (event.source === frame.current?.contentWindow && event.data === 'preview ready') ready.value = true;
    };
    window.addEventListener('message', heard);
    return () => window.removeEventListener('message', heard);
  }, []);
  useSignalEffect(() => {
    if (ready.value) frame.current?.contentWindow?.postMessage(previewOf(model.draft.value, theme.value), window.location.origin);
  });
  return (
    <aside class="preview" aria-label={t('Preview')}>
      <div class="preview-head">
        <h2>{t('Preview')}</h2>
        <div class="choice-row" role="group" aria-label={t('Theme of the preview')}>
          {SCHEMES().map(([scheme, words]) => (
            <button
              key={scheme}
              type="button"
              class="choice"
              aria-pressed={shownTheme === scheme}
              onClick={() => {
                ready.value = false;
                theme.value = scheme;
              }}
            >
              {words}
            </button>
          ))}
        </div>
      </div>
      <div class="preview-stage">
        {!ready.value && <p class="preview-wait late">{t('Starting the widget…')}</p>}
        <iframe
          key={shownTheme}
          ref={frame}
          class="preview-frame"
          title={t('Widget preview, {language}', { language: languageWords(model.draft.value.config.locale) })}
          src={`${relayUrl}/console/widget-preview?${new URLSearchParams({ site, theme: shownTheme }).toString()}`}
        />
      </div>
      <p class="field-hint">
        {t('The real widget: what you write into it arrives in your inbox. Form, files and hours follow after saving.')}
      </p>
    </aside>
  );
}
