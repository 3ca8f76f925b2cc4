// How the widget comes onto a site: script tag, pinned tag with its hash, the policy it needs (W90), who may use it, and whether it was seen.
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { WidgetInstallation } from '@throughline/types';
import type { Answer } from '../../state/answer.js';
import { appLines, chatLink, policyLines, scriptTag } from '../../state/install-lines.js';
import { useConsole } from '../console-context.js';
import { CopyBlock } from './CopyBlock.js';
import { flawAt, TextArea } from './fields.js';
import { PolicyChecker } from './PolicyChecker.js';
import { SeenOn } from './SeenOn.js';
import type { WidgetSettingsModel } from './use-widget-settings.js';
import { t } from '../../state/t.js';
import { filled } from '../../ui/filled.js';

const LOOK_AGAIN_MS = 5_000; // somebody has just pasted the tag and waits for this page to notice

export function InstallSection({ model }: { model: WidgetSettingsModel }): VNode {
  const { store, actions, relayUrl } = useConsole();
  const installation = useSignal<Answer<WidgetInstallation> | null>(null);
  const integrity = useSignal<string | null>(null);
  const session = store.session.value;
  const siteId = session.state === 'signed_in' ? session.session.site.id : '';
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function look(): Promise<void> {
      if (document.visibilityState === 'visible') {
        const answer = await actions.ask((api) => api.installation());
        if (stopped) return;
        if (answer.ok && integrity.value === null) {
          const hashes = await actions.ask((api) => api.integrity(answer.value.version));
          integrity.value = hashes.ok ? (hashes.value.get('widget.js') ?? '') : '';
        }
        installation.value = answer;
      }
      if (!stopped) timer = setTimeout(() => void look(), LOOK_AGAIN_MS);
    }
    void look();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, []);
  const version = installation.value?.ok === true ? installation.value.value.version : null;
  const hash = integrity.value ?? '';
  return (
    <>
      <section class="settings-part" aria-labelledby="install-tag">
        <h2 id="install-tag">{t('Script tag')}</h2>
        <p>
          {filled(t('Paste it into your pages, before {tag}. It stays up to date by itself.'), {
            tag: <code>{'</body>'}</code>,
          })}
        </p>
        <CopyBlock label={t('Script tag')} text={scriptTag(relayUrl, siteId)} />
        {version !== null && hash !== '' && (
          <details class="settings-more">
            <summary>{t('Pinned to version {version}, with its hash', { version })}</summary>
            <p>
              {t(
                'For sites that allow only bytes they know. It changes when you paste a newer one; the chunks are checked by the tag’s own list.',
              )}
            </p>
            <CopyBlock
              label={t('Pinned script tag')}
              text={`<script async src="${relayUrl}/widget/${version}/widget.js" integrity="${hash}" crossorigin="anonymous" data-site="${siteId}"></script>`}
            />
          </details>
        )}
        <details class="settings-more">
          <summary>{t('In an app with a bundler')}</summary>
          <p>{t('The npm package @throughline/widget has the same calls as functions, an element, and parts for React and Vue.')}</p>
          <CopyBlock label={t('Lines for your app')} text={appLines(relayUrl, siteId)} />
        </details>
        <details class="settings-more">
          <summary>{t('As a page of its own')}</summary>
          <p>{t('A link to send, to frame or to print; it also works in browsers that cannot run the widget.')}</p>
          <CopyBlock label={t('Link to the chat')} text={chatLink(relayUrl, siteId)} />
        </details>
      </section>
      <section class="settings-part" aria-labelledby="install-seen">
        <h2 id="install-seen">{t('Seen on your site')}</h2>
        <SeenOn answer={installation.value} />
      </section>
      <section class="settings-part" aria-labelledby="install-origins">
        <h2 id="install-origins">{t('Pages that may use it')}</h2>
        <TextArea
          label={t('Allowed origins, one per line')}
          hint={t('https://shop.example, https://*.shop.example for subdomains, * for any page.')}
          rows={Math.min(8, Math.max(3, model.draft.value.origins.split('\n').length))}
          value={model.draft.value.origins}
          flaw={flawAt(model, 'install.origins')}
          onValue={(origins) => model.edit({ origins })}
          onLeave={() => model.touch('install.origins')}
        />
      </section>
      <section class="settings-part" aria-labelledby="install-policy">
        <h2 id="install-policy">{t('Content Security Policy')}</h2>
        <p>{t('If your site sends one, it needs these two lines and nothing else: no inline code, no styles, no pictures.')}</p>
        <CopyBlock label={t('Policy lines')} text={policyLines(relayUrl)} />
        <PolicyChecker needed={policyLines(relayUrl)} />
      </section>
    </>
  );
}
