// How the site proves who its visitors are: signing secrets, a checker for a token, and how to make one (ID4, K106).
import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { TokenCheckAnswer } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { tokenSamples } from '../../state/settings-jwt-samples.js';
import { t } from '../../state/t.js';
import { whenWords } from '../../state/words.js';
import { useFreshLogin } from '../access/FreshLogin.js';
import { useConsole } from '../console-context.js';
import { AskedView, useAskedFor } from './Asked.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import { CopyBlock } from './CopyBlock.js';
import { useSecrets } from './SecretOnce.js';
import { useBusy } from './use-busy.js';

const KEYS_MAX = 2;

export function IdentityPage(): VNode {
  const { actions, store } = useConsole();
  const fresh = useFreshLogin();
  const keys = useAskedFor(() => actions.ask((api) => api.settings((settings) => settings.identityKeys())));
  const secrets = useSecrets();
  const busy = useBusy();
  /** The newest one made here: samples name it. */
  const made = useSignal<string | null>(null);
  const ending = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  const session = store.session.value;
  const siteId = session.state === 'signed_in' ? session.session.site.id : '';
  async function create(): Promise<void> {
    const answer = await fresh.ask((api) => api.settings((settings) => settings.createIdentityKey()));
    problem.value = answer.ok || answer.code === 'fresh_login_needed' ? null : answerWords(answer.code);
    if (answer.ok) {
      made.value = answer.value.kid;
      secrets.show(t('Signing secret {name}', { name: answer.value.kid }), answer.value.secret);
    }
    await keys.again();
  }
  async function end(kid: string): Promise<void> {
    const answer = await fresh.ask((api) => api.settings((settings) => settings.endIdentityKey(kid)));
    problem.value = answer.ok || answer.code === 'fresh_login_needed' ? null : answerWords(answer.code);
    if (answer.ok) store.status.value = t('{name} has ended', { name: kid });
    await keys.again();
  }
  return (
    <>
      <p>
        {t(
          'Your back end signs a short token that says who the visitor is. Whoever comes with one is recognised on every channel; nobody can pretend to be them.',
        )}
      </p>
      {secrets.view}
      {problem.value !== null && (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
      <AskedView asked={keys}>
        {(live) => (
          <section class="set-section" aria-labelledby="identity-keys">
            <h2 id="identity-keys">{t('Signing secrets')}</h2>
            <p>
              {t(
                'To change over, make a second one, let your back end use it, then end the first. While two are live, a token names its secret by “kid”.',
              )}
            </p>
            <ul class="set-rows" role="list">
              {live.map(({ kid, alg, createdAt }) => (
                <li key={kid}>
                  <div class="set-row">
                    <span class="set-name">
                      <code>{kid}</code>
                    </span>
                    <span class="set-sub">{t('{alg}, made {when}', { alg, when: whenWords(Date.parse(createdAt), store.now.value) })}</span>
                  </div>
                  {live.length > 1 && (
                    <span class="set-tools">
                      <button type="button" class="button button-small button-danger" onClick={() => (ending.value = kid)}>
                        {t('End {name}', { name: kid })}
                      </button>
                    </span>
                  )}
                </li>
              ))}
            </ul>
            <div class="set-buttons">
              <button
                type="button"
                class="button"
                aria-disabled={live.length >= KEYS_MAX || busy.on.value}
                onClick={() => live.length < KEYS_MAX && void busy.once(create)}
              >
                {t('New signing secret')}
              </button>
              {live.length >= KEYS_MAX && <span class="set-sub">{t('Two are live: end one first.')}</span>}
            </div>
          </section>
        )}
      </AskedView>
      <TokenChecker siteId={siteId} />
      <Samples siteId={siteId} kid={made.value ?? keys.value.value?.at(-1)?.kid ?? 'k1'} />
      {ending.value !== null && (
        <ConfirmDialog
          title={t('End {name}?', { name: ending.value })}
          words={t('Tokens signed with it stop working at once. Visitors stay signed in only where your back end uses the other secret.')}
          deed={t('End it')}
          onClose={() => (ending.value = null)}
          onConfirm={(
            (kid) => () =>
              void end(kid)
          )(ending.value)}
        />
      )}
      {fresh.dialog}
    </>
  );
}

function TokenChecker({ siteId }: { siteId: string }): VNode {
  const { actions } = useConsole();
  const id = useId();
  const token = useSignal('');
  const result = useSignal<TokenCheckAnswer | null>(null);
  const problem = useSignal<string | null>(null);
  async function check(event: Event): Promise<void> {
    event.preventDefault();
    const asked = token.value.trim();
    if (asked === '') return;
    const answer = await actions.ask((api) => api.settings((settings) => settings.checkToken(asked)));
    if (token.value.trim() !== asked) return; // another one is pasted by now
    result.value = answer.ok ? answer.value : null;
    problem.value = answer.ok ? null : answerWords(answer.code);
  }
  const { value } = result;
  return (
    <section class="set-section" aria-labelledby="token-check">
      <h2 id="token-check">{t('Check a token')}</h2>
      <form onSubmit={(event) => void check(event)}>
        <div class="field">
          <label for={id}>{t('Token')}</label>
          <textarea
            id={id}
            rows={3}
            dir="ltr"
            spellcheck={false}
            placeholder="eyJhbGciOi…"
            value={token.value}
            onInput={(event) => {
              token.value = event.currentTarget.value;
              result.value = null;
              problem.value = null;
            }}
          />
        </div>
        <button type="submit" class="button" aria-disabled={token.value.trim() === ''}>
          {t('Check')}
        </button>
      </form>
      <div aria-live="polite">
        {problem.value !== null && <p class="field-error">{problem.value}</p>}
        {value !== null && (
          <p class={`set-result ${value.valid ? 'set-result-good' : 'set-result-bad'}`}>
            {value.valid
              ? t('Valid: it signs in {user}.', { user: value.userId ?? '' })
              : value.code === 'token_expired'
                ? t('Not valid: it has expired. A token lives at most 24 hours; make a new one for each page.')
                : t('Not valid. Look at the signature, “aud” (it is {site}), “exp” at most 24 hours ahead, “kid” and “jti”.', {
                    site: siteId,
                  })}
          </p>
        )}
      </div>
    </section>
  );
}

function Samples({ siteId, kid }: { siteId: string; kid: string }): VNode {
  const at = useSignal(0);
  const samples = tokenSamples(siteId, kid);
  const sample = samples[at.value];
  return (
    <section class="set-section" aria-labelledby="token-samples">
      <h2 id="token-samples">{t('Make a token')}</h2>
      <p>{t('On your server, never in the page. The page passes it on when the widget starts.')}</p>
      <div class="choice-row" role="group" aria-label={t('Language of the sample')}>
        {samples.map(({ id, language }, index) => (
          <button key={id} type="button" class="choice" aria-pressed={index === at.value} onClick={() => (at.value = index)}>
            {language}
          </button>
        ))}
      </div>
      {sample !== undefined && <CopyBlock key={sample.id} label={sample.language} text={sample.code} />}
    </section>
  );
}
