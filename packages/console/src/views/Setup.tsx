// Claims a new installation with the one-time token of the printed address (K110, S30). The token stays in the fragment: it is never
// part of a request line.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { limits } from '@throughline/types';
import { AuthCard } from '../ui/AuthCard.js';
import { Field } from '../ui/Field.js';
import { answerWords } from '../state/answer-words.js';
import { useConsole } from './console-context.js';
import { t } from '../state/t.js';
import { filled } from '../ui/filled.js';

export function Setup(): VNode {
  const { actions, setupToken } = useConsole();
  const name = useSignal('');
  const email = useSignal('');
  const password = useSignal('');
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    const answer = await actions.setUp({ token: setupToken, name: name.value.trim(), email: email.value, password: password.value });
    busy.value = false;
    if (answer.ok) return;
    problem.value =
      answer.code === 'not_found'
        ? t('This setup link was used or has expired. Restart the relay: it prints a new one.')
        : answer.code === 'bad_request'
          ? t('Please check name, e-mail and password.')
          : answerWords(answer.code);
  }

  if (setupToken === '') {
    return (
      <AuthCard title={t('Set up Throughline')} lead={t('This address is missing its one-time token.')}>
        <p>
          {filled(t('Open the whole setup link that the relay printed when it started. It ends in {mark} and a long word.'), {
            mark: <code>#</code>,
          })}
        </p>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t('Set up Throughline')} lead={t('You become the owner of this installation. It takes a minute.')}>
      <form onSubmit={(event) => void submit(event)}>
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
        <Field
          label={t('E-mail')}
          name="email"
          type="email"
          autoComplete="username"
          value={email.value}
          onValue={(value) => (email.value = value)}
        />
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
        />
        <button type="submit" class="button button-primary button-wide" aria-disabled={busy.value}>
          {t('Create account')}
        </button>
      </form>
    </AuthCard>
  );
}
