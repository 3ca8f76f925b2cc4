// Claims a new installation with the one-time token of the printed address (K110, S30). The token stays in the fragment: it is never
// part of a request line.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { limits } from '@throughline/types';
import { AuthCard } from '../ui/AuthCard.js';
import { Field } from '../ui/Field.js';
import { answerWords } from '../state/answer-words.js';
import { useConsole } from './console-context.js';

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
        ? 'This setup link was used or has expired. Restart the relay: it prints a new one.'
        : answer.code === 'bad_request'
          ? 'Please check name, e-mail and password.'
          : answerWords(answer.code);
  }

  if (setupToken === '') {
    return (
      <AuthCard title="Set up Throughline" lead="This address is missing its one-time token.">
        <p>
          Open the whole setup link that the relay printed when it started. It ends in <code>#</code> and a long word.
        </p>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Set up Throughline" lead="You become the owner of this installation. It takes a minute.">
      <form onSubmit={(event) => void submit(event)}>
        <Field
          label="Name"
          name="name"
          type="text"
          autoComplete="name"
          value={name.value}
          onValue={(value) => (name.value = value)}
          hint="Customers see it when you answer."
          maxLength={limits.NAME_MAX_CHARS}
          autoFocus
        />
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          value={email.value}
          onValue={(value) => (email.value = value)}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          value={password.value}
          onValue={(value) => (password.value = value)}
          minLength={limits.PASSWORD_MIN_CHARS}
          maxLength={limits.PASSWORD_MAX_CHARS}
          hint={`At least ${limits.PASSWORD_MIN_CHARS} characters. A few words are easier than symbols.`}
          error={problem.value}
        />
        <button type="submit" class="button button-primary button-wide" aria-disabled={busy.value}>
          Create account
        </button>
      </form>
    </AuthCard>
  );
}
