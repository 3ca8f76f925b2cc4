// Below the password: the operator's identity provider, when there is one, and why the last try with it did not work.
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../../state/t.js';
import { useStyle } from '../../ui/use-style.js';
import { useConsole } from '../console-context.js';
import { useAsked } from '../use-asked.js';
import { ACCESS_STYLE } from './access-style.js';

const reasonIn = (fragment: string): string | null => new URLSearchParams(fragment).get('oidc');

function words(reason: string): string {
  switch (reason) {
    case 'unknown':
      return t('Nobody with your address has an account here. An admin can invite you.');
    case 'expired':
      return t('That sign-in took too long or was begun in another window. Try again.');
    case 'unavailable':
      return t('The identity provider does not answer. Try again, or use your password.');
    case 'busy':
      return t('Too many attempts. Wait a minute and try again.');
    default:
      return t('The identity provider did not let you in.');
  }
}

export function SignInMore(): VNode | null {
  const { actions, relayUrl, setupToken, store } = useConsole();
  useStyle(ACCESS_STYLE);
  const options = useAsked('options', () => actions.ask((account) => account.signInOptions()));
  const reason = reasonIn(setupToken);
  useEffect(() => {
    if (reason !== null) actions.go(store.route.value); // out of the address: a reload must not say it again
  }, []);
  const provider = options.value.value?.oidc ?? null;
  if (provider === null) return null;
  return (
    <div class="auth-provider">
      <p class="auth-or">{t('or')}</p>
      {reason !== null && (
        <p class="field-error" role="alert">
          {words(reason)}
        </p>
      )}
      <a class="button button-wide" href={`${relayUrl}/agent/v1/oidc/start`}>
        {t('Sign in with {name}', { name: provider.name })}
      </a>
    </div>
  );
}
