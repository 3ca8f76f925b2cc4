// Secret keys: the site's own, and one for each further back end; when each source last sent something (K106).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { Channel, SourceView } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { t } from '../../state/t.js';
import { CHANNELS, channelWords, daysBefore, whenWords } from '../../state/words.js';
import { Chip } from '../../ui/marks.js';
import { useFreshLogin } from '../access/FreshLogin.js';
import { useConsole } from '../console-context.js';
import { AskedView, useAskedFor } from './Asked.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import { CopyBlock } from './CopyBlock.js';
import { Select, TextInput } from './fields.js';
import { FormDialog } from './FormDialog.js';
import { useSecrets } from './SecretOnce.js';

const VISIBILITIES: readonly SourceView['visibility'][] = ['shared', 'department', 'restricted'];
const visibilityWords = (visibility: SourceView['visibility']): string =>
  visibility === 'shared' ? t('Everybody') : visibility === 'department' ? t('Its own department') : t('Admins, and on request');

/** A key that nobody uses any more can be ended. */
function keyWords(usedAt: string | null, now: number): string {
  if (usedAt === null) return t('Key never used');
  const at = Date.parse(usedAt);
  const when = whenWords(at, now);
  return daysBefore(at, now) === 0 ? t('Key used today {when}', { when }) : t('Key used {when}', { when });
}

export function SourcesPage(): VNode {
  const { actions, store } = useConsole();
  const fresh = useFreshLogin();
  const sources = useAskedFor(() => actions.ask((api) => api.settings((settings) => settings.sources())));
  const secrets = useSecrets();
  const replacing = useSignal<SourceView | 'site' | null>(null);
  const adding = useSignal(false);
  const problem = useSignal<string | null>(null);
  const session = store.session.value;
  const siteKey = sources.value.value?.find(({ kind, hasOwnKey }) => kind === 'secret' && !hasOwnKey);
  const writeKey = session.state === 'signed_in' ? session.session.site.writeKey : '';
  async function replace(which: SourceView | 'site'): Promise<void> {
    const answer = await fresh.ask((api) =>
      api.settings((settings) => (which === 'site' ? settings.replaceSiteKey() : settings.replaceSourceKey(which.id))),
    );
    problem.value = answer.ok || answer.code === 'fresh_login_needed' ? null : answerWords(answer.code);
    if (!answer.ok) return;
    secrets.show(which === 'site' ? t('Secret key of the site') : t('Secret key of {name}', { name: which.name }), answer.value);
    await sources.again(); // the new key was never used
  }
  return (
    <>
      {secrets.view}
      {problem.value !== null && (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
      <section class="set-section" aria-labelledby="keys-public">
        <h2 id="keys-public">{t('Public key')}</h2>
        <p>{t('For pages and apps. It may be read by anybody and proves nothing.')}</p>
        <CopyBlock label={t('Public key')} text={writeKey} />
      </section>
      <section class="set-section" aria-labelledby="keys-secret">
        <h2 id="keys-secret">{t('Secret key of the site')}</h2>
        <p>{t('For your back end. Whoever holds it may read and write everything of this site.')}</p>
        {siteKey !== undefined && <p>{keyWords(siteKey.keyUsedAt, store.now.value)}</p>}
        <div class="set-buttons">
          <button type="button" class="button" onClick={() => (replacing.value = 'site')}>
            {t('Replace the secret key')}
          </button>
        </div>
      </section>
      <section class="set-section" aria-labelledby="sources-list">
        <h2 id="sources-list">{t('Sources')}</h2>
        <p>{t('Where data comes from. A back end of its own gets a key of its own, so that one can be replaced without the others.')}</p>
        <AskedView asked={sources}>
          {(all) => (
            <ul class="set-rows" role="list" aria-label={t('Sources')}>
              {all.map((source) => (
                <li key={source.id}>
                  <div class="set-row">
                    <span class="set-name">
                      <bdi>{source.name}</bdi>
                      <Chip tone={source.lastAt === null ? 'plain' : 'good'}>
                        {source.lastAt === null
                          ? t('Nothing yet')
                          : t('Last {when}', { when: whenWords(Date.parse(source.lastAt), store.now.value) })}
                      </Chip>
                    </span>
                    <span class="set-sub">
                      {[
                        channelWords(source.channel),
                        ...(source.department === null ? [] : [source.department]),
                        visibilityWords(source.visibility),
                        source.kind === 'public' ? t('public key') : source.kind === 'secret' ? t('secret key') : t('this relay'),
                        ...(source.hasOwnKey ? [keyWords(source.keyUsedAt, store.now.value)] : []),
                      ].join(' · ')}
                    </span>
                  </div>
                  {source.hasOwnKey && (
                    <span class="set-tools">
                      <button type="button" class="button button-small" onClick={() => (replacing.value = source)}>
                        {t('Replace key')}
                        <span class="visually-hidden"> {source.name}</span>
                      </button>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          )}
        </AskedView>
        <div class="set-buttons">
          <button type="button" class="button" onClick={() => (adding.value = true)}>
            {t('Add a source')}
          </button>
        </div>
      </section>
      {replacing.value !== null && (
        <ConfirmDialog
          title={t('Replace the key?')}
          words={t('The key that is in use stops working at once: what is sent with it is refused until the new one is in place.')}
          deed={t('Replace it')}
          onClose={() => (replacing.value = null)}
          onConfirm={(
            (which) => () =>
              void replace(which)
          )(replacing.value)}
        />
      )}
      {adding.value && (
        <AddSource
          onClose={() => (adding.value = false)}
          onAdded={(label, secret) => {
            adding.value = false;
            secrets.show(label, secret);
            void sources.again();
          }}
        />
      )}
      {fresh.dialog}
    </>
  );
}

function AddSource({ onClose, onAdded }: { onClose(): void; onAdded(label: string, secret: string): void }): VNode {
  const fresh = useFreshLogin();
  const name = useSignal('');
  const channel = useSignal<Channel>('other');
  const visibility = useSignal<SourceView['visibility']>('shared');
  const problem = useSignal<string | null>(null);
  const unnamed = useSignal(false);
  async function add(): Promise<void> {
    unnamed.value = name.value.trim() === '';
    if (unnamed.value) return;
    const wanted = { name: name.value.trim(), channel: channel.value, visibility: visibility.value };
    const answer = await fresh.ask((api) => api.settings((settings) => settings.createSource(wanted)));
    if (answer.ok) onAdded(t('Secret key of {name}', { name: answer.value.name }), answer.value.secretKey);
    else problem.value = answer.code === 'fresh_login_needed' ? null : answerWords(answer.code);
  }
  return (
    <FormDialog title={t('Add a source')} deed={t('Add it')} problem={problem.value} beside={fresh.dialog} onClose={onClose} onSubmit={add}>
      <TextInput
        label={t('Name')}
        hint={t('Such as Shop, Telephone system.')}
        value={name.value}
        maxLength={80}
        flaw={unnamed.value ? t('A source needs a name.') : null}
        onValue={(value) => (name.value = value)}
      />
      <Select
        label={t('Channel')}
        value={channel.value}
        options={CHANNELS.map((one) => [one, channelWords(one)] as const)}
        onValue={(value) => (channel.value = value)}
      />
      <Select
        label={t('Who sees what it sends')}
        value={visibility.value}
        options={VISIBILITIES.map((one) => [one, visibilityWords(one)] as const)}
        onValue={(value) => (visibility.value = value)}
      />
    </FormDialog>
  );
}
