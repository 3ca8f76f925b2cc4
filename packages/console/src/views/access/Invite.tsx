// An invitation, or a link to a new password: /console/invite#token. The token stays in the fragment, which no request line carries (S126).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { limits } from '@throughline/types';
import type { InvitationFound } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { HOME } from '../../state/route.js';
import { t } from '../../state/t.js';
import { AuthCard } from '../../ui/AuthCard.js';
import { Field } from '../../ui/Field.js';
import { useConsole } from '../console-context.js';
import { useAsked } from '../use-asked.js';
import { SecondFactorStep } from './SecondFactorStep.js';

export function Invite(): VNode {
  const { actions, setupToken } = useConsole();
  const found = useAsked('invitation', () => actions.ask((account) => account.lookAtInvitation(setupToken)));
  const toSignIn = (): void => actions.go(HOME);
  if (found.problem.value !== null)
    return (
      <AuthCard title={t('This link is not valid any more')} lead={t('It was used, has expired, or was replaced by a newer one.')}>
        <p>{t('Ask whoever sent it for another.')}</p>
        <button
          type="button"
          class="button button-wide"
          onClick={() => {
            toSignIn();
            actions.retryStart();
          }}
        >
          {t('Sign in')}
        </button>
      </AuthCard>
    );
  const invitation = found.value.value;
  if (invitation === null)
    return (
      <main class="auth" aria-busy="true">
        <p class="late">{t('Starting…')}</p>
      </main>
    );
  return <Accept invitation={invitation} />;
}

function Accept({ invitation }: { invitation: InvitationFound }): VNode {
  const { actions, setupToken } = useConsole();
  const name = useSignal('');
  const password = useSignal('');
  const challenge = useSignal('');
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const isAccount = invitation.kind === 'account';

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    const form = { token: setupToken, password: password.value, ...(isAccount ? { name: name.value.trim() } : {}) };
    const answer = await actions.enter((account) => account.acceptInvitation(form));
    busy.value = false;
    if (answer.ok) return;
    if (answer.challenge !== undefined) challenge.value = answer.challenge;
    else if (answer.code === 'not_found') problem.value = t('This link is not valid any more.');
    else problem.value = answer.code === 'bad_request' ? t('Please check name and password.') : answerWords(answer.code);
  }

  if (challenge.value !== '') return <SecondFactorStep challenge={challenge.value} onAgain={() => actions.go(HOME)} />;
  return (
    <AuthCard
      title={isAccount ? t('Welcome to {site}', { site: invitation.site }) : t('A new password')}
      lead={
        isAccount
          ? t('Your account is {email}. Choose a name and a password.', { email: invitation.email })
          : t('For {email}. You are signed out everywhere else.', { email: invitation.email })
      }
    >
      <form onSubmit={(event) => void submit(event)}>
        {isAccount && (
          <Field
            label={t('Name')}
            name="name"
            type="text"
            autoComplete="name"
            value={name.value}
            onValue={(value) => (name.value = value)}
            hint={t('Customers see it when you answer.')}
            maxLength={limits.NAME_MAX_CHARS}
            autoFocus
          />
        )}
        <Field
          label={t('Password')}
          name="password"
          type="password"
          autoComplete="new-password"
          value={password.value}
          onValue={(value) => (password.value = value)}
          minLength={limits.PASSWORD_MIN_CHARS}
          maxLength={limits.PASSWORD_MAX_CHARS}
          hint={t('At least {n} characters. A few words are easier than symbols.', { n: limits.PASSWORD_MIN_CHARS })}
          error={problem.value}
          autoFocus={!isAccount}
        />
        <button type="submit" class="button button-primary button-wide" aria-disabled={busy.value}>
          {isAccount ? t('Create account') : t('Save and sign in')}
        </button>
      </form>
    </AuthCard>
  );
}
